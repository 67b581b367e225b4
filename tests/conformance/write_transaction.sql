-- Calls inside a transaction of the caller's: one that fails leaves nothing, what was before stays.
-- @hidden
SELECT orm_define('Item', '{"n": {"type": "INTEGER", "unique": true}, "kind": {"type": "ENUM(''a'',''b'')"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();

BEGIN;
SELECT orm_create('Item', '{"id": 1, "n": 1}');
SAVEPOINT one;
SELECT orm_bulk_create('Item', '[{"id": 2, "n": 2}, {"id": 3, "n": 1}]');
ROLLBACK TO one;
SELECT orm_find_all('Item');
SELECT orm_batch('[{"call": "create", "args": ["Item", {"id": 4, "n": 4}]}, {"call": "update", "args": ["Item", {"n": 4}, {"where": {"id": 1}}]}]');
ROLLBACK TO one;
SELECT orm_find_all('Item');
SELECT orm_create('Item', '{"id": 5, "kind": "c"}');
ROLLBACK TO one;
SELECT orm_update('Item', '{"n": 10}', '{"where": {"id": 1}}');
RELEASE one;
COMMIT;
SELECT orm_find_all('Item');

-- A transaction that is rolled back leaves nothing of calls that succeeded.
BEGIN;
SELECT orm_bulk_create('Item', '[{"id": 6, "n": 6}, {"id": 7, "n": 7}]', '{"returning": false}');
-- @hidden
SELECT orm_define('Other', '{"a": "TEXT"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Other');
SELECT orm_create('Other', '{"a": "x"}');
ROLLBACK;
SELECT orm_count('Item');
SELECT orm_models();
SELECT orm_create('Other', '{"a": "x"}');

-- Savepoints inside one another.
BEGIN;
SAVEPOINT outer_one;
SELECT orm_create('Item', '{"id": 8, "n": 8}');
SAVEPOINT inner_one;
SELECT orm_destroy('Item', '{"where": {}}');
ROLLBACK TO inner_one;
SELECT orm_count('Item');
ROLLBACK TO outer_one;
SELECT orm_count('Item');
COMMIT;

-- A batch that only tries leaves nothing, inside a transaction and outside.
SELECT orm_batch('[{"call": "create", "args": ["Item", {"id": 9, "n": 9}]}, {"call": "count", "args": ["Item"]}]', '{"dryRun": true}');
BEGIN;
SELECT orm_batch('[{"call": "destroy", "args": ["Item", {"where": {}}]}, {"call": "count", "args": ["Item"]}]', '{"dryRun": true}');
SELECT orm_count('Item');
COMMIT;
