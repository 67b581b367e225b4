-- Schemas: of the model, of the call, and a list of them: one result for each. On SQLite they are prefixes of the tables' names.
SELECT orm_define('Tenant', '{"name": "STRING", "level": "ENUM(''low'',''high'')"}', '{"timestamps": false}');
SELECT orm_define('Item', '{"name": {"type": "STRING", "unique": true}}', '{"timestamps": false}');
SELECT orm_belongs_to('Item', 'Tenant', '{"as": "tenant", "foreignKey": "tenantId"}');
-- @each
SELECT orm_sync(NULL, '{"schema": "one"}');
SELECT orm_sync(NULL, '{"schema": "one", "alter": true}');
-- @each
SELECT orm_sync('Tenant', '{"schema": ["one", "two"]}');
SELECT orm_sync(NULL, '{"schema": ["one"]}');
-- @hidden
SELECT orm_sync(NULL, '{"schema": ["one", "two", "three"]}');
SELECT orm_sync(NULL, '{"schema": ["one", "two", "three"], "alter": true}');
SELECT orm_sync_plan(NULL, '{"schema": ["three", "two"], "alter": true}');
SELECT orm_create('Tenant', '{"name": "T", "level": "low"}', '{"schema": "two"}');
SELECT orm_create('Item', '{"name": "I", "tenantId": 1}', '{"schema": "two"}');
-- @each
SELECT orm_create('Item', '{"name": "I", "tenantId": 1}', '{"schema": "one"}');
SELECT orm_find_all('Item', '{"schema": "two"}');
SELECT orm_count('Item', '{"schema": "three"}');
-- A change is done in all of them, or in none: here rows of one stand in the way.
SELECT orm_define('Item', '{"title": "STRING"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"schema": ["one", "two", "three"], "alter": true}');
SELECT orm_create('Item', '{"title": "J"}', '{"schema": "one"}');
-- @hidden
SELECT orm_sync(NULL, '{"schema": ["one", "two", "three"], "alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_sync(NULL, '{"schema": ["one", "two", "three"], "alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_create('Item', '{"id": 5, "title": "J"}', '{"schema": "one"}');
SELECT orm_find_all('Item', '{"schema": "two"}');
-- Dropped and emptied in one of them.
SELECT orm_truncate('Item', '{"schema": "two"}');
-- @each
SELECT orm_drop('Item', '{"schema": "two"}');
-- @each
SELECT orm_drop(NULL, '{"schema": "three"}');
SELECT orm_find_all('Item', '{"schema": "one"}');
-- ---- A model's own schema
SELECT orm_define('Log', '{"line": "TEXT"}', '{"timestamps": false, "schema": "audit"}');
-- @each
SELECT orm_sync('Log');
SELECT orm_sync('Log', '{"alter": true}');
SELECT orm_create('Log', '{"line": "x"}');
-- It stays there when the call names another for all; alone, the call's counts.
-- @hidden
SELECT orm_sync(NULL, '{"schema": "two"}');
SELECT orm_count('Log');
-- @hidden
SELECT orm_sync('Log', '{"schema": "two"}');
SELECT orm_count('Log', '{"schema": "two"}');
SELECT orm_sync(NULL, '{"schema": ["one", 2]}');
SELECT orm_sync(NULL, '{"schema": []}');
SELECT orm_sync(NULL, '{"schema": 7}');
