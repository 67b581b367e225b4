-- The statements of docs/syncing.md. Written by docs/generate: change them there.

SELECT orm_define('Author', '{"name": {"type": "STRING(50)", "unique": true}}', '{"timestamps": false}');

SELECT orm_define('Book', '{"title": "STRING(50)", "price": "DECIMAL(8,2)", "state": "ENUM(''draft'',''printed'')"}', '{"timestamps": false}');

SELECT orm_belongs_to('Book', 'Author', '{"as": "author", "foreignKey": "authorId"}');

-- @each
SELECT orm_sync();

SELECT orm_sync();

SELECT orm_bulk_create('Book', '[{"title": "A", "price": 1}, {"price": 2}]');

SELECT orm_define('Book', '{"name": {"type": "STRING(50)", "allowNull": false, "renamedFrom": "title"},
  "state": "ENUM(''draft'',''printed'')", "pages": "INTEGER"}', '{"timestamps": false}');

-- @only postgres
SELECT orm_sync_plan('Book', '{"alter": true}');

-- @only sqlite
SELECT value ->> 'kind', value -> 'hazards', value -> 'rows', value -> 'keys' FROM json_each(orm_sync_plan('Book', '{"alter": true}'));

-- @only postgres
SELECT orm_sync('Book', '{"alter": true}');

UPDATE "Books" SET title = 'B' WHERE title IS NULL;

-- @only postgres
SELECT orm_sync('Book', '{"alter": {"allow": ["DELETES_DATA"]}}');

-- @only sqlite
SELECT orm_sync('Book', '{"alter": {"allow": ["DELETES_DATA"]}}');

SELECT orm_sync('Book', '{"alter": true}');

SELECT orm_find_all('Book', '{"order": ["id"]}');

SELECT orm_truncate('Book', '{"restartIdentity": true}');

SELECT orm_create('Book', '{"name": "C"}');

SELECT orm_define('Book', '{"name": {"type": "STRING(50)", "allowNull": false, "unique": true}, "pages": {"type": "INTEGER", "index": true}}',
  '{"timestamps": false, "checks": [{"name": "has_pages", "where": {"pages": {"$gt": 0}}}]}');

-- @only postgres
SELECT step ->> 'sql', step ->> 'locks' FROM json_array_elements(orm_sync_plan('Book', '{"alter": {"drop": false}, "online": true}')) AS step;

