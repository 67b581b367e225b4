-- Rows that a condition chooses: limits, what is answered, what is left out.
-- @hidden
SELECT orm_define('Task', '{"name": "STRING", "rank": "INTEGER", "ownerId": "INTEGER"}', '{"timestamps": false, "scopes": {"few": {"limit": 2}, "low": {"where": {"rank": {"$lt": 3}}}}}');
-- @hidden
SELECT orm_define('Loose', '{"a": "INTEGER", "b": {"type": "INTEGER", "defaultValue": 7}, "cId": {"type": "INTEGER", "defaultValue": 8}}', '{"timestamps": false, "omitNull": true}');
-- @hidden
SELECT orm_define('Heap', '{"a": "INTEGER"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Task', '[{"name": "e", "rank": 5}, {"name": "d", "rank": 4}, {"name": "c", "rank": 3}, {"name": "b", "rank": 2}, {"name": "a", "rank": 1}]');

-- At most so many, the first by their key; rows are answered in its order.
SELECT orm_update('Task', '{"ownerId": 1}', '{"where": {"rank": {"$lt": 5}}, "limit": 2, "returning": true}');
SELECT orm_update('Task', '{"ownerId": 2}', '{"where": {}, "limit": 0}');
SELECT orm_update('Task', '{"ownerId": 3}', '{"where": {"rank": {"$gt": {"$param": "r"}}}, "limit": {"$param": "n"}, "returning": ["id"]}', '{"r": 1, "n": 1}');
SELECT orm_update('Task', '{"ownerId": 4}', '{"where": {}, "limit": -1}');
SELECT orm_update('Task', '{"ownerId": 4}', '{"where": {}, "returning": ["name", "ownerId"]}');
SELECT orm_update('Task', '{"ownerId": 5}', '{"scope": "low", "returning": ["name"]}');
SELECT orm_update('Task', '{"ownerId": 5}', '{"scope": "few", "where": {}}');
SELECT orm_update('Task', '{"ownerId": 5}', '{"where": {}, "returning": []}');
SELECT orm_update('Task', '{"ownerId": 5}', '{"where": {}, "returning": ["nam"]}');
SELECT orm_destroy('Task', '{"where": {"rank": {"$gt": 3}}, "limit": 1}');
SELECT orm_destroy('Task', '{"where": {}, "scope": "few"}');
SELECT orm_find_all('Task', '{"order": ["id"], "attributes": ["id", "name"]}');
SELECT orm_destroy('Task', '{"limit": 1}');
SELECT orm_destroy('Task', '{"truncate": false}');
SELECT orm_destroy('Task', '{"truncate": true, "restartIdentity": true}');
SELECT orm_count('Task');
SELECT orm_create('Task', '{"name": "first"}');

-- ---- without a key
-- @hidden
SELECT orm_bulk_create('Heap', '[{"a": 1}, {"a": 1}, {"a": 1}]');
SELECT orm_update('Heap', '{"a": 2}', '{"where": {"a": 1}, "limit": 1}');
SELECT orm_destroy('Heap', '{"where": {"a": 1}, "limit": 1}');
SELECT orm_find_all('Heap', '{"order": ["a"]}');

-- ---- omitNull: a null is as none, but in columns whose name ends in Id
SELECT orm_create('Loose', '{"a": 1, "b": null, "cId": null}');
SELECT orm_update('Loose', '{"a": null, "cId": 5}', '{"where": {}, "returning": true}');
SELECT orm_update('Loose', '{"a": null}', '{"where": {}}');
SELECT orm_update('Loose', '{"a": null}', '{"where": {}, "omitNull": false, "returning": true}');
SELECT orm_create('Task', '{"name": null, "rank": 1}', '{"omitNull": true}');

-- ---- fields leaves an attribute to the table
SELECT orm_create('Loose', '{"a": 1, "b": 2}', '{"fields": ["a"]}');
SELECT orm_bulk_create('Loose', '[{"a": 1, "b": 2, "cId": 3}]', '{"fields": ["b"]}');
-- ---- returning
SELECT orm_update('Task', '{"rank": 2}', '{"where": {"id": 2}, "returning": ["*"]}');
SELECT orm_update('Task', '{"rank": 2}', '{"where": {"id": 2}, "returning": false}');
SELECT orm_update('Task', '{"rank": 3}', '{"where": {"id": 2}, "returning": ["id", ["rank", "place"]]}');
