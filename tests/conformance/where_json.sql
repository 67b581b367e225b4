-- Conditions on what stands inside JSON. Both kinds of column hold the same documents and give the same answers.
SELECT orm_define('Doc', '{"n": "INTEGER", "b": "JSONB", "j": "JSON", "name": "STRING"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Doc', '[
  {"n": 1, "name": "x",   "b": {"a": {"b": "x", "n": 1},     "tags": ["red", "blue"]}, "j": {"a": {"b": "x", "n": 1},     "tags": ["red", "blue"]}},
  {"n": 2, "name": "10",  "b": {"a": {"b": "y", "n": "1"},   "tags": []},              "j": {"a": {"b": "y", "n": "1"},   "tags": []}},
  {"n": 3, "name": "xy",  "b": {"a": {"b": null, "n": 2.50}, "tags": "red"},           "j": {"a": {"b": null, "n": 2.50}, "tags": "red"}},
  {"n": 4, "name": null,  "b": {"a": {"b": true, "n": 10}},                            "j": {"a": {"b": true, "n": 10}}},
  {"n": 5, "name": "5",   "b": {"a": 5, "$gt": {"x": 1}},                              "j": {"a": 5, "$gt": {"x": 1}}},
  {"n": 6, "name": "six", "b": [{"b": "x"}, "x", 10, null],                            "j": [{"b": "x"}, "x", 10, null]},
  {"n": 7, "name": "str", "b": "str",                                                  "j": "str"},
  {"n": 8, "name": "nil", "b": null,                                                   "j": null}]', '{"returning": false}');

-- ---- Paths: nested objects and dotted keys say the same
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": {"b": "x"}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.b": "x"}}');
-- A step of digits is an index as well as a name.
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$or": [{"b.0.b": "x"}, {"j": {"2": 10}}, {"b.tags[1]": "blue"}]}}');
-- Counting from the end of a list is no path.
SELECT orm_find_all('Doc', '{"attributes": ["n"], "where": {"b": {"-1": null}}, "order": ["n"]}');

-- ---- Kinds: a value equals values of its own kind; to others it is unequal, neither greater nor less
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": 1}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": "1"}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": 2.5}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": {"$ne": 1}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": {"$gt": 1}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$not": {"b.a.n": {"$gt": 1}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": {"$between": [1, 10]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": {"$notBetween": [1, 2]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.b": true}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.b": {"$is": true}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.b": {"$not": true}}}');

-- ---- Null at a path: missing, JSON's null, and the column's NULL; of the whole document only the last
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.b": null}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.b": {"$ne": null}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": null}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.3": null, "n": 6}}');

-- ---- A list is one of its items; $eq is the list itself
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": [1, "1", null]}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": {"$notIn": [1, 10]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": ["str", {"$value": [1]}]}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.tags": {"$eq": ["red", "blue"]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.tags": {"$in": [[], ["blue", "red"]]}}}');

-- ---- Whole documents, by value
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"$eq": {"tags": "red", "a": {"n": 2.5, "b": null}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": "str"}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"$ne": "str"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$param": "doc"}}}', '{"doc": {"a": 5, "$gt": {"x": 1.0}}}');

-- ---- Keys that begin with a dollar sign are written with two; data is taken as it is
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$$gt": {"x": {"$gte": 1}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"$contains": {"$$gt": {"x": 1}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"$contains": {"$value": {"$gt": {"x": 1}}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "where": {"b": {"$contains": {"$gt": {"x": 1}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "where": {"b": {"$gtt": 1}}}');

-- ---- Groups at any depth
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$or": [{"a": 5}, {"a": {"b": "y"}}]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"a": {"n": {"$or": [1, {"$gt": 5}]}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": {"$not": {"b": "x", "n": 1}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"a": {"b": "x", "$or": {"n": 2, "b": "x"}}}}}');
-- What restricts nothing vanishes.
SELECT orm_count('Doc', '{"where": {"b": {}, "j": {"a": {"$and": []}}}}');

