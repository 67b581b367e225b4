-- Regular expressions: JavaScript's on SQLite, PostgreSQL's own there; here are those that mean the same. $match is PostgreSQL's.
SELECT orm_define('Word', '{"n": "INTEGER", "w": "STRING", "t": "TEXT"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Word', '[{"n": 1, "w": "foo", "t": "one\ntwo"}, {"n": 2, "w": "Bar", "t": "TWO"}, {"n": 3, "w": "föö 42", "t": ""}, {"n": 4, "w": "a.b", "t": null}, {"n": 5}]', '{"returning": false}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": "^[a-f]"}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$notRegexp": "o+$"}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$iRegexp": "^BAR$"}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$notIRegexp": "^b"}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": ["^B|FÖÖ", "i"]}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": ["^b", ""]}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"t": {"$regexp": ["^two$", "im"]}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"t": {"$regexp": ["one.two", "s"]}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": "a\\.b"}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": "\\d{2}|(?:o){2}"}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": {"$any": ["^f", "r$"]}}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$notRegexp": {"$all": ["^f", "r$"]}}}}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": {"$param": "p"}}}}', '{"p": "^a"}');
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": [{"$param": "p"}, "i"]}}}', '{"p": "^F"}');
SELECT orm_count('Word', '{"where": {"w": {"$regexp": null}}}');
-- A pattern from elsewhere is a value.
SELECT orm_count('Word', '{"where": {"w": {"$regexp": {"$param": "p"}}}}', '{"p": "''; DROP TABLE \"Words\"; --"}');
-- Wrong
SELECT orm_find_all('Word', '{"where": {"w": {"$regexp": ["a", "ii"]}}}');
SELECT orm_find_all('Word', '{"where": {"w": {"$regexp": ["a", "x"]}}}');
SELECT orm_find_all('Word', '{"where": {"w": {"$regexp": ["a"]}}}');
SELECT orm_find_all('Word', '{"where": {"w": {"$regexp": true}}}');
SELECT orm_find_all('Word', '{"where": {"w": {"$regexp": {"$param": "p"}}}}', '{"p": ["a", "i"]}');
-- A pattern that does not compile, and a flag that only JavaScript has
-- @each
SELECT orm_find_all('Word', '{"where": {"w": {"$regexp": "("}}}');
-- @each
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"w": {"$regexp": ["o", "y"]}}}');
-- ---- Text search
-- @each
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"t": {"$match": "two"}}}');
-- @each
SELECT orm_find_all('Word', '{"attributes": ["n"], "order": ["n"], "where": {"t": {"$match": {"$fn": "to_tsquery", "args": ["two & one"]}}}}');
-- @only postgres
SELECT orm_define('Page', '{"n": "INTEGER", "v": "TSVECTOR"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @only postgres
-- @hidden
SELECT orm_sync();
-- @only postgres
SELECT orm_bulk_create('Page', '[{"n": 1, "v": "a fat cat"}, {"n": 2, "v": "a rat"}]', '{"returning": false}');
-- @only postgres
SELECT orm_find_all('Page', '{"attributes": ["n"], "order": ["n"], "where": {"v": {"$match": "fat | rat"}}}');
-- @only postgres
SELECT orm_find_all('Page', '{"attributes": ["n"], "order": ["n"], "where": {"v": {"$match": {"$param": "q"}}}}', '{"q": "cat & !rat"}');
-- @only postgres
SELECT orm_find_all('Page', '{"where": {"v": {"$match": "fat & ("}}}');
-- @each
SELECT orm_find_all('Word', '{"where": {"n": {"$match": "x"}}}');
