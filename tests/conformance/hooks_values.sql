-- Hooks change values and see rows: what the placeholders stand for, what an answer means.
SELECT orm_define('Log', '{"text": "TEXT"}', '{"timestamps": false}');
SELECT orm_define('User', '{"name": {"type": "STRING", "allowNull": false}, "slug": {"type": "STRING", "allowNull": false}, "age": {"type": "INTEGER", "defaultValue": 18}, "on": {"type": "BOOLEAN", "defaultValue": true}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
-- ---- A before-hook gives an object: it is merged into the values. Text is read as JSON.
SELECT orm_add_hook('User', 'beforeValidate', '''{"slug": "'' || lower(:values ->> ''name'') || ''"}''', 'slug');
SELECT orm_create('User', '{"name": "Ann"}');
-- It takes the place of what was given.
SELECT orm_create('User', '{"name": "Bob", "slug": "x"}');
-- What validators find is found behind beforeValidate and before beforeCreate.
SELECT orm_remove_hook('User', 'beforeValidate', 'slug');
SELECT orm_add_hook('User', 'beforeCreate', '''{"slug": "'' || lower(:values ->> ''name'') || ''"}''', 'slug');
SELECT orm_create('User', '{"name": "Cyd"}');
SELECT orm_create('User', '{"name": "Cyd", "slug": "y"}');
-- ---- Hooks run one after the other, each with what the one before it has left; those of all models are last.
SELECT orm_add_hook('User', 'beforeCreate', '''{"slug": "'' || (:values ->> ''slug'') || ''-2"}''', 'second');
SELECT orm_add_hook(NULL, 'beforeCreate', '''{"slug": "'' || (:values ->> ''slug'') || ''-'' || :model || ''"}''', 'all');
SELECT orm_add_hook('User', 'beforeSave', '''{"slug": "'' || (:values ->> ''slug'') || ''-3"}''', 'third');
SELECT orm_create('User', '{"name": "Dee", "slug": ""}');
SELECT orm_remove_hook(NULL, 'beforeCreate', 'all');
SELECT orm_remove_hook('User', 'beforeCreate', 'second');
SELECT orm_remove_hook('User', 'beforeSave', 'third');
SELECT orm_remove_hook('User', 'beforeCreate', 'slug');
-- ---- What is neither an object nor NULL is ignored.
SELECT orm_add_hook('User', 'beforeCreate', '7', 'number');
SELECT orm_add_hook('User', 'beforeCreate', '''[1]''', 'list');
SELECT orm_add_hook('User', 'beforeCreate', '''''', 'nothing');
SELECT orm_add_hook('User', 'afterCreate', '''{"name": "no"}''', 'after');
SELECT orm_add_hook('User', 'afterValidate', '''{"name": "no"}''', 'after');
SELECT orm_create('User', '{"name": "Eve", "slug": "e"}');
-- Text that is no JSON is a mistake; so are attributes that are not there, and values of another type.
SELECT orm_add_hook('User', 'beforeCreate', '''{"name": "'' || :name || ''}''', 'list');
SELECT orm_create('User', '{"name": "Fay", "slug": "f"}');
SELECT orm_add_hook('User', 'beforeCreate', '''{"nme": 1}''', 'list');
SELECT orm_create('User', '{"name": "Fay", "slug": "f"}');
SELECT orm_add_hook('User', 'beforeCreate', '''{"age": "old"}''', 'list');
SELECT orm_create('User', '{"name": "Fay", "slug": "f"}');
-- "hooks": false switches all of them off.
SELECT orm_create('User', '{"name": "Fay", "slug": "f"}', '{"hooks": false}');
SELECT orm_remove_hook('User', 'beforeCreate', 'number');
SELECT orm_remove_hook('User', 'beforeCreate', 'list');
SELECT orm_remove_hook('User', 'beforeCreate', 'nothing');
SELECT orm_remove_hook('User', 'afterCreate', 'after');
SELECT orm_remove_hook('User', 'afterValidate', 'after');
-- ---- An instance that is not stored yet has its defaults; attributes have their types.
SELECT orm_add_hook('User', 'beforeCreate', '''{"name": "'' || :name || '' '' || (:age + 1) || '' '' || (:instance ->> ''age'') || ''"}''', 'see');
SELECT orm_create('User', '{"name": "Gus", "slug": "g"}');
SELECT orm_remove_hook('User', 'beforeCreate', 'see');
-- One that is stored: the row with what is given over it; behind the statement, as it is then.
SELECT orm_add_hook('User', 'beforeUpdate', '''{"slug": "'' || :name || '' '' || :age || '' '' || coalesce(:values ->> ''age'', ''-'') || ''"}''', 'see');
SELECT orm_add_hook('User', 'afterUpdate', 'orm_create(''Log'', ''{"text": "'' || (:instance ->> ''slug'') || ''"}'')', 'see');
SELECT orm_update_by_pk('User', 1, '{"age": 20}');
SELECT orm_update_by_pk('User', 1, '{"age": 20}');
SELECT orm_save('User', '{"id": 1, "name": "Ann"}');
SELECT orm_update_by_pk('User', 99, '{"age": 20}');
SELECT orm_find_all('Log', '{"order": ["id"]}');
-- What a hook gives is written only where "fields" lets it.
SELECT orm_update_by_pk('User', 1, '{"age": 21}', '{"fields": ["age"]}');
SELECT orm_remove_hook('User', 'beforeUpdate', 'see');
SELECT orm_remove_hook('User', 'afterUpdate', 'see');
-- ---- :options are those of the call.
SELECT orm_add_hook('User', 'beforeUpsert', 'CASE WHEN :options ->> ''silent'' IS NULL THEN NULL ELSE ''{"name": "quiet"}'' END', 'o');
SELECT orm_upsert('User', '{"id": 1, "name": "A", "slug": "a"}');
SELECT orm_upsert('User', '{"id": 1, "name": "A", "slug": "a"}', '{"silent": true}');
-- ---- Finders: an object is merged into the options, afterFind may give the rows anew.
SELECT orm_add_hook('User', 'beforeFind', '''{"attributes": ["id", "name"], "order": ["id"], "limit": 2}''', 'f');
SELECT orm_find_all('User', '{"where": {"age": {"$gt": 1}}, "limit": 100}');
SELECT orm_find_all('User', '{"hooks": false, "attributes": ["id"], "order": ["id"]}');
SELECT orm_add_hook('User', 'afterFind', 'CASE WHEN :instance ->> 1 IS NULL THEN ''[{"one": true}]'' ELSE ''[{"two": 2}, "x"]'' END', 'f');
SELECT orm_find_all('User');
SELECT orm_find_one('User');
SELECT orm_find_by_pk('User', 1);
-- There is nothing to give anew where nothing was found, and a list of another length is ignored.
SELECT orm_find_one('User', '{"where": {"id": 99}}');
SELECT orm_find_and_count_all('User', '{"where": {"id": {"$lt": 4}}}');
SELECT orm_add_hook('User', 'afterFind', '''[1, 2, 3]''', 'f');
SELECT orm_find_all('User');
SELECT orm_add_hook('User', 'beforeCount', '''{"where": {"id": 1}}''', 'f');
SELECT orm_count('User');
SELECT orm_add_hook('User', 'beforeFind', '''{"attributs": []}''', 'f');
SELECT orm_find_all('User');
SELECT orm_remove_hook('User', 'beforeFind', 'f');
SELECT orm_remove_hook('User', 'afterFind', 'f');
SELECT orm_remove_hook('User', 'beforeCount', 'f');
-- ---- UUIDs that are made by default are there before the row is stored.
SELECT orm_define('Key', '{"id": {"type": "UUID", "primaryKey": true, "defaultValue": "UUIDV4"}, "copy": "STRING"}', '{"timestamps": false, "hooks": {"beforeCreate": "''{\"copy\": \"'' || (:instance ->> ''id'') || ''\"}''"}}');
-- @hidden
SELECT orm_sync('Key');
-- @hidden
SELECT orm_create('Key');
SELECT count(*) FROM "Keys" WHERE CAST(id AS varchar(40)) = copy;
