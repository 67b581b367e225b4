-- One condition asked with other values, and with values of other kinds: each call has its own answer. Nothing that comes as a value becomes SQL.
SELECT orm_define('Doc', '{"n": "INTEGER", "s": "TEXT", "b": "JSONB", "j": "JSON", "tags": "ARRAY(TEXT)"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Doc', '[
  {"n": 1, "s": "it''s", "b": {"a": 1}, "j": {"a": 1}, "tags": ["x"]},
  {"n": 2, "s": "\"q\"", "b": {"a": "1"}, "j": {"a": "1"}, "tags": ["x", "y"]},
  {"n": 3, "s": "\\", "b": {"a": true}, "j": {"a": true}, "tags": []},
  {"n": 4, "s": "''; DROP TABLE \"Docs\"; --", "b": {"a": [1, "1"]}, "j": {"a": [1, "1"]}, "tags": ["''", "\"", "\\", "{}", "a,b", "null", ""]},
  {"n": 5, "s": "$1", "b": {"a": {"b": 1}}, "j": {"a": {"b": 1}}, "tags": null},
  {"n": 6, "s": "?1", "b": {"''": {"\"": {"\\": {"]": "it''s"}}}}, "j": {"''": {"\"": {"\\": {"]": "it''s"}}}}}]', '{"returning": false}');

-- ---- Kinds: number, text, boolean, null, list, object; then again
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": 1}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": "1"}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": true}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": false}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": null}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": [1, "1"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": {"b": 1.0}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": 2}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$param": "p"}}}', '{"p": 1}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$gte": {"$param": "p"}}}}', '{"p": 1}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$gte": {"$param": "p"}}}}', '{"p": "0"}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$gte": {"$param": "p"}}}}', '{"p": false}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$gte": {"$param": "p"}}}}', '{"p": []}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$gte": {"$param": "p"}}}}', '{"p": null}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$between": {"$param": "p"}}}}', '{"p": [0, 1]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$between": {"$param": "p"}}}}', '{"p": ["0", "1"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$between": {"$param": "p"}}}}', '{"p": [0, "1"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$between": {"$param": "p"}}}}', '{"p": ["1", 0]}');
-- Inline the same
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": 1}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": "1"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": [1, true]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": ["1"]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": []}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": {"b": 1}}}}');

-- ---- Lists: empty, of one, of many, with null
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$param": "p"}}}', '{"p": ["x"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$param": "p"}}}', '{"p": []}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$param": "p"}}}', '{"p": null}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$overlap": {"$param": "p"}}}}', '{"p": ["y", "a,b"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$overlap": {"$param": "p"}}}}', '{"p": [null]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$overlap": {"$param": "p"}}}}', '{"p": null}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$anyKeyExists": {"$param": "p"}}}}', '{"p": ["''", "z"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$anyKeyExists": {"$param": "p"}}}}', '{"p": ["a"]}');

-- ---- What is not a value is part of the question: flags, casts, comparators, paths
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$regexp": ["drop", "i"]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$regexp": ["drop", ""]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a::integer": {"$lte": 1}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a::boolean": {"$lte": true}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$where": {"$json": "b.a"}, "comparator": "=", "value": 1}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$where": {"$json": "b.a"}, "comparator": "!=", "value": 1}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$where": {"$json": "b.b"}, "comparator": "=", "value": 1}}');

-- ---- Evil values, and evil names of paths
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$in": ["it''s", "\"q\"", "\\", "''; DROP TABLE \"Docs\"; --", "$1", "?1"]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$any": {"$param": "p"}}}}', '{"p": ["it''s", "\\", "$1"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$like": {"$any": ["%''%", "\\\\", "?1"]}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$substring": "''; DROP TABLE"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"s": {"$regexp": "^''; drop|\\\\$", "$iRegexp": "D|\\\\"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"''": {"\"": {"\\": {"]": "it''s"}}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"''": {"\"": {"\\": {"]": {"$like": "it''_"}}}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$contains": {"''": {"\"": {"\\": {"]": "it''s"}}}}}}}');
SELECT orm_count('Doc', '{"where": {"b": {"x'' = ''x": 1, "a}'') IS NULL OR (''": 1}}}');
SELECT orm_count('Doc', '{"where": {"j.a'') OR 1=1 --": "x"}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"tags": {"$contains": ["''", "\"", "\\", "{}", "a,b", "null", ""]}}}');
SELECT orm_count('Doc', '{"where": {"b": {"$param": "p"}}}', '{"p": {"$gt": 0, "$or": [{}]}}');
SELECT orm_count('Doc', '{"where": {"s": {"$param": "p"}}}', '{"p": {"$ne": "x"}}');
SELECT orm_count('Doc');

-- ---- True and false by $is and $not are questions to a BOOLEAN; of another type they are no value, on neither engine
SELECT orm_find_all('Doc', '{"where": {"n": {"$is": true}}}');
SELECT orm_find_all('Doc', '{"where": {"n": {"$not": {"$param": "p"}}}}', '{"p": true}');
SELECT orm_find_all('Doc', '{"where": {"s": {"$not": false}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a": {"$is": true}}}');

-- ---- A forgotten comparison is no condition that every row fulfils
SELECT orm_destroy('Doc', '{"where": {"$col": "n"}}');
SELECT orm_update('Doc', '{"s": "x"}', '{"where": {"$not": {"$col": "n"}}}');
SELECT orm_count('Doc', '{"where": [{"$cast": {"$col": "n"}, "type": "INTEGER"}]}');
SELECT orm_count('Doc', '{"where": {"$and": [{"$now": true}]}}');
SELECT orm_count('Doc', '{"where": {"$cast": {"$col": "n"}, "type": "BOOLEAN"}}');
SELECT orm_count_by('Doc', '{"group": ["n"], "having": {"$col": "n"}}');
