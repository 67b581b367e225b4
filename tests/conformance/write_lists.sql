-- What is wrong with the items of a list is one error, whatever the table would refuse before.
-- @hidden
SELECT orm_define('Item', '{"n": {"type": "INTEGER", "allowNull": false}, "code": {"type": "STRING", "unique": true, "validate": {"len": [1, 2]}}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Item', '[{"n": 1, "code": "a"}, {"n": 2, "code": "a"}, {"n": "x", "code": "b"}, {"n": null}]');
SELECT orm_bulk_create('Item', '[{"n": 1, "code": "a"}, {"n": 2, "code": "a"}, {"n": 3, "code": "abc"}]', '{"validate": true}');
-- Without validators the table speaks.
SELECT orm_bulk_create('Item', '[{"n": 1, "code": "a"}, {"n": 2, "code": "a"}, {"n": 3, "code": "abc"}]');
SELECT orm_count('Item');
SELECT orm_bulk_create('Item', '[{"id": 1, "n": 1, "code": "a"}, {"id": 2, "n": 2, "code": "b"}]', '{"returning": false}');
SELECT orm_bulk_update('Item', '[{"id": 1, "code": "b"}, {"id": 2, "n": "x"}]');
SELECT orm_bulk_update('Item', '[{"id": 1, "code": "b"}, {"id": 2, "n": 5}]');
SELECT orm_find_all('Item', '{"order": ["id"]}');
