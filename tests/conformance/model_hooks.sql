-- Hooks: SQL expressions by the names of Sequelize's, kept in the model's options or added beside them.
SELECT orm_define('User', '{"name": "STRING"}', '{"timestamps": false, "hooks": {"beforeCreate": ":values", "afterFind": ["NULL", {"name": "second", "expression": "NULL"}]}}');
-- They see :instance, :values, :options and :model.
SELECT orm_define('Log', '{"text": "STRING"}', '{"timestamps": false, "hooks": {"afterCreate": "coalesce(:instance ->> ''text'', :model, :options ->> ''a'', :values ->> ''b'')"}}');
SELECT orm_add_hook('User', 'beforeUpdate', 'NULL', 'mine');
SELECT orm_add_hook('User', 'beforeUpdate', 'NULL', 'mine');
SELECT orm_add_hook('User', 'beforeUpdate', ':values', 'mine');
SELECT orm_add_hook('User', 'beforeDestroy', 'NULL');
-- Of all models
SELECT orm_add_hook(NULL, 'beforeCreate', 'NULL', 'everywhere');
SELECT orm_describe('User');
SELECT orm_export();
SELECT orm_remove_hook('User', 'beforeUpdate', 'mine');
SELECT orm_remove_hook('User', 'beforeUpdate', 'mine');
SELECT orm_remove_hook('User', 'beforeDestroy');
SELECT orm_remove_hook(NULL, 'beforeCreate', 'everywhere');
SELECT orm_export();
-- ---- What cannot be
SELECT orm_add_hook('User', 'beforeCreat', 'NULL');
SELECT orm_add_hook('User', 'beforeConnect', 'NULL');
SELECT orm_add_hook('User', 'beforeCreate', '1; SELECT 2');
SELECT orm_add_hook('User', 'beforeCreate', ':valuse');
-- @each
SELECT orm_add_hook('User', 'beforeCreate', 'no_such_function()');
SELECT orm_add_hook('Usr', 'beforeCreate', 'NULL');
SELECT orm_add_hook(NULL, 'beforeCreate', ':name');
SELECT orm_define_all('{"models": {"Bad": {"attributes": {"a": "TEXT"}, "hooks": [{"hook": "beforeSave", "expression": ":b"}]}}}');
SELECT orm_define_all('{"models": {}, "hooks": [{"hook": "beforeSaving", "expression": "NULL"}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"hooks": {"beforeSaving": "NULL"}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"hooks": {"beforeSave": 7}}');
