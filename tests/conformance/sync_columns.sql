-- Columns: added, dropped, renamed, of another type, required or not, with another default, generated, counting.
SELECT orm_define('Book', '{"title": "STRING(20)", "pages": "SMALLINT", "price": "DECIMAL(6,1)", "note": {"type": "STRING", "allowNull": false, "defaultValue": "none"}, "born": "DATEONLY", "code": "STRING(10)"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Book', '[{"title": "A", "pages": 10, "price": 1.5, "born": "2020-01-02", "code": "7"}, {"title": "B", "price": 2.5}]', '{"returning": false}');
-- Added: with NULL, with a default for the rows that are there, as a generated one.
SELECT orm_define('Book', '{"title": "STRING(20)", "pages": "SMALLINT", "price": "DECIMAL(6,1)", "note": {"type": "STRING", "allowNull": false, "defaultValue": "none"}, "born": "DATEONLY", "code": "STRING(10)",
  "stars": "INTEGER", "lang": {"type": "STRING(2)", "allowNull": false, "defaultValue": "en"}, "double": {"type": "INTEGER", "generated": {"as": ":pages * 2"}}}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Book', '{"order": ["id"]}');
-- Wider and narrower types, where the values fit.
SELECT orm_define('Book', '{"title": "TEXT", "pages": "BIGINT", "price": "DECIMAL(5,1)", "note": {"type": "STRING(50)", "allowNull": false, "defaultValue": "none"}, "born": "DATE", "code": "STRING(10)",
  "stars": "SMALLINT", "lang": {"type": "STRING(3)", "allowNull": false, "defaultValue": "en"}, "double": {"type": "INTEGER", "generated": {"as": ":pages * 2"}}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Book', '{"order": ["id"]}');
-- Nullability and defaults.
SELECT orm_define('Book', '{"title": {"type": "TEXT", "allowNull": false}, "pages": {"type": "BIGINT", "defaultValue": 1}, "price": {"type": "DECIMAL(5,1)", "defaultValue": {"$literal": "2 * 3"}}, "note": "STRING(50)", "born": "DATE", "code": "STRING(10)",
  "stars": {"type": "SMALLINT", "defaultValue": 0}, "lang": {"type": "STRING(3)", "allowNull": false}, "double": {"type": "INTEGER", "generated": {"as": ":pages * 2"}}}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
INSERT INTO "Books" (title, lang) VALUES ('C', 'de');
SELECT orm_find_by_pk('Book', 3);
-- Another expression; one that becomes an ordinary column keeps its values, an ordinary one that becomes generated has them worked out.
SELECT orm_define('Book', '{"title": {"type": "TEXT", "allowNull": false}, "pages": {"type": "BIGINT", "defaultValue": 1}, "price": {"type": "DECIMAL(5,1)", "defaultValue": {"$literal": "2 * 3"}}, "note": "STRING(50)", "born": "DATE", "code": "STRING(10)",
  "stars": {"type": "SMALLINT", "defaultValue": 0}, "lang": {"type": "STRING(3)", "allowNull": false}, "double": {"type": "INTEGER", "generated": {"as": ":pages * 2 + 1"}}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Book', '{"order": ["id"], "attributes": ["double"]}');
SELECT orm_define('Book', '{"title": {"type": "TEXT", "allowNull": false}, "pages": {"type": "BIGINT", "defaultValue": 1}, "price": {"type": "DECIMAL(5,1)", "defaultValue": {"$literal": "2 * 3"}}, "born": "DATE", "code": "STRING(10)",
  "note": {"type": "STRING(50)", "generated": {"as": "upper(:lang)"}}, "stars": {"type": "SMALLINT", "defaultValue": 0}, "lang": {"type": "STRING(3)", "allowNull": false}, "double": "INTEGER"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Book', '{"order": ["id"], "attributes": ["double", "note", "lang"]}');
-- Renamed by `renamedFrom` only; it may stay in the definition. Indexes and expressions that name the column go along.
SELECT orm_define('Work', '{"name": {"type": "TEXT", "allowNull": false, "renamedFrom": "title"}, "pages": {"type": "BIGINT", "defaultValue": 1}, "price": {"type": "DECIMAL(5,1)", "defaultValue": {"$literal": "2 * 3"}}, "born": "DATE", "code": "STRING(10)",
  "note": {"type": "STRING(50)", "generated": {"as": "upper(:language)"}}, "stars": {"type": "SMALLINT", "defaultValue": 0}, "language": {"type": "STRING(3)", "allowNull": false, "field": "language_code", "renamedFrom": "lang"}, "double": "INTEGER"}', '{"timestamps": false, "renamedFrom": "Books"}');
SELECT orm_undefine('Book');
SELECT orm_sync(NULL);
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Work', '{"order": ["id"], "attributes": ["name", "note", "language"]}');
-- Where the new name is there, too, the old one is a column like others.
SELECT orm_define('Work', '{"name": {"type": "TEXT", "allowNull": false, "renamedFrom": "code"}, "pages": {"type": "BIGINT", "defaultValue": 1}, "price": {"type": "DECIMAL(5,1)", "defaultValue": {"$literal": "2 * 3"}}, "born": "DATE", "code": "STRING(10)",
  "note": {"type": "STRING(50)", "generated": {"as": "upper(:language)"}}, "stars": {"type": "SMALLINT", "defaultValue": 0}, "language": {"type": "STRING(3)", "allowNull": false, "field": "language_code", "renamedFrom": "lang"}, "double": "INTEGER"}', '{"timestamps": false, "renamedFrom": "Books"}');
SELECT orm_sync(NULL, '{"alter": true}');
-- Dropped: of a stored column only when that is allowed; `"drop": false` leaves it there.
SELECT orm_define('Work', '{"name": {"type": "TEXT", "allowNull": false}}', '{"timestamps": false}');
SELECT orm_sync(NULL, '{"alter": {"drop": false}}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": {"allow": "DELETES_DATA"}}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Work', '{"order": ["id"]}');
SELECT orm_create('Work', '{"name": "D"}');
-- ---- Counting
SELECT orm_define('Seat', '{"row": {"type": "INTEGER", "primaryKey": true}, "who": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Seat', '[{"row": 5}, {"row": 9}]', '{"returning": false}');
SELECT orm_define('Seat', '{"row": {"type": "INTEGER", "primaryKey": true, "autoIncrement": true}, "who": "STRING"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Seat', '{"who": "Ada"}');
-- An identity is content with the serial that is there, and the type widens with its sequence.
SELECT orm_define('Seat', '{"row": {"type": "BIGINT", "primaryKey": true, "autoIncrement": true, "autoIncrementIdentity": true}, "who": "STRING"}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Seat', '{"who": "Eve"}');
SELECT orm_define('Seat', '{"row": {"type": "BIGINT", "primaryKey": true}, "who": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Seat', '{"who": "Bob", "row": 20}');
-- It begins to count again, and ceases as its type changes.
SELECT orm_define('Seat', '{"row": {"type": "INTEGER", "primaryKey": true, "autoIncrement": true}, "who": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_define('Seat', '{"row": {"type": "BIGINT", "primaryKey": true}, "who": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- ---- Comments are PostgreSQL's; what an administrator has written stays where the model says nothing.
SELECT orm_define('Seat', '{"row": {"type": "BIGINT", "primaryKey": true}, "who": {"type": "STRING", "comment": "it''s the guest"}}', '{"timestamps": false, "comment": "where they sit"}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_define('Seat', '{"row": {"type": "BIGINT", "primaryKey": true}, "who": "STRING"}', '{"timestamps": false}');
-- @only postgres
COMMENT ON COLUMN "Seats"."row" IS 'from the left';
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
