-- A step says what runs, how to take it back, what it is, why one might not want it, and which lock it takes.
SELECT orm_define('Author', '{"name": "STRING(50)"}', '{"timestamps": false}');
SELECT orm_define('Book', '{"title": "STRING(20)", "isbn": "STRING(13)", "pages": "TEXT", "kind": "ENUM(''a'',''b'')", "authorId": "INTEGER", "stars": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["title"]}]}');
-- @each
SELECT orm_sync_plan(NULL, '{"schema": "lib"}');
-- Nothing has been run.
SELECT orm_find_all('Book', '{"schema": "lib"}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Author', '[{"name": "A"}]', '{"returning": false}');
SELECT orm_bulk_create('Book', '[{"title": "one", "isbn": "1", "pages": "12", "kind": "a", "authorId": 1, "stars": 3}, {"title": null, "isbn": "1", "pages": "many", "kind": "b", "authorId": 9, "stars": -2}, {"title": null, "isbn": "1", "authorId": 8, "stars": null}]', '{"returning": false}');
-- Rows in the way: `rows` of them, and the keys of up to five. Of duplicates, all but the first of each group.
SELECT orm_define('Book', '{"title": {"type": "STRING(20)", "allowNull": false}, "isbn": {"type": "STRING(13)", "unique": true}, "pages": "INTEGER", "kind": "ENUM(''a'')", "stars": "INTEGER", "lang": {"type": "STRING(2)", "allowNull": false}}', '{"timestamps": false, "checks": [{"name": "stars_ok", "where": {"stars": {"$gte": 0}}}]}');
SELECT orm_belongs_to('Book', 'Author', '{"as": "author", "foreignKey": "authorId"}');
-- @only postgres
SELECT orm_sync_plan(NULL, '{"alter": true}');
-- @only sqlite
SELECT value ->> 'kind', value ->> 'table', value -> 'hazards', value -> 'rows', value -> 'keys', value -> 'locks' FROM json_each(orm_sync_plan(NULL, '{"alter": true}'));
-- Each has to be allowed; where a row is in the way of an allowed step, the engine's error stands and nothing is done.
-- @only postgres
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA"]}}');
-- @each
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA", "INCOMPATIBLE", "DELETES_DATA"]}}');
SELECT orm_count('Author');
SELECT id, title, isbn, pages, kind, stars, "authorId" FROM "Books" ORDER BY id;
-- When they are out of the way, it is done.
UPDATE "Books" SET title = 'new', isbn = isbn || id, pages = '7', kind = 'a', stars = 1, "authorId" = 1 WHERE id > 1;
SELECT orm_define('Book', '{"title": {"type": "STRING(20)", "allowNull": false}, "isbn": {"type": "STRING(13)", "unique": true}, "pages": "INTEGER", "kind": "ENUM(''a'')", "stars": "INTEGER", "lang": "STRING(2)"}', '{"timestamps": false, "checks": [{"name": "stars_ok", "where": {"stars": {"$gte": 0}}}]}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": {"allow": ["INCOMPATIBLE"]}}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Book', '{"order": ["id"]}');
-- Keys of several columns are objects; a table without a key has none.
SELECT orm_define('Seat', '{"row": {"type": "INTEGER", "primaryKey": true}, "nr": {"type": "STRING(3)", "primaryKey": true}, "who": "STRING"}', '{"timestamps": false}');
SELECT orm_define('Note', '{"text": "STRING"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Seat', '[{"row": 2, "nr": "b"}, {"row": 1, "nr": "c"}, {"row": 1, "nr": "a"}, {"row": 3, "nr": "x", "who": "me"}, {"row": 4, "nr": "y"}, {"row": 5, "nr": "y"}, {"row": 6, "nr": "y"}]', '{"returning": false}');
SELECT orm_bulk_create('Note', '[{"text": "longer"}, {"text": "x"}]', '{"returning": false}');
SELECT orm_define('Seat', '{"row": {"type": "INTEGER", "primaryKey": true}, "nr": {"type": "STRING(3)", "primaryKey": true}, "who": {"type": "STRING", "allowNull": false}}', '{"timestamps": false}');
SELECT orm_define('Note', '{"text": "STRING(3)"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @only postgres
SELECT step -> 'kind', step -> 'table', step -> 'hazards', step -> 'rows', step -> 'keys' FROM json_array_elements(orm_sync_plan(NULL, '{"alter": true}')) AS step;
-- @only sqlite
SELECT value -> 'kind', value -> 'table', value -> 'hazards', value -> 'rows', value -> 'keys' FROM json_each(orm_sync_plan(NULL, '{"alter": true}'));
