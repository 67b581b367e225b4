-- orm_truncate: a table is emptied, and the rows that it had are counted.
SELECT orm_define('Parent', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_define('Child', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_belongs_to('Child', 'Parent', '{"as": "parent", "foreignKey": "parentId", "onDelete": "CASCADE"}');
SELECT orm_define('Ghost', '{"name": "STRING"}', '{"paranoid": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Parent', '[{"name": "a"}, {"name": "b"}]', '{"returning": false}');
SELECT orm_bulk_create('Child', '[{"parentId": 1}, {"parentId": 2}, {"parentId": null}]', '{"returning": false}');
SELECT orm_truncate('Child');
-- Numbers go on, unless they are to begin anew.
SELECT orm_create('Child', '{}');
SELECT orm_truncate('Child', '{"restartIdentity": true}');
SELECT orm_create('Child', '{"parentId": 1}');
-- A table that another one refers to is not emptied alone: no row of a table goes that nobody named.
SELECT orm_truncate('Parent');
SELECT orm_count('Child');
SELECT orm_destroy('Parent', '{"truncate": true}');
SELECT orm_truncate('Child');
SELECT orm_truncate('Parent');
SELECT orm_create('Child', '{"parentId": 1}');
SELECT orm_truncate('Parent', '{"cascade": true, "restartIdentity": true}');
SELECT orm_count('Child');
SELECT orm_create('Parent', '{"name": "c"}');
SELECT orm_create('Child', '{"parentId": 1}');
-- All together: what they refer to among themselves does not matter.
SELECT orm_bulk_create('Ghost', '[{"name": "x"}, {"name": "y"}]', '{"returning": false}');
SELECT orm_truncate();
SELECT orm_count('Parent');
SELECT orm_count('Child');
-- Rows of a paranoid model are only marked, unless it is forced.
SELECT orm_count('Ghost');
SELECT orm_count('Ghost', '{"paranoid": false}');
SELECT orm_truncate('Ghost');
SELECT orm_truncate('Ghost', '{"force": true}');
SELECT orm_count('Ghost', '{"paranoid": false}');
-- In a transaction, and taken back.
SELECT orm_create('Parent', '{"id": 7, "name": "kept"}');
BEGIN;
SELECT orm_truncate(NULL, '{"force": true}');
SELECT orm_count('Parent');
ROLLBACK;
SELECT orm_find_all('Parent');
SELECT orm_truncate('Nobody');
SELECT orm_truncate('Parent', '{"restart": true}');
-- A table that is not there.
SELECT orm_define('Missing', '{}', '{"timestamps": false}');
-- @each
SELECT orm_truncate('Missing');
