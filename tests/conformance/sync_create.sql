-- Tables that are missing are made, those that others refer to first; what is there stays as it is.
SELECT orm_define('Comment', '{"text": "TEXT", "state": "ENUM(''open'',''it''''s done'')"}', '{"timestamps": false}');
SELECT orm_define('Post', '{"title": {"type": "STRING(20)", "allowNull": false, "unique": true}, "views": {"type": "INTEGER", "defaultValue": 0}, "slug": {"type": "STRING", "generated": {"as": "lower(:title)"}}}', '{"timestamps": false, "checks": [{"name": "counted", "where": {"views": {"$gte": 0}}}]}');
SELECT orm_define('User', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_belongs_to('Comment', 'Post', '{"as": "post", "foreignKey": {"name": "postId", "allowNull": false}}');
SELECT orm_belongs_to('Post', 'User', '{"as": "author", "foreignKey": "authorId", "onDelete": "CASCADE"}');
-- @each
SELECT orm_sync();
-- A second one runs nothing; nor does a plan propose anything, nor does one that may alter.
SELECT orm_sync();
SELECT orm_sync_plan();
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync_plan(NULL, '{"alter": true}');
SELECT orm_sync('Post', '{"alter": {"drop": false, "allow": ["DELETES_DATA", "DATA", "INCOMPATIBLE"]}}');
-- What has been made holds.
SELECT orm_create('User', '{"name": "Ada"}');
SELECT orm_create('Post', '{"title": "One", "authorId": 1}');
SELECT orm_create('Post', '{"title": "One"}');
SELECT orm_create('Post', '{"title": "Two", "views": -1}');
-- @each
SELECT orm_create('Post', '{"title": "Two", "authorId": 7}');
SELECT orm_create('Comment', '{"postId": 1, "state": "it''s done"}');
SELECT orm_create('Comment', '{"postId": 1, "state": "closed"}');
SELECT orm_create('Comment', '{"postId": null}');
-- @each
SELECT orm_destroy('User', '{"where": {"id": 1}}');
SELECT orm_destroy('Comment', '{"where": {}}');
SELECT orm_destroy('User', '{"where": {"id": 1}}');
SELECT orm_count('Post');
-- A table that is gone is made again, and nothing else.
DROP TABLE "Comments";
-- @each
SELECT orm_sync();
-- An index that is gone, too.
-- @only postgres
DROP INDEX posts_author_id;
-- @only sqlite
DROP INDEX posts_author_id;
-- @each
SELECT orm_sync();
-- Without `alter` the columns of a table that is there stay, and an index that needs a new one cannot be.
SELECT orm_define('User', '{"name": "STRING", "age": "INTEGER"}', '{"timestamps": false}');
SELECT orm_sync();
SELECT orm_define('User', '{"name": "STRING", "age": {"type": "INTEGER", "index": true}}', '{"timestamps": false}');
SELECT orm_sync();
-- One model alone: its table only. What it refers to has to be there.
SELECT orm_define('Reader', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_define('Loan', '{"day": "DATEONLY"}', '{"timestamps": false}');
SELECT orm_belongs_to('Loan', 'Reader', '{"as": "reader", "foreignKey": "readerId"}');
-- @only postgres
SELECT orm_sync('Loan');
-- @hidden
SELECT orm_sync('Reader');
-- @each
SELECT orm_sync('Loan');
SELECT orm_sync('Loan');
-- ---- Of two tables that refer to each other
SELECT orm_define('Team', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_define('Player', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_belongs_to('Player', 'Team', '{"as": "team", "foreignKey": "teamId"}');
SELECT orm_belongs_to('Team', 'Player', '{"as": "captain", "foreignKey": "captainId"}');
SELECT orm_belongs_to('Team', 'Team', '{"as": "parent", "foreignKey": "parentId", "onDelete": "RESTRICT"}');
SELECT orm_undefine('User');
SELECT orm_undefine('Post');
-- @each
SELECT orm_sync();
SELECT orm_sync(NULL, '{"alter": {"drop": false}}');
SELECT orm_create('Team', '{"name": "A"}');
SELECT orm_create('Player', '{"name": "B", "teamId": 1}');
SELECT orm_update_by_pk('Team', 1, '{"captainId": 1, "parentId": 1}');
-- @each
SELECT orm_create('Team', '{"captainId": 5}');
SELECT orm_create('Team', '{"id": 9, "name": "C", "parentId": 1}');
-- ---- Options
SELECT orm_sync('Nobody');
SELECT orm_sync('Team', '{"alter": {"alow": ["DATA"]}}');
SELECT orm_sync('Team', '{"altr": true}');
SELECT orm_sync('Team', '{"alter": {"allow": ["DELETE_DATA"]}}');
SELECT orm_sync('Team', '{"alter": {"allow": [7]}}');
SELECT orm_sync('Team', '{"alter": "yes"}');
SELECT orm_sync('Team', '{"online": true}');
SELECT orm_sync('Team', '{"logging": false, "benchmark": true, "hooks": true, "transaction": null}');
