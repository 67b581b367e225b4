-- orm_drop: the table of a model, or of all, those first that refer to others; ENUM types go with them.
SELECT orm_define('Parent', '{"name": "STRING", "kind": "ENUM(''a'')"}', '{"timestamps": false}');
SELECT orm_define('Child', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_belongs_to('Child', 'Parent', '{"as": "parent", "foreignKey": "parentId", "onDelete": "CASCADE"}');
SELECT orm_belongs_to('Parent', 'Child', '{"as": "first", "foreignKey": "firstId"}');
-- Nothing there, nothing dropped.
SELECT orm_drop();
SELECT orm_drop('Parent');
-- @hidden
SELECT orm_sync();
SELECT orm_create('Parent', '{"name": "p", "kind": "a"}');
SELECT orm_create('Child', '{"name": "c", "parentId": 1}');
-- One that another refers to, without `cascade`.
-- @each
SELECT orm_drop('Parent');
SELECT orm_count('Parent');
SELECT orm_count('Child');
-- With it: on PostgreSQL the foreign key goes, the other table and its rows stay.
-- @each
SELECT orm_drop('Parent', '{"cascade": true}');
SELECT orm_find_all('Parent');
SELECT orm_find_all('Child');
-- @hidden
SELECT orm_sync();
SELECT orm_destroy('Child', '{"where": {}}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- All of them, also in a circle.
-- @each
SELECT orm_drop();
SELECT orm_drop();
-- @hidden
SELECT orm_sync();
SELECT orm_sync(NULL, '{"alter": true}');
-- Made by hand or not: a table is dropped because it is asked for.
CREATE TABLE "Hands" (id integer PRIMARY KEY);
SELECT orm_define('Hand', '{}', '{"timestamps": false}');
-- @each
SELECT orm_drop('Hand');
-- What is defined stays defined.
SELECT orm_models();
SELECT orm_drop('Nobody');
SELECT orm_drop('Hand', '{"cascad": true}');
SELECT orm_drop('Hand', '{"cascade": "yes"}');