-- ---- Patterns match texts alone; their negations hold for everything else that is there
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": {"$like": "1%"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": {"$notLike": "1%"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$startsWith": "st"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.b": {"$iLike": {"$any": ["X", "Y"]}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.b": {"$regexp": "^[xy]$"}}}');

-- ---- Containment, and keys
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$contains": {"tags": ["blue"]}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"tags": {"$contains": "red"}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.tags": {"$contained": ["red", "blue", "green"]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$anyKeyExists": ["tags", "x", "str"]}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$allKeysExist": {"$param": "keys"}}}}', '{"keys": ["b", "n"]}');
SELECT orm_count('Doc', '{"where": {"b": {"$allKeysExist": []}}}');
SELECT orm_count('Doc', '{"where": {"b": {"$anyKeyExists": []}}}');

-- ---- Any and all
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": {"$gt": {"$any": [2, "0"]}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": {"$lt": {"$all": [3, 20]}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a.n": {"$ne": {"$all": [1, 10]}}}}');

-- ---- Casts: what cannot be of the type is null
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n::integer": 1}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j": {"a": {"n::numeric": {"$gte": 1.5}}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a::text": {"$like": "{%"}, "n": {"$lt": 3}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n", [{"$json": "b.a.n::integer"}, "i"], [{"$json": "b.a.n::double precision"}, "d"], [{"$json": "b.a.b::boolean"}, "t"], [{"$json": "b.a.b::timestamptz"}, "at"]], "order": ["n"], "where": {"n": {"$lte": 4}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "where": {"b.a.n::money": 1}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "where": {"b": {"a::text) OR 1=1 --": "x"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "where": {"b.a.n::integer": "x"}}');

-- ---- As an expression a path is the text at its end
SELECT orm_find_all('Doc', '{"attributes": ["n", [{"$json": "b.a"}, "a"], [{"$json": "j.tags[0]"}, "tag"], [{"$json": "b.a.n"}, "v"]], "order": ["n"]}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": [["b.a.n::numeric", "DESC"], "n"], "where": {"n": {"$lte": 4}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": [{"$json": "j.a.n"}, "n"], "where": {"n": {"$lte": 4}}}');

-- ---- $where: any left side, and the operator by its name or sign
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$where": {"$json": "b.a.n"}, "comparator": "=", "value": 1}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$where": {"$json": "j->''a''->>''b''"}, "comparator": "$in", "value": ["x", "y"]}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$and": [{"$where": {"$fn": "length", "args": [{"$col": "name"}]}, "comparator": ">=", "value": 3}, {"n": {"$lt": 8}}]}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"$where": {"$json": "b.a.b"}, "comparator": "is", "value": null}}');
SELECT orm_find_all('Doc', '{"where": {"$where": {"$json": "b.a.b"}, "comparator": "=~", "value": "x"}}');

-- ---- With columns: as JSON of their own kind
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.b": {"$col": "name"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"j.a": {"$col": "n"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b.a.n": {"$gt": {"$json": "j.a.n"}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"b": {"$col": "j"}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n"], "order": ["n"], "where": {"n": {"$gte": {"$json": "b.a::integer"}}}}');

-- ---- Writes use the same conditions
SELECT orm_update('Doc', '{"name": "changed"}', '{"where": {"b.a.n": {"$gt": 2}}}');
SELECT orm_destroy('Doc', '{"where": {"j": {"a": {"b": "y"}}}}');
SELECT orm_find_all('Doc', '{"attributes": ["n", "name"], "order": ["n"]}');

-- ---- Paths that are none
SELECT orm_find_all('Doc', '{"where": {"b..a": 1}}');
SELECT orm_find_all('Doc', '{"where": {"name.first": 1}}');
SELECT orm_find_all('Doc', '{"where": {"c.a": 1}}');
SELECT orm_find_all('Doc', '{"where": {"$json": "b.a"}}');
