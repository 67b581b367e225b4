-- Conditions on arrays and HSTORE. SQLite keeps both as JSON text; the answers are PostgreSQL's.
-- @only postgres
CREATE EXTENSION hstore;
SELECT orm_define('Box', '{"n": "INTEGER", "tags": "ARRAY(STRING)", "nums": "ARRAY(INTEGER)", "prices": "ARRAY(DECIMAL(8,2))", "days": "ARRAY(DATE)",
  "flags": "ARRAY(BOOLEAN)", "moods": "ARRAY(ENUM(''sad'',''ok''))", "docs": "ARRAY(JSONB)", "raws": "ARRAY(JSON)", "grid": "ARRAY(ARRAY(INTEGER))", "hs": "HSTORE", "name": "STRING"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Box', '[
  {"n": 1, "name": "b", "tags": ["a", "b"], "nums": [1, 2], "prices": [1.5, "2.50"], "days": ["2024-01-01T10:00:00+02:00"], "flags": [true, false], "moods": ["ok"], "docs": [{"b": 1, "a": [1]}], "raws": [{"b": 1, "a": [1]}], "grid": [[1, 2], [3, 4]], "hs": {"a": "1", "b": null}},
  {"n": 2, "name": "x", "tags": ["b"], "nums": [2, null], "prices": [], "days": [null], "flags": ["t"], "moods": ["sad", "ok"], "docs": [[1], "x"], "raws": [[1], "x"], "grid": [[4, 3]], "hs": {"b": "x", "c": "y"}},
  {"n": 3, "name": "%", "tags": [], "nums": [10], "prices": [2.5], "days": ["2024-01-01T08:00:00Z", "2024-06-01"], "flags": [null], "moods": [], "docs": [], "raws": [], "grid": [], "hs": {}},
  {"n": 4, "tags": ["it''s", "{a,b}", "\"q\"", "NULL"], "nums": [1, 2, 3]},
  {"n": 5}]', '{"returning": false}');

-- ---- Equality: the same items in the same order
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": ["a", "b"]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$eq": []}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$ne": [1, 2]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": [2, null]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": null}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$param": "t"}}}', '{"t": ["it''s", "{a,b}", "\"q\"", "NULL"]}');
-- Items are of their type, however they are written.
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"prices": ["1.50", 2.5]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"days": ["2024-01-01T08:00:00.000Z"]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"flags": [1, "false"]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"docs": [{"a": [1.0], "b": 1}]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"raws": [{"a": [1.0], "b": 1}]}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$in": [["b"], [], null]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$notIn": [["b"], []]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$any": [[10], [1, 2]]}}}');

-- ---- Order: item by item, null behind all, then the shorter
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$gt": [1, 2]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$between": [[1, 2], [2, 99]]}}}');

-- ---- Containment and overlap: null is no item, and lists in lists are one array
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$contains": ["b"]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$contains": []}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$contains": [2, 2, 1]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$contains": [null]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"nums": {"$contained": [1, 2, 5]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$overlap": ["a", "{a,b}"]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"grid": {"$contains": [[4], [1]]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"grid": {"$overlap": [[9, 3]]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"moods": {"$contains": ["ok"]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"docs": {"$contains": [[1]]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"raws": {"$overlap": ["x", 5]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"$not": {"tags": {"$contains": ["b"]}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$contains": {"$param": "t"}}}}', '{"t": ["NULL"]}');
-- A value among a column's items
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"name": {"$eq": {"$any": {"$col": "tags"}}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"n": {"$lt": {"$all": {"$col": "nums"}}}}}');

-- ---- HSTORE
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"b": null, "a": 1}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$ne": {"c": "y", "b": "x"}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$eq": {}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$contains": {"b": "x"}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$contains": {"b": null}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$contained": {"a": "1", "b": null, "z": "z"}}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$anyKeyExists": ["a", "c"]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$allKeysExist": ["b", "c"]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$in": [{}, {"b": "x", "c": "y"}]}}}');
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"hs": {"$param": "h"}}}', '{"h": {"b": "x", "c": "y"}}');

-- ---- Wrong
SELECT orm_find_all('Box', '{"where": {"nums": ["x"]}}');
SELECT orm_find_all('Box', '{"where": {"nums": 5}}');
SELECT orm_find_all('Box', '{"where": {"nums": {"$any": [5]}}}');
SELECT orm_find_all('Box', '{"where": {"nums": {"$adjacent": [5]}}}');
SELECT orm_find_all('Box', '{"where": {"name": {"$overlap": ["a"]}}}');
SELECT orm_find_all('Box', '{"where": {"hs": {"$gt": {"a": "1"}}}}');
SELECT orm_find_all('Box', '{"where": {"hs": {"$contains": ["a"]}}}');
SELECT orm_find_all('Box', '{"where": {"hs": {"$anyKeyExists": "a"}}}');
-- SQLite has no order for dates in lists.
-- @each
SELECT orm_find_all('Box', '{"attributes": ["n"], "order": ["n"], "where": {"days": {"$gt": ["2024-01-01"]}}}');
