-- The option "order": names, directions, nulls, other names, expressions, JSON, models and associations.

-- @hidden
SELECT orm_define_all('{"models": {
  "Author": {"attributes": {"name": "STRING", "rank": {"type": "INTEGER", "field": "rank_no"}, "level": "ENUM(''low'', ''mid'', ''high'')", "active": "BOOLEAN", "meta": "JSONB",
      "size": {"type": "VIRTUAL(INTEGER)", "get": "length(:name)"}},
    "options": {"timestamps": false, "scopes": {"ranked": {"order": ["rank"]}, "named": {"order": [["name", "DESC"], "rank"]}}}},
  "Book": {"attributes": {"title": "STRING", "year": "INTEGER"}, "options": {"timestamps": false},
    "associations": [
      {"type": "belongsTo", "target": "Author", "options": {"as": "author", "foreignKey": "authorId", "inverse": {"as": "books"}}},
      {"type": "belongsTo", "target": "Author", "options": {"as": "editor", "foreignKey": "editorId"}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "BookTag", "inverse": {"as": "books"}}}]},
  "Tag": {"attributes": {"word": "STRING"}, "options": {"timestamps": false}},
  "BookTag": {"attributes": {"weight": "INTEGER"}, "options": {"timestamps": false}},
  "House": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Flat", "options": {"foreignKey": "houseId"}}]},
  "Flat": {"attributes": {"floor": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Author', '[
  {"name": "Cy", "rank": 2, "level": "low", "active": true, "meta": {"a": 3, "b": "x"}}, {"name": "ada", "rank": null, "level": "high", "active": false, "meta": {"a": 1}},
  {"name": "Bob", "rank": 2, "level": "mid", "meta": {"a": 2, "b": "y"}}, {"name": "Zoë", "rank": 1}]');
-- @hidden
SELECT orm_bulk_create('Book', '[{"title": "t1", "year": 2001, "authorId": 1, "editorId": 2}, {"title": "t2", "year": 1999, "authorId": 2, "editorId": 1},
  {"title": "t3", "year": 2001, "authorId": 2}, {"title": "t4", "authorId": 3, "editorId": 3}, {"title": "t5", "year": 1950}]');
-- @hidden
SELECT orm_bulk_create('Tag', '[{"word": "red"}, {"word": "blue"}, {"word": "green"}]');
-- @hidden
SELECT orm_bulk_create('BookTag', '[{"BookId": 1, "TagId": 1, "weight": 5}, {"BookId": 1, "TagId": 2, "weight": 1}, {"BookId": 2, "TagId": 3, "weight": 3}, {"BookId": 3, "TagId": 2, "weight": 9}]');
-- @hidden
SELECT orm_bulk_create('House', '[{"name": "h1"}, {"name": "h2"}]');
-- @hidden
SELECT orm_bulk_create('Flat', '[{"floor": 3, "houseId": 1}, {"floor": 1, "houseId": 2}, {"floor": 2, "houseId": 2}]');

-- Names and directions; a name alone, one pair, a list. Nulls come last ascending, first descending, on both engines.
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": "name"}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": ["name"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [["rank", "ASC"], ["name", "desc"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [["rank", "DESC"], "name"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [["rank", "ASC NULLS FIRST"], "name"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [["rank", "NULLS FIRST"], "name"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [["rank", "desc nulls last"], "name"]}');
-- labels as declared, booleans false first
SELECT orm_find_all('Author', '{"attributes": ["name", "level"], "order": ["level"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "level"], "order": [["level", "DESC"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "active"], "order": ["active", "name"]}');
-- not shown, and under other names
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [["rank", "DESC NULLS LAST"], "id"]}');
SELECT orm_find_all('Author', '{"attributes": [["name", "n"], ["rank", "r"]], "order": [["r", "ASC"], ["n", "ASC"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name", [{"$fn": "length", "args": [{"$col": "name"}]}, "len"]], "order": [["len", "DESC"], ["name", "DESC"]]}');
SELECT orm_find_all('Author', '{"attributes": {"include": [[{"$fn": "lower", "args": [{"$col": "name"}]}, "small"]], "exclude": ["id", "rank", "level", "active", "meta", "size"]}, "order": ["small"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "size"], "order": ["size", "name"]}');

-- Expressions.
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [{"$fn": "lower", "args": [{"$col": "name"}]}]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [[{"$fn": "lower", "args": [{"$col": "name"}]}, "DESC"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [[{"$col": "rank"}, "DESC NULLS LAST"], {"$col": "name"}]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": {"$fn": "lower", "args": [{"$col": "name"}]}}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [[{"$fn": "coalesce", "args": [{"$col": "rank"}, {"$param": "none"}]}, "ASC"], "name"]}', '{"none": 0}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [{"$literal": "rank_no IS NULL"}, ["name", "ASC"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "order": [["rank", {"$literal": "DESC NULLS LAST"}], "name"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [[{"$cast": {"$col": "rank"}, "type": "STRING"}, "DESC"], "name"]}');
-- JSON: by a path's value
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": ["meta.a"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [["meta.b", "DESC NULLS LAST"], "id"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [[{"$json": "meta.a"}, "DESC NULLS LAST"]]}');
-- chance: every row once
SELECT CASE WHEN orm_find_all('Author', '{"attributes": ["id"], "order": [{"$fn": "random"}]}') IS NOT NULL THEN 'in some order' END AS random;

-- Nothing to sort by.
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [], "where": {"id": 1}}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": null, "where": {"id": 1}}');

-- Through includes: an alias, {"model", "as"}, {"model"} alone where it is plain, {"association"}, a path with dots.
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "author", "attributes": ["name"]}], "order": [["author", "name", "ASC"], "title"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "author", "attributes": []}], "order": [["author", "rank", "DESC NULLS LAST"], ["title", "DESC"]]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"model": "Author", "as": "author", "attributes": []}, {"model": "Author", "as": "editor", "attributes": []}], "order": [[{"model": "Author", "as": "editor"}, "name", "DESC NULLS LAST"], ["title", "ASC"]]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "author", "attributes": []}], "order": [[{"association": "author"}, "name"], "title"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "author", "attributes": []}], "order": [[{"$col": "author.name"}, "DESC NULLS LAST"], "title"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "author", "attributes": []}], "order": [["author", {"$fn": "lower", "args": [{"$col": "name"}]}, "ASC"], "title"]}');
SELECT orm_find_all('House', '{"attributes": ["name"], "include": [{"model": "Flat", "attributes": ["floor"]}], "order": [[{"model": "Flat"}, "floor", "ASC"]]}');
-- a top-level order sorts the children, too, unless they have an order of their own
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["title"]}], "order": ["id", ["books", "title", "DESC"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["title"]}], "order": [["books", "title", "DESC NULLS LAST"]]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["title"], "order": ["title"]}], "order": [["books", "title", "DESC NULLS LAST"]]}');
-- before the limit
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["year"]}], "order": [["books", "year", "ASC"]], "limit": 2}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["year"], "required": true}], "order": [["books", "year", "ASC"], "id"], "limit": 1, "offset": 1}');
-- through two, and by the through row
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["title"], "include": [{"association": "tags", "attributes": ["word"], "through": {"attributes": []}}]}], "order": [["books", "tags", "word", "ASC"], "id"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "tags", "attributes": ["word"], "through": {"attributes": ["weight"]}}], "order": [["tags", "BookTag", "weight", "DESC NULLS LAST"], "id"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "include": [{"association": "tags", "attributes": ["word"], "through": {"attributes": []}}], "where": {"id": {"$lt": 3}}, "order": ["id", ["tags", {"model": "BookTag"}, "weight", "ASC"]]}');

