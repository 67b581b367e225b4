-- "aggregate": values over an include's rows in place of them.

-- @hidden
SELECT orm_define_all('{"models": {
  "Club": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Member", "options": {"as": "members", "foreignKey": "clubId", "inverse": {"as": "club"}}},
      {"type": "belongsToMany", "target": "Sport", "options": {"as": "sports", "through": "Offer", "inverse": {"as": "clubs"}}}]},
  "Member": {"attributes": {"name": "STRING", "age": "INTEGER", "fee": "DECIMAL(6,2)", "level": "ENUM(''low'', ''high'')", "since": "DATEONLY"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true, "scopes": {"old": {"where": {"age": {"$gt": 60}}}}},
    "associations": [{"type": "hasMany", "target": "Game", "options": {"as": "games", "foreignKey": "memberId"}}]},
  "Game": {"attributes": {"points": "INTEGER"}, "options": {"timestamps": false}},
  "Sport": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Offer": {"attributes": {"hours": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Club', '[{"name": "c1"}, {"name": "c2"}, {"name": "c3"}]');
-- @hidden
SELECT orm_bulk_create('Member', '[{"name": "a", "age": 20, "fee": "10.50", "level": "high", "since": "2001-05-01", "clubId": 1}, {"name": "b", "age": 70, "fee": "5.25", "level": "low", "since": "2011-05-01", "clubId": 1}, {"name": "c", "age": null, "clubId": 2}, {"name": "gone", "age": 90, "clubId": 2}, {"name": "d", "age": 5}]');
-- @hidden
SELECT orm_destroy('Member', '{"where": {"name": "gone"}}');
-- @hidden
SELECT orm_bulk_create('Game', '[{"points": 3, "memberId": 1}, {"points": 4, "memberId": 1}, {"points": 9, "memberId": 3}]');
-- @hidden
SELECT orm_bulk_create('Sport', '[{"name": "x"}, {"name": "y"}]');
-- @hidden
SELECT orm_bulk_create('Offer', '[{"ClubId": 1, "SportId": 1, "hours": 2}, {"ClubId": 1, "SportId": 2, "hours": 7}, {"ClubId": 3, "SportId": 1}]');

-- A function of the rows, or of an attribute; counts of nothing are 0, all else is null.
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "aggregate": {"n": "count", "aged": {"count": "age"}, "oldest": {"max": "age"}, "youngest": {"min": "age"}, "years": {"sum": "age"}, "mean": {"avg": "age"}}}], "order": ["id"]}');
-- each in its form
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "aggregate": {"fees": {"sum": "fee"}, "top": {"max": "level"}, "first": {"min": "since"}, "last": {"max": "name"}}}], "order": ["id"]}');
-- conditions, scopes, deleted rows; required as without it
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "where": {"age": {"$gt": 30}}, "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "where": {"age": {"$gt": 30}}, "required": false, "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "paranoid": false, "aggregate": {"n": "count", "oldest": {"max": "age"}}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "scope": "old", "required": false, "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "required": true, "aggregate": {"n": "count"}}], "order": [["id", "DESC"]], "limit": 1}');
-- many-to-many, to-one, nested, beside others
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "sports", "aggregate": {"n": "count", "last": {"max": "name"}}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "sports", "through": {"where": {"hours": {"$gt": 2}}}, "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_all('Member', '{"attributes": ["name"], "include": [{"association": "club", "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "attributes": ["name"], "include": [{"association": "games", "aggregate": {"points": {"sum": "points"}}}]}, {"association": "sports", "aggregate": {"n": "count"}}], "order": ["id"]}');
SELECT orm_find_one('Club', '{"attributes": ["name"], "include": [{"association": "members", "aggregate": {"n": "count"}}], "where": {"name": "c1"}}');
SELECT orm_find_all('Club', '{"attributes": ["name"], "include": [{"association": "members", "aggregate": {"fees": {"sum": "fee"}}}], "order": ["id"], "limit": 1, "numbers": "string"}');

-- What is wrong.
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {}}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": {"max": "agee"}}}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": 1}}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": {"max": "age", "min": "age"}}}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "no such"}}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": "count"}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}, "limit": 1}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}, "offset": 1}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}, "order": ["id"]}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}, "attributes": ["id"]}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}, "include": ["games"]}]}');
SELECT orm_find_all('Club', '{"include": [{"association": "members", "aggregate": {"n": "count"}}], "order": [["members", "n"]]}');
