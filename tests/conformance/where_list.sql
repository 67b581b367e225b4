-- Lists of values: $any and $all, sub-selects, lists with params and expressions in them.
SELECT orm_define('User', '{"n": "INTEGER", "name": "STRING", "age": "INTEGER", "mood": "ENUM(''sad'',''ok'',''happy'')", "seen": "DATE", "score": "DECIMAL(6,2)"}',
  '{"timestamps": false, "noPrimaryKey": true, "scopes": {
    "some": {"where": {"n": {"$in": [1, 2, 3]}}},
    "liked": {"where": {"name": {"$like": {"$any": ["A%", "%b"]}}}},
    "between": {"where": {"age": {"$between": [20, 30]}}},
    "moody": {"where": {"mood": {"$gte": "ok"}}},
    "of": {"where": {"age": {"$in": {"$param": "ages"}}, "name": {"$startsWith": {"$param": "start"}}}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('User', '[
  {"n": 1, "name": "Ann", "age": 20, "mood": "sad", "seen": "2024-01-01", "score": 1.5},
  {"n": 2, "name": "Bob", "age": 30, "mood": "ok", "seen": "2024-06-01T12:00:00Z", "score": 10},
  {"n": 3, "name": "A_c", "age": 40, "mood": "happy", "seen": "2023-01-01", "score": 9.25},
  {"n": 4, "name": null, "age": null}]', '{"returning": false}');

SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$any": [20, 40, null]}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$eq": {"$any": {"$values": [30]}}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$ne": {"$all": [20, 30]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$ne": {"$any": [20, 30]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$all": [20, 20]}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gt": {"$any": [25, 35]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gt": {"$all": [25, 35]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"$not": {"age": {"$gt": {"$all": [25, 35]}}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"score": {"$lt": {"$all": ["9.5", 10]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"seen": {"$lte": {"$any": ["2023-12-31", "2024-01-01"]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"mood": {"$gt": {"$any": ["sad", "happy"]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"name": {"$like": {"$any": ["A%", "_ob"]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"name": {"$notLike": {"$all": ["A\\_%", "B%"]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"name": {"$startsWith": {"$any": ["A_", "B"]}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"name": {"$iLike": {"$any": ["ann", "BOB"]}}}}');
-- No items: none fits, all fit
SELECT orm_count('User', '{"where": {"age": {"$gt": {"$any": []}}}}');
SELECT orm_count('User', '{"where": {"age": {"$gt": {"$all": [null]}}}}');
SELECT orm_destroy('User', '{"where": {"age": {"$ne": {"$all": [null]}}}}');
-- By param: lists where a list stands, of any length, one plan
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gte": {"$any": {"$param": "p"}}}}}', '{"p": [30]}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gte": {"$any": {"$param": "p"}}}}}', '{"p": [99, 98, 97, 40, 96]}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gte": {"$any": {"$param": "p"}}}}}', '{"p": []}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$between": {"$param": "p"}}}}', '{"p": [25, 35]}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$between": {"$param": "p"}}}}', '{"p": [25]}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$notBetween": [{"$param": "from"}, {"$value": 35}]}}}', '{"from": "25"}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$in": [{"$param": "p"}, 40, {"$fn": "abs", "args": [-20]}]}}}', '{"p": 30}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$notIn": [{"$param": "p"}, 40]}}}', '{"p": null}');
-- A param never changes the operator.
SELECT orm_find_all('User', '{"where": {"age": {"$param": "p"}}}', '{"p": [20, 30]}');
SELECT orm_find_all('User', '{"where": {"age": {"$not": {"$param": "p"}}}}', '{"p": [20, 30]}');
SELECT orm_find_all('User', '{"where": {"age": {"$param": "p"}}}', '{"p": {"$gt": 1}}');
SELECT orm_find_all('User', '{"where": {"age": {"$gt": {"$param": "p"}}}}', '{"p": {"$any": [1]}}');
SELECT orm_find_all('User', '{"where": {"name": {"$like": {"$param": "p"}}}}', '{"p": ["A%"]}');
-- Sub-selects
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gt": {"$all": {"$literal": "SELECT 25 UNION SELECT 35"}}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$gte": {"$any": {"$literal": "SELECT 35 WHERE 1 = 2"}}}}}');
SELECT orm_count('User', '{"where": {"age": {"$gte": {"$all": {"$literal": "SELECT 35 WHERE 1 = 2"}}}}}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "where": {"age": {"$in": {"$literal": "(SELECT 20)"}}}}');
-- Wrong
SELECT orm_find_all('User', '{"where": {"age": {"$gt": {"$any": 5}}}}');
SELECT orm_find_all('User', '{"where": {"age": {"$gt": {"$any": ["x"]}}}}');
SELECT orm_find_all('User', '{"where": {"age": {"$gt": {"$any": {"$col": "name"}}}}}');
SELECT orm_find_all('User', '{"where": {"age": {"$values": [1]}}}');
SELECT orm_find_all('User', '{"where": {"name": {"$like": {"$any": [{"a": 1}]}}}}');
-- What stands in a scope stays what it is from call to call.
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": "some"}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": "liked"}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": "between"}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": "moody"}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": ["some", {"method": ["of", {"ages": [20, 40], "start": "A"}]}]}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": ["some", {"method": ["of", {"ages": [30], "start": "B"}]}]}');
SELECT orm_find_all('User', '{"attributes": ["n"], "order": ["n"], "scope": "some"}');
