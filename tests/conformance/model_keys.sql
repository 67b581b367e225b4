-- Keys: the automatic id, one of one's own, composite ones, none; autoIncrement and identity.
SELECT orm_define('Auto', '{"a": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('Text', '{"code": {"type": "STRING(5)", "primaryKey": true}, "a": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('Uuid', '{"key": {"type": "UUID", "primaryKey": true, "defaultValue": "UUIDV4"}}', '{"timestamps": false}');
SELECT orm_define('Pair', '{"left": {"type": "INTEGER", "primaryKey": true, "field": "l"}, "right": {"type": "STRING(5)", "primaryKey": true}, "a": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('None', '{"a": "INTEGER", "b": "TEXT"}', '{"timestamps": false, "noPrimaryKey": true}');
SELECT orm_define('Count', '{"number": {"type": "BIGINT", "primaryKey": true, "autoIncrement": true}, "a": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('Ident', '{"number": {"type": "INTEGER", "primaryKey": true, "autoIncrementIdentity": true}, "a": "INTEGER"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Given or made
SELECT orm_create('Auto', '{"a": 1}');
SELECT orm_create('Auto', '{"id": 10, "a": 2}');
SELECT orm_bulk_create('Auto', '[{"id": null, "a": 3}]', '{"returning": false}');
SELECT orm_create('Text', '{"code": "x", "a": 1}');
SELECT orm_create('Text', '{"a": 1}');
-- @uuids
SELECT orm_create('Uuid', '{}');
SELECT orm_bulk_create('Count', '[{"a": 1}, {"a": 2}]');
SELECT orm_bulk_create('Ident', '[{"a": 1}, {"number": 7, "a": 2}]');

-- ---- A composite key is an object of its attributes, in any order.
SELECT orm_bulk_create('Pair', '[{"left": 1, "right": "a", "a": 1}, {"left": 1, "right": "b", "a": 2}]');
SELECT orm_find_by_pk('Pair', '{"right": "b", "left": 1}');
SELECT orm_find_by_pk('Pair', '{"left": 2, "right": "b"}');
SELECT orm_find_by_pk('Pair', '{"left": 1}');
SELECT orm_find_by_pk('Pair', '1');
SELECT orm_find_by_pk('Pair', '{"left": "x", "right": "b"}');
SELECT orm_create('Pair', '{"left": 1, "right": "b"}');
SELECT orm_create('Pair', '{"left": 1}');

-- ---- A bare key is taken as it is written, and converted by the attribute's type.
SELECT orm_find_by_pk('Text', 'x');
SELECT orm_find_by_pk('Text', '"x"');
SELECT orm_find_by_pk('Auto', 10);
SELECT orm_find_by_pk('Auto', '10');
SELECT orm_find_by_pk('Auto', 'ten');
SELECT orm_find_by_pk('Auto', NULL);
SELECT orm_find_by_pk('Auto', '{"id": 10, "a": 99}');

-- ---- Without a key
SELECT orm_create('None', '{"a": 1, "b": "x"}');
SELECT orm_create('None', '{"a": 1, "b": "x"}');
SELECT orm_find_all('None', '{"where": {"a": 1}}');
SELECT orm_find_by_pk('None', '1');
SELECT orm_describe('None');

-- ---- What cannot be
SELECT orm_define('Bad', '{"id": "INTEGER"}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "autoIncrement": true}, "b": {"type": "INTEGER", "autoIncrement": true}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "primaryKey": true, "autoIncrement": true}}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"initialAutoIncrement": 0}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "primaryKey": true}}', '{"noPrimaryKey": true}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "primaryKey": true}}', '{"initialAutoIncrement": 5}');

-- ---- The first number of a new table's counter
SELECT orm_define('Ticket', '{"note": "TEXT"}', '{"timestamps": false, "initialAutoIncrement": 1000}');
SELECT orm_define('Badge', '{"no": {"type": "BIGINT", "primaryKey": true, "autoIncrementIdentity": true}}', '{"timestamps": false, "tableName": "it''s", "schema": "s", "initialAutoIncrement": "9007199254740993"}');
-- @each
SELECT orm_sync('Ticket');
-- @hidden
SELECT orm_sync('Badge');
SELECT orm_sync();
SELECT orm_create('Ticket', '{}');
SELECT orm_bulk_create('Ticket', '[{}, {}]');
SELECT orm_create('Badge', '{}');
-- What is there keeps its numbers.
SELECT orm_define('Ticket', '{"note": "TEXT"}', '{"timestamps": false, "initialAutoIncrement": 5}');
SELECT orm_sync('Ticket', '{"alter": true}');
SELECT orm_create('Ticket', '{}');
-- @hidden
SELECT orm_sync('Ticket', '{"force": true}');
SELECT orm_create('Ticket', '{}');
