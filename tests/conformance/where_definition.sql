-- Conditions in definitions: checks and partial indexes are stored by the engine, so they must not need the extension.
-- What both engines can say by themselves
SELECT orm_define('Item', '{"n": "INTEGER", "s": "STRING", "e": "ENUM(''a'',''b'',''c'')"}', '{"timestamps": false, "noPrimaryKey": true,
  "checks": [{"name": "c1", "where": {"n": {"$any": [1, 2, 3]}}}, {"name": "c2", "where": {"s": {"$notLike": "it''s %"}}}, {"name": "c3", "where": {"e": {"$gte": "b"}}},
    {"name": "c4", "where": {"$where": {"$fn": "length", "args": [{"$col": "s"}]}, "comparator": "<", "value": 10}}, {"name": "c5", "where": {"s": {"$ne": {"$all": ["\\", "''"]}}}}],
  "indexes": [{"fields": ["n"], "unique": true, "where": {"s": {"$startsWith": "10%"}, "n": {"$between": [1, 2]}}}]}');
-- @hidden
SELECT orm_sync('Item');
SELECT orm_create('Item', '{"n": 1, "s": "10%", "e": "b"}');
SELECT orm_create('Item', '{"n": 4, "s": "x", "e": "b"}');
SELECT orm_create('Item', '{"n": 1, "s": "it''s so", "e": "b"}');
SELECT orm_create('Item', '{"n": 1, "s": "x", "e": "a"}');
SELECT orm_create('Item', '{"n": 1, "s": "too long for it", "e": "c"}');
SELECT orm_create('Item', '{"n": 1, "s": "\\", "e": "c"}');
SELECT orm_create('Item', '{"n": 1, "s": "x", "e": "c"}');
SELECT orm_create('Item', '{"n": 1, "s": "10% off", "e": "c"}');
-- A condition inside JSON is PostgreSQL's own there; on SQLite it is a function of the extension.
-- @each
SELECT orm_define('Doc', '{"b": "JSONB", "j": "JSON", "tags": "ARRAY(STRING)", "s": "STRING"}', '{"timestamps": false, "noPrimaryKey": true,
  "checks": [{"name": "d1", "where": {"b.kind": {"$in": ["a", "it''s"]}}}, {"name": "d2", "where": {"j": {"n": {"$gt": 5}}}}, {"name": "d3", "where": {"b": {"$anyKeyExists": ["kind", "x"]}}},
    {"name": "d4", "where": {"tags": {"$contained": ["u", "v"]}}}, {"name": "d5", "where": {"s": {"$regexp": ["^a\\d''", "i"]}}}],
  "indexes": [{"fields": ["s"], "where": {"b": {"$contains": {"kind": "a"}}}}]}');
-- @only postgres
-- @hidden
SELECT orm_sync('Doc');
-- @only postgres
SELECT orm_create('Doc', '{"b": {"kind": "it''s"}, "j": {"n": 6}, "tags": ["v"], "s": "A1''"}');
-- @only postgres
SELECT orm_create('Doc', '{"b": {"kind": "b"}, "j": {"n": 6}}');
-- @only postgres
SELECT orm_create('Doc', '{"b": {"kind": "a"}, "j": {"n": "6"}}');
-- @only postgres
SELECT orm_create('Doc', '{"b": {"kind": "a"}, "tags": ["w"]}');
-- @only postgres
SELECT orm_create('Doc', '{"s": "b1''"}');
-- @only postgres
SELECT orm_sync('Doc', '{"alter": true}');
-- What needs the extension on both
SELECT orm_define('Bad', '{"b": "JSONB"}', '{"checks": [{"name": "c", "where": {"b.n::integer": {"$gt": 5}}}]}');
SELECT orm_define('Bad', '{"n": "INTEGER"}', '{"indexes": [{"fields": ["n"], "where": {"n": {"$gt": {"$any": [1, 2]}}}}]}');
-- A param is a call's.
SELECT orm_define('Bad', '{"n": "INTEGER"}', '{"checks": [{"name": "c", "where": {"n": {"$param": "p"}}}]}');
