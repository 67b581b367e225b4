-- Hooks that raise, that fail, that call one another without end: all or nothing.
SELECT orm_define('Log', '{"text": "TEXT"}', '{"timestamps": false}');
SELECT orm_define('User', '{"name": {"type": "STRING", "validate": {"len": [2, 5]}}}', '{"timestamps": false, "paranoid": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_add_hook('User', 'afterCreate', 'orm_create(''Log'', ''{"text": "'' || :name || ''"}'')', 'log');
-- ---- orm_raise: a HookError, and nothing was done.
SELECT orm_add_hook('User', 'afterCreate', 'CASE WHEN :name = ''bad'' THEN orm_raise(''not '' || :name) END', 'raise');
SELECT orm_create('User', '{"name": "bad"}');
SELECT orm_create('User', '{"id": 1, "name": "good"}');
SELECT orm_find_all('User');
SELECT orm_find_all('Log', '{"attributes": ["text"]}');
-- Of a list, for one of its rows.
SELECT orm_bulk_create('User', '[{"name": "fine"}, {"name": "bad"}]', '{"individualHooks": true}');
SELECT orm_count('User');
-- ---- validationFailed sees what is wrong, and may raise another error; its answer means nothing.
SELECT orm_add_hook('User', 'validationFailed', 'CASE WHEN :name = ''x'' THEN orm_raise(''because: '' || (:value -> 0 ->> ''message'')) END', 'why');
SELECT orm_create('User', '{"name": "x"}');
SELECT orm_create('User', '{"name": "too long"}');
SELECT orm_validate('User', '{"name": "too long"}');
SELECT orm_validate('User', '{"name": "x"}');
SELECT orm_update_by_pk('User', 1, '{"name": "x"}');
SELECT orm_update('User', '{"name": "x"}', '{"where": {}}');
SELECT orm_remove_hook('User', 'validationFailed', 'why');
-- ---- An error of ours inside a hook is the call's.
SELECT orm_add_hook('User', 'beforeDestroy', 'orm_create(''Nobody'', ''{}'')', 'wrong');
SELECT orm_destroy_by_pk('User', 1);
SELECT orm_destroy('User', '{"where": {}, "individualHooks": true}');
SELECT orm_destroy('User', '{"where": {}, "individualHooks": true, "limit": 0}');
SELECT orm_remove_hook('User', 'beforeDestroy', 'wrong');
SELECT orm_count('User');
-- ---- A hook that calls its own function comes to an end.
SELECT orm_add_hook('Log', 'afterCreate', 'orm_create(''Log'', ''{"text": "again"}'')', 'endless');
SELECT orm_create('Log', '{"text": "first"}');
SELECT orm_find_all('Log', '{"attributes": ["text"]}');
-- One that ends by itself is fine.
SELECT orm_add_hook('Log', 'afterCreate', 'CASE WHEN length(:text) < 4 THEN orm_create(''Log'', ''{"text": "'' || :text || ''+"}'') END', 'endless');
SELECT orm_create('Log', '{"id": 50, "text": "a"}');
SELECT orm_find_all('Log', '{"attributes": ["text"], "order": ["text"]}');
-- ---- What there is no hook for
SELECT orm_add_hook('Log', 'beforeDefine', 'NULL');
SELECT orm_add_hook('Log', 'afterQuery', 'NULL');
SELECT orm_update('Log', '{"text": "b"}', '{"where": {}, "individualHooks": 1}');
SELECT orm_bulk_upsert('Log', '[]', '{"individualHooks": true}');
-- ---- What the hook of a read has written goes with the read that fails.
SELECT orm_define('Note', '{"text": "STRING"}', '{"timestamps": false}');
-- @each
SELECT orm_sync('Note');
SELECT orm_add_hook('User', 'beforeFind', 'CASE WHEN orm_create(''Note'', ''{"text": "read"}'') IS NULL THEN NULL END', 'note');
SELECT orm_add_hook('User', 'afterFind', 'orm_raise(''not this one'')', 'refuse');
SELECT orm_find_all('User', '{"attributes": ["name"]}');
SELECT orm_count('Note');
SELECT orm_remove_hook('User', 'afterFind', 'refuse');
SELECT orm_find_one('User', '{"attributes": ["name"], "where": {"id": 0}}');
SELECT orm_count('Note');
