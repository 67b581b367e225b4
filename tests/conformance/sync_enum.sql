-- ENUM: a type of its own on PostgreSQL, a CHECK on SQLite. Labels come, change places and go.
SELECT orm_define('Task', '{"state": "ENUM(''new'',''done'')", "name": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Task', '[{"state": "new"}, {"state": "done"}, {"state": null}]', '{"returning": false}');
-- A label more.
SELECT orm_define('Task', '{"state": "ENUM(''new'',''begun'',''done'')", "name": "STRING"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_update('Task', '{"state": "begun"}', '{"where": {"id": 3}}');
SELECT orm_find_all('Task', '{"order": ["state", "id"], "attributes": ["state"]}');
-- One that is used at once, as a default: the type is replaced inside of the sync.
SELECT orm_define('Task', '{"state": {"type": "ENUM(''new'',''begun'',''done'',''lost'')", "defaultValue": "lost"}, "name": "STRING"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Task', '{}');
-- Other places.
SELECT orm_define('Task', '{"state": {"type": "ENUM(''lost'',''done'',''begun'',''new'')", "defaultValue": "lost"}, "name": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_count('Task', '{"where": {"state": "lost"}}');
-- A label less: rows that have it stand in the way.
SELECT orm_define('Task', '{"state": "ENUM(''done'',''begun'',''new'')", "name": "STRING"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Task', '{"attributes": ["id", "state"], "order": ["id"]}');
UPDATE "Tasks" SET state = 'new' WHERE state = 'lost';
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Task', '{"state": "lost"}');
-- Text becomes one, and back.
SELECT orm_define('Task', '{"state": "STRING", "name": "ENUM(''a'',''b'')"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": {"allow": ["INCOMPATIBLE"]}}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Task', '{"state": "anything", "name": "b"}');
SELECT orm_find_all('Task', '{"attributes": ["state", "name"], "order": ["id"]}');
-- The attribute is gone, and with it the type.
SELECT orm_define('Task', '{"state": "STRING"}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_sync(NULL, '{"alter": true}');
-- @only postgres
SELECT typname FROM pg_type WHERE typtype = 'e' ORDER BY 1;
-- Two models with an ENUM of one name each have their own; with the table it goes.
SELECT orm_define('Other', '{"kind": "ENUM(''x'')"}', '{"timestamps": false, "tableName": "other"}');
SELECT orm_define('Another', '{"kind": "ENUM(''y'')"}', '{"timestamps": false, "tableName": "another"}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('Other', '{"kind": "x"}');
SELECT orm_create('Another', '{"kind": "y"}');
-- @each
SELECT orm_drop('Other');
-- A list of them.
SELECT orm_define('Tagged', '{"tags": "ARRAY(ENUM(''red'',''blue''))"}', '{"timestamps": false}');
-- @each
SELECT orm_sync('Tagged');
SELECT orm_create('Tagged', '{"tags": ["red", "blue"]}');
SELECT orm_define('Tagged', '{"tags": "ARRAY(ENUM(''red'',''blue'',''green''))"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Tagged', '{"alter": true}');
SELECT orm_sync('Tagged', '{"alter": true}');
SELECT orm_create('Tagged', '{"tags": ["green"]}');
SELECT orm_find_all('Tagged', '{"order": ["id"]}');
