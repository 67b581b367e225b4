-- Hooks of many rows: the bulk hooks once, with individualHooks each row's as well.
SELECT orm_define('User', '{"name": {"type": "STRING"}, "age": {"type": "INTEGER", "defaultValue": 1}}', '{"timestamps": false, "paranoid": false}');
-- @hidden
SELECT orm_sync();
-- ---- beforeBulkCreate: an object is merged into every item, a list as long into the item of its place.
SELECT orm_add_hook('User', 'beforeBulkCreate', '''{"age": 5}''', 'one');
SELECT orm_bulk_create('User', '[{"name": "a"}, {"name": "b", "age": 2}]');
SELECT orm_add_hook('User', 'beforeBulkCreate', '''[{"age": 6}, null]''', 'one');
SELECT orm_bulk_create('User', '[{"name": "c"}, {"name": "d", "age": 2}]', '{"returning": false}');
SELECT orm_bulk_create('User', '[{"name": "e"}]');
SELECT orm_bulk_create('User', '[{"name": "f"}]', '{"hooks": false}');
SELECT orm_bulk_create('User', '[]');
SELECT orm_bulk_upsert('User', '[{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]');
SELECT orm_find_all('User', '{"order": ["id"]}');
SELECT orm_remove_hook('User', 'beforeBulkCreate', 'one');
-- ---- Each item by itself
SELECT orm_add_hook('User', 'beforeCreate', '''{"age": '' || (:age * 10) || ''}''', 'ten');
SELECT orm_bulk_create('User', '[{"name": "g", "age": 3}, {"name": "h"}]');
SELECT orm_bulk_create('User', '[{"name": "i", "age": 3}, {"name": "j"}]', '{"individualHooks": true}');
SELECT orm_bulk_create('User', '[{"name": "k", "age": 3}]', '{"individualHooks": true, "returning": false}');
SELECT orm_bulk_create('User', '[{"id": 1}]', '{"individualHooks": true, "ignoreDuplicates": true}');
-- ---- orm_update: one statement for all where the hooks leave the values alone or give the same…
SELECT orm_add_hook('User', 'beforeBulkUpdate', '''{"age": '' || (:values ->> ''age'') || ''0}''', 'bulk');
SELECT orm_update('User', '{"age": 7}', '{"where": {"id": [1, 2]}, "returning": true}');
SELECT orm_remove_hook('User', 'beforeBulkUpdate', 'bulk');
SELECT orm_add_hook('User', 'beforeUpdate', 'NULL', 'each');
SELECT orm_update('User', '{"age": 8}', '{"where": {"id": [1, 2]}, "returning": true, "individualHooks": true}');
-- …and different values for each row where they do not.
SELECT orm_add_hook('User', 'beforeUpdate', '''{"name": "'' || :name || :id || ''"}''', 'each');
SELECT orm_update('User', '{"age": 9}', '{"where": {"id": [1, 2]}, "returning": true, "individualHooks": true}');
SELECT orm_update('User', '{"age": 10}', '{"where": {"id": [1, 2]}, "individualHooks": true}');
SELECT orm_update('User', '{"age": 11, "name": "no"}', '{"where": {}, "limit": 1, "individualHooks": true, "fields": ["age"], "returning": ["id", "name", "age"]}');
SELECT orm_update('User', '{}', '{"where": {"id": 2}, "individualHooks": true, "set": {"age": {"$fn": "abs", "args": [-3]}}}');
SELECT orm_update('User', '{"age": 1}', '{"where": {"id": 99}, "individualHooks": true}');
SELECT orm_find_all('User', '{"order": ["id"], "limit": 3}');
-- ---- orm_bulk_update
SELECT orm_add_hook('User', 'beforeBulkUpdate', '''{"name": "all"}''', 'bulk');
SELECT orm_bulk_update('User', '[{"id": 1, "age": 1}, {"id": 2, "age": 2}]', '{"returning": true}');
SELECT orm_remove_hook('User', 'beforeBulkUpdate', 'bulk');
-- ---- orm_destroy: the options may be narrowed
SELECT orm_add_hook('User', 'beforeBulkDestroy', '''{"limit": 1}''', 'bulk');
SELECT orm_destroy('User', '{"where": {"id": {"$gt": 2}}}');
SELECT orm_remove_hook('User', 'beforeBulkDestroy', 'bulk');
SELECT orm_add_hook('User', 'beforeDestroy', 'CASE WHEN :id > 5 THEN orm_raise(:name || '' stays'') END', 'stay');
SELECT orm_destroy('User', '{"where": {}}', '{}');
SELECT orm_bulk_create('User', '[{"id": 5, "name": "l"}, {"id": 6, "name": "m"}]', '{"returning": ["id"]}');
SELECT orm_destroy('User', '{"where": {}, "individualHooks": true}');
SELECT orm_destroy('User', '{"where": {"id": 5}, "individualHooks": true}');
SELECT orm_destroy_by_pk('User', 6);
SELECT orm_destroy_by_pk('User', 6, '{"hooks": false}');
SELECT orm_count('User');
-- ---- More rows than one statement of a hook takes.
SELECT orm_define('N', '{"n": "INTEGER"}', '{"timestamps": false, "hooks": {"beforeUpdate": "''{\"n\": '' || (:id + 1000) || ''}''"}}');
-- @hidden
SELECT orm_sync('N');
INSERT INTO "Ns" (n) WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 250) SELECT i FROM t;
SELECT orm_update('N', '{"n": 0}', '{"where": {}, "individualHooks": true}');
SELECT sum(n - id), count(DISTINCT n) FROM "Ns";