-- Scopes: lists are joined, scopes first, equal entries once.
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "scope": "ranked", "order": ["name"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "scope": ["ranked", "named"]}');
SELECT orm_find_all('Author', '{"attributes": ["name", "rank"], "scope": "named", "order": ["rank"]}');

-- What is wrong.
SELECT orm_find_all('Author', '{"order": ["nam"]}');
SELECT orm_find_all('Author', '{"order": [["name", "UP"]]}');
SELECT orm_find_all('Author', '{"order": [["name", "ASC; DROP TABLE x"]]}');
SELECT orm_find_all('Author', '{"order": ["name DESC"]}');
SELECT orm_find_all('Author', '{"order": [[]]}');
SELECT orm_find_all('Author', '{"order": [5]}');
SELECT orm_find_all('Author', '{"order": 5}');
SELECT orm_find_all('Author', '{"order": [{"raw": "name"}]}');
SELECT orm_find_all('Book', '{"order": [["author", "name"]]}');
SELECT orm_find_all('Book', '{"include": ["author"], "order": [["autor", "name"]]}');
SELECT orm_find_all('Book', '{"include": ["author"], "order": [["author", "nam"]]}');
SELECT orm_find_all('Book', '{"include": ["author", "editor"], "order": [[{"model": "Author"}, "name"]]}');
SELECT orm_find_all('Book', '{"include": ["author"], "order": [[{"model": "Author", "name": "author"}, "name"]]}');
SELECT orm_find_all('Book', '{"include": ["tags"], "order": [["tags", "BookTags", "weight"]]}');
SELECT orm_find_all('Book', '{"include": ["author"], "order": [["author", "ASC"]]}');
