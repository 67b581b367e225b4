-- `force` drops the tables of the call first, with all that is in them; `match` says in which database.
SELECT orm_define('Parent', '{"name": "STRING", "kind": "ENUM(''a'',''b'')"}', '{"timestamps": false}');
SELECT orm_define('Child', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_belongs_to('Child', 'Parent', '{"as": "parent", "foreignKey": "parentId"}');
-- Where nothing is, nothing is dropped.
-- @each
SELECT orm_sync(NULL, '{"force": true}');
SELECT orm_create('Parent', '{"name": "one", "kind": "a"}');
SELECT orm_create('Child', '{"name": "two", "parentId": 1}');
-- @each
SELECT orm_sync(NULL, '{"force": true}');
SELECT orm_count('Parent');
SELECT orm_count('Child');
SELECT orm_create('Parent', '{"name": "one", "kind": "b"}');
SELECT orm_create('Child', '{"name": "two", "parentId": 1}');
-- It makes the new definition, whatever the old table was, and needs no allowance.
SELECT orm_define('Child', '{"name": {"type": "INTEGER", "allowNull": false}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Child', '{"force": true}');
SELECT orm_count('Child');
SELECT orm_count('Parent');
SELECT orm_create('Child', '{"name": "two", "parentId": 1}');
SELECT orm_create('Child', '{"name": 2, "parentId": 1}');
-- Of one model: its own table only. What refers to it stays; on PostgreSQL it loses its foreign key, and the next sync makes that again.
SELECT orm_destroy('Child', '{"where": {}}');
-- @hidden
SELECT orm_sync('Parent', '{"force": true}');
SELECT orm_count('Parent');
SELECT orm_count('Child');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- @each
SELECT orm_create('Child', '{"name": 2, "parentId": 9}');
-- ---- match
-- @only sqlite
SELECT orm_sync(NULL, '{"force": true, "match": "_test$"}');
SELECT orm_count('Parent');
SELECT orm_sync(NULL, '{"match": "^(conformance|:memory:)"}');
SELECT orm_sync(NULL, '{"match": ["^(CONFORMANCE|:MEMORY:)", "i"]}');
SELECT orm_sync(NULL, '{"match": ["a", "b", "c"]}');
SELECT orm_sync(NULL, '{"match": 7}');
SELECT orm_sync(NULL, '{"match": "(a"}');
-- ---- A table that something else is made of
CREATE VIEW names AS SELECT name FROM "Children";
-- @hidden
SELECT orm_sync(NULL, '{"force": true}');
SELECT orm_sync(NULL, '{"alter": true}');
