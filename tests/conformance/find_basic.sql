-- find_all, find_one, find_by_pk: keys of every form, rejectOnEmpty.

-- @hidden
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING", "age": "INTEGER"}, "options": {"timestamps": false}},
  "Code": {"attributes": {"code": {"type": "STRING(10)", "primaryKey": true}, "n": "INTEGER"}, "options": {"timestamps": false}},
  "Seat": {"attributes": {"hall": {"type": "STRING(5)", "primaryKey": true}, "row": {"type": "INTEGER", "primaryKey": true, "field": "row_no"}, "taken": "BOOLEAN"}, "options": {"timestamps": false}},
  "Big": {"attributes": {"id": {"type": "BIGINT", "primaryKey": true}, "a": "STRING"}, "options": {"timestamps": false}},
  "Item": {"attributes": {"uid": {"type": "UUID", "primaryKey": true}, "a": "STRING"}, "options": {"timestamps": false}},
  "Line": {"attributes": {"a": "INTEGER", "b": "STRING"}, "options": {"timestamps": false, "noPrimaryKey": true}},
  "Soft": {"attributes": {"a": "STRING"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true,
    "defaultScope": {"where": {"a": {"$ne": "x"}}}}},
  "Strict": {"attributes": {"a": "STRING"}, "options": {"timestamps": false, "rejectOnEmpty": true}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('User', '[{"name": "Ada", "age": 36}, {"name": "Bob", "age": 17}, {"name": "Cy"}, {"name": "Ada", "age": 20}]');
-- @hidden
SELECT orm_bulk_create('Code', '[{"code": "007", "n": 1}, {"code": "7", "n": 2}, {"code": "null", "n": 3}, {"code": "{a", "n": 4}, {"code": "é''", "n": 5}]');
-- @hidden
SELECT orm_bulk_create('Seat', '[{"hall": "a", "row": 1, "taken": true}, {"hall": "a", "row": 11, "taken": false}, {"hall": "b", "row": 1}]');
-- @hidden
SELECT orm_bulk_create('Big', '[{"id": 9007199254740993, "a": "odd"}, {"id": 9007199254740992, "a": "even"}]');
-- @hidden
SELECT orm_bulk_create('Item', '[{"uid": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "a": "x"}]');
-- @hidden
SELECT orm_bulk_create('Line', '[{"a": 1, "b": "x"}, {"a": 1, "b": null}, {"a": null, "b": "x"}, {"a": 1, "b": "x"}]');
-- @hidden
SELECT orm_bulk_create('Soft', '[{"a": "x"}, {"a": "y"}, {"a": "z"}]');
-- @hidden
SELECT orm_destroy('Soft', '{"where": {"a": "z"}}');

-- All rows; options may be absent, NULL, or empty.
SELECT orm_find_all('User');
SELECT orm_find_all('User', NULL);
SELECT orm_find_all('User', '{}');
SELECT orm_find_all('User', '{"where": {}}');
SELECT orm_find_all('User', '{"where": {"name": "Ada"}, "order": ["id"]}');
SELECT orm_find_all('User', '{"where": {"name": "nobody"}}');
SELECT orm_find_all('User', '{"raw": true, "where": {"id": 1}}');
SELECT orm_find_all('Line', '{"order": ["a", "b"]}');

-- The first row, or NULL; its limit gives way to one that is written.
SELECT orm_find_one('User', '{"where": {"name": "Ada"}, "order": [["age", "ASC"]]}');
SELECT orm_find_one('User', '{"order": [["id", "DESC"]]}');
SELECT orm_find_one('User', '{"order": ["id"], "offset": 2}');
SELECT orm_find_one('User', '{"order": ["id"], "limit": 2}');
SELECT orm_find_one('User', '{"order": ["id"], "limit": 0}');
SELECT orm_find_one('User', '{"where": {"age": {"$gt": 100}}}');
SELECT orm_find_one('Line', '{"where": {"b": null}}');

-- By key: a bare scalar, JSON, or an object that holds the key.
SELECT orm_find_by_pk('User', 2);
SELECT orm_find_by_pk('User', '2');
SELECT orm_find_by_pk('User', '"2"');
SELECT orm_find_by_pk('User', '{"id": 2}');
SELECT orm_find_by_pk('User', '{"id": 2, "name": "not asked"}');
SELECT orm_find_by_pk('User', 99);
SELECT orm_find_by_pk('User', NULL);
SELECT orm_find_by_pk('User', 1, '{"attributes": ["name"], "raw": true}');
-- a text key stays as it is written: '007' is no number, and only JSON text needs quotes
SELECT orm_find_by_pk('Code', '007');
SELECT orm_find_by_pk('Code', 7);
SELECT orm_find_by_pk('Code', '"7"');
SELECT orm_find_by_pk('Code', 'null');
SELECT orm_find_by_pk('Code', '"{a"');
SELECT orm_find_by_pk('Code', 'é''');
SELECT orm_find_by_pk('Code', '{"code": "007"}');
SELECT orm_find_by_pk('Big', 9007199254740993);
SELECT orm_find_by_pk('Big', '9007199254740992');
SELECT orm_find_by_pk('Item', '3F2504E0-4F89-11D3-9A0C-0305E82C3301');
SELECT orm_find_by_pk('Item', '{"uid": "3f2504e0-4f89-11d3-9a0c-0305e82c3301"}');
-- several parts
SELECT orm_find_by_pk('Seat', '{"hall": "a", "row": 11}');
SELECT orm_find_by_pk('Seat', '{"row": "1", "hall": "b", "taken": true}');
SELECT orm_find_by_pk('Seat', '{"hall": "b", "row": 11}');
-- no key: the whole row is it
SELECT orm_find_by_pk('Line', '{"a": 1, "b": null}');
SELECT orm_find_by_pk('Line', '{"a": 1, "b": "x"}');
SELECT orm_find_by_pk('Line', '{"a": null, "b": "y"}');

-- A key is asked beside what the scope asks, and beside paranoid.
SELECT orm_find_by_pk('Soft', 1);
SELECT orm_find_by_pk('Soft', 1, '{"scope": null}');
SELECT orm_find_by_pk('Soft', 2);
SELECT orm_find_by_pk('Soft', 3);
SELECT CASE WHEN orm_find_by_pk('Soft', 3, '{"paranoid": false}') IS NOT NULL THEN 'found' END AS soft;
SELECT orm_find_by_pk('Soft', 2, '{"scope": {"where": {"a": "z"}}}');

-- What is no key.
SELECT orm_find_by_pk('User', 'two');
SELECT orm_find_by_pk('User', '[1]');
SELECT orm_find_by_pk('User', '{"name": "Ada"}');
SELECT orm_find_by_pk('User', '{"id": null}');
SELECT orm_find_by_pk('User', '{"id": {"$gt": 0}}');
SELECT orm_find_by_pk('User', '{"id": [1]}');
SELECT orm_find_by_pk('Seat', 'a');
SELECT orm_find_by_pk('Seat', '{"hall": "a"}');
SELECT orm_find_by_pk('Line', 1);
SELECT orm_find_by_pk('Line', '{"a": 1}');
SELECT orm_find_by_pk('User', '{"id": 1');
SELECT orm_find_by_pk('User', 1, '{"where": {"name": "Bob"}}');

-- rejectOnEmpty, by the option or by the model; the option decides.
SELECT orm_find_all('User', '{"where": {"id": 99}, "rejectOnEmpty": true}');
SELECT orm_find_one('User', '{"where": {"id": 99}, "rejectOnEmpty": true}');
SELECT orm_find_by_pk('User', 99, '{"rejectOnEmpty": true}');
SELECT orm_find_by_pk('User', 2, '{"rejectOnEmpty": true, "attributes": ["name"]}');
SELECT orm_find_all('Strict');
SELECT orm_find_one('Strict');
SELECT orm_find_by_pk('Strict', 1);
SELECT orm_find_one('Strict', '{"rejectOnEmpty": false}');
SELECT orm_find_all('Strict', '{"rejectOnEmpty": false}');
-- without a key nothing is asked for, and nothing rejected
SELECT orm_find_by_pk('User', NULL, '{"rejectOnEmpty": true}');
-- hidden by the limit, it is empty all the same
SELECT orm_find_all('User', '{"limit": 0, "rejectOnEmpty": true}');
