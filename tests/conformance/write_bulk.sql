-- Many rows from one list, over rows that are there.
-- @hidden
SELECT orm_define('User', '{"name": "STRING", "mail": {"type": "STRING", "unique": true}, "age": {"type": "INTEGER", "defaultValue": 1}, "code": {"type": "STRING", "set": "upper(:value)"}}', '{"version": true, "createdAt": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('User', '[{"name": "a", "mail": "a"}, {"mail": "b", "code": "x"}, {"name": "c", "code": null}]', '{"returning": ["id", "name", "mail", "age", "code"]}');

-- ---- ignoreDuplicates: a row that is left out is null
SELECT orm_bulk_create('User', '[{"mail": "a"}, {"mail": "d"}, {"mail": "d"}, {"name": "e"}, {"mail": "b"}]', '{"ignoreDuplicates": true, "returning": ["mail", "name"]}');
SELECT orm_bulk_create('User', '[{"mail": "a"}, {"mail": "f"}]', '{"ignoreDuplicates": true, "returning": false}');
SELECT orm_bulk_create('User', '[{"mail": "a"}, {"mail": "g"}]', '{"ignoreDuplicates": true, "conflictAttributes": ["mail"], "returning": ["mail"]}');
SELECT orm_bulk_create('User', '[{"mail": "a"}]', '{"ignoreDuplicates": true, "conflictAttributes": ["id"]}');
SELECT orm_bulk_create('User', '[]', '{"ignoreDuplicates": true}');
SELECT orm_create('User', '{"mail": "a"}', '{"ignoreDuplicates": true}');
SELECT orm_create('User', '{"mail": "a"}', '{"ignoreDuplicates": true, "conflictFields": ["mail"]}');
SELECT orm_create('User', '{"mail": "a"}', '{"conflictFields": ["mail"]}');

-- ---- updateOnDuplicate: these attributes and no others, and what every change keeps right
SELECT orm_bulk_create('User', '[{"mail": "a", "name": "A", "age": 99}, {"mail": "h", "name": "H"}]', '{"updateOnDuplicate": ["name"], "returning": ["mail", "name", "age", "version"]}');
-- Items with the same key, one after the other.
SELECT orm_bulk_create('User', '[{"mail": "a", "name": "A1"}, {"mail": "i", "name": "I1", "age": 5}, {"mail": "a", "name": "A2"}, {"mail": "i", "name": "I2", "age": 6}]', '{"updateOnDuplicate": ["name"], "returning": ["mail", "name", "age", "version"]}');
SELECT orm_bulk_create('User', '[{"mail": "a", "name": "A3"}, {"mail": "a", "name": "A4"}]', '{"updateOnDuplicate": ["name"], "returning": false}');
-- The unique key that is given goes before the primary key.
SELECT orm_bulk_create('User', '[{"id": 1, "mail": "a", "name": "A5"}]', '{"updateOnDuplicate": ["name"], "returning": ["id", "name", "version"]}');
SELECT orm_bulk_create('User', '[{"id": 1, "name": "A6"}]', '{"updateOnDuplicate": ["name"], "returning": ["id", "mail", "name", "version"]}');
SELECT orm_bulk_create('User', '[{"id": 1, "name": "A7", "mail": "a7"}]', '{"updateOnDuplicate": ["name"], "conflictFields": ["id"], "returning": ["id", "mail", "name"]}');
-- A missing value is the default, there too.
SELECT orm_bulk_create('User', '[{"mail": "a", "age": 50}, {"mail": "b"}]', '{"updateOnDuplicate": ["age"], "returning": ["mail", "age"]}');
SELECT orm_bulk_create('User', '[{"mail": "a"}]', '{"updateOnDuplicate": true}');
SELECT orm_bulk_create('User', '[{"mail": "a"}]', '{"updateOnDuplicate": []}');
SELECT orm_bulk_create('User', '[{"mail": "a"}]', '{"updateOnDuplicate": ["nam"]}');
SELECT orm_bulk_create('User', '[{"mail": "a"}]', '{"updateOnDuplicate": ["name"], "ignoreDuplicates": true}');
SELECT orm_bulk_create('User', '[{"mail": "a"}]', '{"conflictFields": ["mail"]}');
SELECT orm_bulk_create('User', '[{"mail": "a", "age": "x"}]', '{"updateOnDuplicate": ["name"]}');

-- ---- orm_bulk_upsert: what each item has
SELECT orm_bulk_upsert('User', '[{"mail": "a", "age": 7}, {"mail": "b", "name": "B"}, {"mail": "j", "code": "jj"}]', '{"returning": ["mail", "name", "age", "code"]}');
SELECT orm_bulk_upsert('User', '[{"mail": "a", "age": 8}, {"mail": "b", "code": "low"}]');
SELECT orm_bulk_upsert('User', '[{"mail": "a", "age": 9}, {"mail": "b", "age": 20}, {"mail": "a", "name": "A9"}, {"mail": "k"}, {"mail": "k", "age": 2}]', '{"returning": ["mail", "name", "age", "version"]}');
SELECT orm_bulk_upsert('User', '[{"id": 1, "mail": "a"}]', '{"returning": ["id", "mail"], "silent": true, "fields": ["id"]}');
SELECT orm_bulk_upsert('User', '[{"id": 1, "name": null}]', '{"returning": ["id", "name"]}');
SELECT orm_bulk_upsert('User', '[]');
SELECT orm_bulk_upsert('User', '[{"mail": "a", "nam": 1}]');
SELECT orm_bulk_upsert('User', '[{"mail": "a"}]', '{"updateOnDuplicate": ["name"]}');
SELECT orm_bulk_upsert('User', '{"mail": "a"}');

-- ---- several unique keys: which one is to be said
-- @hidden
SELECT orm_define('Two', '{"a": {"type": "INTEGER", "unique": true}, "b": {"type": "INTEGER", "unique": true}, "n": {"type": "INTEGER", "validate": {"max": 9}}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Two');
SELECT orm_bulk_upsert('Two', '[{"a": 1, "b": 1, "n": 1}]');
SELECT orm_bulk_upsert('Two', '[{"a": 1, "b": 1, "n": 1}, {"a": 2, "b": 2}]', '{"conflictFields": ["a"]}');
SELECT orm_bulk_upsert('Two', '[{"a": 1, "n": 2}, {"a": 2, "n": 3}]', '{"returning": ["a", "b", "n"]}');
SELECT orm_bulk_upsert('Two', '[{"a": 1, "n": 12}]');
SELECT orm_bulk_upsert('Two', '[{"a": 1, "n": 12}]', '{"validate": false}');

-- ---- orm_bulk_update: the key chooses, the rest is set
SELECT orm_bulk_update('User', '[{"id": 1, "name": "one"}, {"id": 2, "age": 22}, {"id": 999, "age": 1}, {"id": 3}]');
SELECT orm_bulk_update('User', '[{"id": 2, "name": "two"}, {"id": 1, "code": "c"}, {"id": 2, "age": 23}, {"id": 999, "age": 1}]', '{"returning": ["id", "name", "age", "code"]}');
SELECT orm_bulk_update('User', '[{"id": 1, "name": "no", "age": 3}]', '{"fields": ["age"], "returning": ["id", "name", "age"]}');
SELECT orm_bulk_update('User', '[{"id": 1}]');
SELECT orm_bulk_update('User', '[]');
SELECT orm_bulk_update('User', '[{"name": "x"}]');
SELECT orm_bulk_update('User', '[{"id": 1, "age": "x"}, {"id": "y", "age": 1}]');
SELECT orm_bulk_update('User', '[{"id": 1, "mail": "b"}]');
SELECT orm_bulk_update('Two', '[{"id": 1, "n": 100}]');
SELECT orm_bulk_update('Two', '[{"id": 1, "n": 100}]', '{"validate": false, "silent": true}');
-- With the version, or not at all.
-- @hidden
SELECT orm_define('Doc', '{"text": "STRING"}', '{"version": true, "timestamps": false}');
-- @hidden
SELECT orm_sync('Doc');
-- @hidden
SELECT orm_bulk_create('Doc', '[{"text": "a"}, {"text": "b"}, {"text": "c"}]');
SELECT orm_bulk_update('Doc', '[{"id": 1, "text": "A", "version": 0}, {"id": 2, "text": "B"}]', '{"returning": true}');
SELECT orm_bulk_update('Doc', '[{"id": 3, "text": "C"}, {"id": 1, "text": "AA", "version": 0}]');
SELECT orm_bulk_update('Doc', '[{"id": 3, "text": "C"}, {"id": 3, "text": "CC", "version": 0}]');
SELECT orm_bulk_update('Doc', '[{"id": 3, "text": "C"}, {"id": 3, "text": "CC"}]', '{"returning": true}');
SELECT orm_find_all('Doc', '{"order": ["id"]}');
