-- Every option of an attribute: stored, described, exported, and used.
SELECT orm_define('Author', '{"name": {"type": "STRING(50)", "allowNull": false, "field": "full_name", "comment": "as printed"}}', '{"timestamps": false}');
SELECT orm_define('Book', '{
  "isbn": {"type": "STRING(13)", "primaryKey": true},
  "title": {"type": "STRING", "allowNull": false, "validate": {"len": [1, 20]}},
  "shelf": {"type": "INTEGER", "defaultValue": 1, "index": true},
  "state": {"type": "ENUM", "values": ["new", "used"], "defaultValue": "new"},
  "code": {"type": "STRING(5)", "unique": true},
  "writer": {"type": "INTEGER", "references": {"model": "Author", "key": "id"}, "onDelete": "set null", "onUpdate": "CASCADE", "field": "author_id", "index": false},
  "lower": {"type": "STRING", "get": "lower(:value)", "set": "trim(:value)"},
  "label": {"type": "VIRTUAL(STRING,[''title''])", "get": ":title || '' ('' || :isbn || '')''"},
  "size": {"type": "INTEGER", "generated": {"as": "length(:title)"}},
  "old": {"type": "TEXT", "renamedFrom": "older"}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Described: what was written, and what follows from it. Exported: what was written.
SELECT orm_describe('Book');
SELECT orm_export();

-- ---- Used: names of attributes everywhere, whatever their columns are called
SELECT orm_create('Author', '{"name": "Ann"}');
SELECT orm_create('Book', '{"isbn": "1", "title": "Bread", "writer": 1, "lower": "  ABC ", "code": "a"}');
SELECT orm_find_all('Book', '{"attributes": ["label", "size", "lower", "state"], "where": {"writer": 1, "label": {"$like": "Bread%"}}}');
SELECT "author_id", "lower" FROM "Books";
-- allowNull, validate, unique, references
SELECT orm_create('Book', '{"isbn": "2", "title": null}');
SELECT orm_create('Book', '{"isbn": "2", "title": "a title that is longer than twenty"}');
SELECT orm_create('Book', '{"isbn": "2", "title": "b", "code": "a"}');
-- @each
SELECT orm_create('Book', '{"isbn": "2", "title": "b", "writer": 7}');
-- onDelete
SELECT orm_destroy('Author', '{"where": {"name": "Ann"}}');
SELECT orm_find_by_pk('Book', '"1"', '{"attributes": ["isbn", "writer"]}');

-- ---- A type alone stands for an object with a type. What has no type, an option that is not known, one of the wrong kind:
SELECT orm_define('Bad', '{"a": {"allowNull": false}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "allowNul": false}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "allowNull": "no"}}');
SELECT orm_define('Bad', '{"a": 7}');
SELECT orm_define('Bad', '[]');
SELECT orm_models();
