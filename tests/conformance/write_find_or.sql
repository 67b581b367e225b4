-- The first row that is found, or one that is made of what was asked for.
-- @hidden
SELECT orm_define('User', '{"name": {"type": "STRING", "validate": {"len": [1, 10]}}, "mail": {"type": "STRING", "unique": true}, "age": {"type": "INTEGER", "defaultValue": 1}, "meta": "JSON", "gone": "DATE"}', '{"timestamps": false, "scopes": {"old": {"where": {"age": {"$gt": 50}}}}}');
-- @hidden
SELECT orm_sync();

SELECT orm_find_or_create('User', '{"where": {"name": "ada"}, "defaults": {"mail": "ada@x"}}');
SELECT orm_find_or_create('User', '{"where": {"name": "ada"}, "defaults": {"mail": "other@x"}}');

-- Plain equalities go into the row, defaults over them; what compares does not.
SELECT orm_find_or_create('User', '{"where": {"name": "bob", "age": {"$gt": 5}, "$or": [{"mail": "q"}, {"mail": null}]}}');
SELECT orm_find_or_create('User', '{"where": {"name": {"$eq": "cy"}, "age": {"$value": 7}, "mail": {"$param": "m"}}, "params": {"m": "cy@x"}}');
SELECT orm_find_or_create('User', '{"where": {"name": "dee", "age": [1, 2]}, "defaults": {"name": "eve"}}');
SELECT orm_find_or_create('User', '{"where": {"name": "fay", "gone": null, "meta": {"a": {"b": 1}}}}');
SELECT orm_find_or_create('User', '{"where": {"name": "fay", "meta": {"a": {"b": 1}}}}');
SELECT orm_find_or_create('User', '{"where": {"name": "gil", "meta": {"a": {"$gt": 1}}}}');
SELECT orm_find_or_create('User', '{"where": [{"name": "hal"}], "defaults": {"name": "hal"}}');
SELECT orm_find_or_create('User', '{"where": {}, "order": [["name", "DESC"]], "attributes": ["name"]}');
SELECT orm_find_or_create('User', '{"where": {"name": "ida"}, "scope": "old", "defaults": {"age": 60}}');
SELECT orm_find_or_create('User', '{"where": {"name": "ida"}, "scope": "old"}');

-- What is wrong is said.
SELECT orm_find_or_create('User', '{"where": {"name": "a name that is too long"}}');
SELECT orm_find_or_create('User', '{"where": {"name": "a name that is too long"}, "validate": false}');
SELECT orm_find_or_create('User', '{"where": {"name": "ken"}, "defaults": {"nam": 1}}');
SELECT orm_find_or_create('User', '{"where": {"name": "ken"}, "defaults": [1]}');
SELECT orm_find_or_create('User', '{"defaults": {"name": "ken"}}');
SELECT orm_find_or_create('User', '{"where": {"nam": "ken"}}');
SELECT orm_find_or_create('User', '{"where": {"name": "ken"}, "default": {"age": 1}}');
SELECT orm_find_or_create('User', '{"where": {"name": "ken"}, "set": {"age": {"$fn": "abs", "args": [-4]}}, "fields": ["name", "age"], "hooks": true, "silent": true, "returning": true}');

-- The same without an error: null where the row can neither be made nor found.
SELECT orm_find_create_find('User', '{"where": {"name": "leo"}, "defaults": {"mail": "leo@x"}}');
SELECT orm_find_create_find('User', '{"where": {"name": "leo"}}');
SELECT orm_find_create_find('User', '{"where": {"name": "mia"}, "defaults": {"mail": "leo@x"}}');

-- Not stored at all.
SELECT orm_find_or_build('User', '{"where": {"name": "ada"}}');
SELECT orm_find_or_build('User', '{"where": {"name": "new"}, "defaults": {"mail": "ada@x"}}');
SELECT orm_find_or_build('User', '{"defaults": {"name": "ken"}}');
SELECT orm_count('User');

-- What stands in the way by another key is an error.
SELECT orm_find_or_create('User', '{"where": {"name": "jo"}, "defaults": {"mail": "ada@x"}}');
