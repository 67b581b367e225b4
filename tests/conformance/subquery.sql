-- {"$find": …}: a finder's values inside a condition, or its first one.

-- @hidden
SELECT orm_define_all('{"models": {
  "Author": {"attributes": {"name": "STRING", "born": "INTEGER"}, "options": {"timestamps": false}},
  "Book": {"attributes": {"title": "STRING", "pages": "INTEGER", "authorId": "INTEGER", "lang": "STRING"},
    "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true, "scopes": {"long": {"where": {"pages": {"$gt": 100}}}}},
    "associations": [{"type": "belongsTo", "target": "Author", "options": {"as": "author", "foreignKey": "authorId", "inverse": {"as": "books"}}}]},
  "Prize": {"attributes": {"bookTitle": {"type": "STRING", "field": "book_title"}, "year": "INTEGER", "money": "DECIMAL(8,2)"}, "options": {"timestamps": false, "defaultScope": {"where": {"year": {"$gt": 1900}}}}},
  "Pair": {"attributes": {"a": {"type": "INTEGER", "primaryKey": true}, "b": {"type": "INTEGER", "primaryKey": true}}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Author', '[{"name": "a", "born": 1900}, {"name": "b", "born": 1950}, {"name": "c"}]');
-- @hidden
SELECT orm_bulk_create('Book', '[{"title": "t1", "pages": 50, "authorId": 1, "lang": "en"}, {"title": "t2", "pages": 150, "authorId": 1}, {"title": "t3", "pages": 250, "authorId": 2, "lang": "de"}, {"title": "t4", "pages": 90}, {"title": "gone", "pages": 500, "authorId": 3}]');
-- @hidden
SELECT orm_destroy('Book', '{"where": {"title": "gone"}}');
-- @hidden
SELECT orm_bulk_create('Prize', '[{"bookTitle": "t2", "year": 2000, "money": 10}, {"bookTitle": "t3", "year": 2010, "money": "20.5"}, {"bookTitle": "t1", "year": 1890}, {"year": 2020}]');
-- @hidden
SELECT orm_bulk_create('Pair', '[{"a": 1, "b": 2}]');

-- $in and $notIn: nulls among the members are ignored.
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "where": {"pages": {"$gt": 100}}}}}}, "order": ["id"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$notIn": {"$find": {"model": "Book", "attributes": ["authorId"]}}}}, "order": ["id"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"title": {"$in": {"$find": {"model": "Prize", "attributes": ["bookTitle"]}}}}, "order": ["id"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"title": {"$notIn": {"$find": {"model": "Prize", "attributes": ["bookTitle"]}}}}, "order": ["id"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "where": {"pages": 1}}}}}}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$notIn": {"$find": {"model": "Book", "attributes": ["authorId"], "where": {"pages": 1}}}}}, "order": ["id"]}');
-- without attributes: the key
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Author", "where": {"born": {"$lt": 1940}}}}}}}');
-- its scopes, deleted rows, params, expressions
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "scope": "long"}}}}, "order": ["id"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "paranoid": false, "where": {"title": "gone"}}}}}}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"title": {"$in": {"$find": {"model": "Prize", "attributes": ["bookTitle"], "scope": null}}}}, "order": ["id"]}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "where": {"pages": {"$gte": {"$param": "p"}}}}}}}}', '{"p": 250}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"pages": {"$in": {"$find": {"model": "Book", "attributes": [[{"$fn": "max", "args": [{"$col": "pages"}]}, "most"]]}}}}}');
-- includes, order and limit inside
SELECT orm_find_all('Prize', '{"attributes": ["year"], "where": {"bookTitle": {"$in": {"$find": {"model": "Book", "attributes": ["title"], "include": [{"association": "author", "where": {"born": 1950}}]}}}}}');
SELECT orm_find_all('Prize', '{"attributes": ["year"], "where": {"bookTitle": {"$in": {"$find": {"model": "Book", "attributes": ["title"], "include": ["author"], "where": {"$author.born$": {"$lt": 1940}}}}}}, "order": ["year"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"id": {"$in": {"$find": {"model": "Book", "order": [["pages", "DESC"]], "limit": 2}}}}, "order": ["id"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"id": {"$in": {"$find": {"model": "Book", "order": [["pages", "DESC"]], "limit": 1, "offset": 1}}}}}');
-- a null among those that the limit leaves is ignored as well
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$notIn": {"$find": {"model": "Book", "attributes": ["authorId"], "order": [["authorId", "ASC NULLS FIRST"], "id"], "limit": 2}}}}, "order": ["id"]}');
-- one in another, and in an include
SELECT orm_find_all('Author', '{"attributes": ["name"], "where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "where": {"title": {"$in": {"$find": {"model": "Prize", "attributes": ["bookTitle"], "where": {"year": 2010}}}}}}}}}}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "include": [{"association": "books", "attributes": ["title"], "where": {"title": {"$in": {"$find": {"model": "Prize", "attributes": ["bookTitle"]}}}}}], "order": ["id"]}');
-- a single value: the first, or null where there is none
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"pages": {"$gt": {"$find": {"model": "Book", "attributes": [[{"$fn": "avg", "args": [{"$col": "pages"}]}, "mean"]]}}}}, "order": ["id"]}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"authorId": {"$eq": {"$find": {"model": "Author", "attributes": ["id"], "where": {"name": "b"}}}}}}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"pages": {"$find": {"model": "Book", "attributes": ["pages"], "order": [["pages", "DESC"]]}}}}');
SELECT orm_find_all('Book', '{"attributes": ["title"], "where": {"authorId": {"$ne": {"$find": {"model": "Author", "where": {"name": "nobody"}}}}}}');
SELECT orm_find_all('Author', '{"attributes": ["name", [{"$find": {"model": "Prize", "attributes": ["money"], "order": [["year", "DESC"]], "where": {"money": {"$ne": null}}}}, "lastMoney"]], "order": ["id"], "limit": 1}');
SELECT orm_find_all('Author', '{"attributes": ["name"], "order": [{"$find": {"model": "Prize", "attributes": ["year"], "limit": 1, "order": ["year"]}}, "id"]}');
-- in counts, having and writes
SELECT orm_count('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"]}}}}}');
SELECT orm_count_by('Book', '{"group": ["authorId"], "having": {"authorId": {"$in": {"$find": {"model": "Author", "where": {"born": 1900}}}}}}');
SELECT orm_update('Book', '{"lang": "xx"}', '{"where": {"authorId": {"$in": {"$find": {"model": "Author", "where": {"born": 1900}}}}}, "returning": ["title", "lang"]}');
SELECT orm_update('Book', '{}', '{"where": {"title": "t4"}, "set": {"pages": {"$find": {"model": "Prize", "attributes": ["year"], "where": {"bookTitle": "t3"}}}}, "returning": ["title", "pages"]}');

-- What is wrong.
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Bok"}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"attributes": ["id"]}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": "Book"}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["id", "title"]}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["autorId"]}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book", "wher": {}}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Pair"}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "where": {"$author.name$": "a"}}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book", "attributes": ["authorId"], "limit": -1}}}}}');
SELECT orm_find_all('Author', '{"where": {"id": {"$in": {"$find": {"model": "Book"}, "more": 1}}}}');
