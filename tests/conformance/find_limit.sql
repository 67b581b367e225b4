-- limit and offset, alone and beside includes; subQuery.

-- @hidden
SELECT orm_define_all('{"models": {
  "Team": {"attributes": {"name": "STRING", "city": "STRING"}, "options": {"timestamps": false, "scopes": {"two": {"limit": 2, "offset": 1}}},
    "associations": [
      {"type": "hasMany", "target": "Player", "options": {"as": "players", "foreignKey": "teamId", "inverse": {"as": "team"}}},
      {"type": "hasOne", "target": "Coach", "options": {"as": "coach", "foreignKey": "teamId"}},
      {"type": "belongsToMany", "target": "Cup", "options": {"as": "cups", "through": "Win", "inverse": {"as": "teams"}}}]},
  "Player": {"attributes": {"name": "STRING", "goals": "INTEGER"}, "options": {"timestamps": false}},
  "Coach": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Cup": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Win": {"attributes": {"year": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Team', '[{"name": "a", "city": "x"}, {"name": "b", "city": "x"}, {"name": "c", "city": "y"}, {"name": "d", "city": "y"}, {"name": "e"}]');
-- @hidden
SELECT orm_bulk_create('Player', '[{"name": "p1", "goals": 3, "teamId": 1}, {"name": "p2", "goals": 1, "teamId": 1}, {"name": "p3", "goals": 9, "teamId": 1},
  {"name": "p4", "goals": 2, "teamId": 3}, {"name": "p5", "goals": 7, "teamId": 4}, {"name": "p6", "teamId": 4}, {"name": "p7", "goals": 5}]');
-- @hidden
SELECT orm_bulk_create('Coach', '[{"name": "k1", "teamId": 2}, {"name": "k2", "teamId": 4}]');
-- @hidden
SELECT orm_bulk_create('Cup', '[{"name": "gold"}, {"name": "tin"}]');
-- @hidden
SELECT orm_bulk_create('Win', '[{"TeamId": 1, "CupId": 1, "year": 1}, {"TeamId": 1, "CupId": 2, "year": 2}, {"TeamId": 4, "CupId": 2, "year": 3}]');

-- Alone.
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": 2}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "offset": 3}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": 2, "offset": 1}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": 0}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": 10, "offset": 10}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": null, "offset": null}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": "2"}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": {"$param": "n"}, "offset": {"$param": "from"}}', '{"n": 1, "from": 2}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": {"$param": "n"}}', '{"n": null}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "limit": 9223372036854775807}');
-- of a scope, the call's over it
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "scope": "two"}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "order": ["id"], "scope": "two", "limit": 1}');

-- Beside includes it counts roots, whatever hangs below them.
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"]}], "order": ["id"], "limit": 2}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"]}, {"association": "cups", "attributes": ["name"], "through": {"attributes": []}}, {"association": "coach", "attributes": ["name"]}], "order": [["id", "DESC"]], "limit": 2, "offset": 1}');
-- required includes drop roots before the limit
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"], "required": true}], "order": ["id"], "limit": 2}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"], "where": {"goals": {"$gt": 1}}}], "order": ["id"], "limit": 2, "offset": 1}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "coach", "attributes": ["name"], "required": true}], "order": ["id"], "limit": 1, "offset": 1}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "cups", "attributes": ["name"], "through": {"attributes": []}, "where": {"name": "tin"}}], "order": [["id", "DESC"]], "limit": 1}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"], "required": true}, {"association": "cups", "attributes": ["name"], "through": {"where": {"year": {"$gt": 1}}, "attributes": ["year"]}, "required": true}], "order": ["id"], "limit": 5}');
-- a required to-one below a to-many
SELECT orm_find_all('Cup', '{"attributes": ["name"], "include": [{"association": "teams", "attributes": ["name"], "through": {"attributes": []}, "required": true, "include": [{"association": "coach", "attributes": ["name"], "required": true}]}], "order": ["id"], "limit": 1}');
-- a condition on a to-one and on a to-many include, and order through it
SELECT orm_find_all('Player', '{"attributes": ["name"], "include": [{"association": "team", "attributes": ["city"]}], "where": {"$team.city$": "y"}, "order": ["id"], "limit": 2}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["goals"]}], "where": {"$players.goals$": {"$gt": 2}}, "order": ["id"], "limit": 1}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["goals"], "required": true}], "order": [["players", "goals", "DESC NULLS LAST"]], "limit": 2}');
SELECT orm_find_all('Player', '{"attributes": ["name"], "include": [{"association": "team", "attributes": ["name"], "required": true, "include": [{"association": "coach", "attributes": ["name"], "required": true}]}], "order": [["team", "coach", "name", "DESC"], ["id", "DESC"]], "limit": 1, "offset": 1}');
-- order by what is not shown
SELECT orm_find_all('Team', '{"attributes": ["city"], "include": [{"association": "players", "attributes": ["name"]}], "order": [["name", "DESC"]], "limit": 2}');
-- find_one: the first root with all its children
SELECT orm_find_one('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"]}], "order": ["id"]}');
SELECT orm_find_one('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"], "where": {"goals": 7}}]}');
SELECT orm_find_and_count_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"], "required": true}], "order": ["id"], "limit": 1, "offset": 1}');

-- subQuery says how Sequelize makes its statement; the answer is the same either way.
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"]}], "order": ["id"], "limit": 2, "subQuery": false}');
SELECT orm_find_all('Team', '{"attributes": ["name"], "include": [{"association": "players", "attributes": ["name"]}], "order": ["id"], "limit": 2, "subQuery": true}');
SELECT orm_find_all('Player', '{"attributes": ["name"], "include": [{"association": "team", "attributes": ["city"]}], "where": {"$team.city$": "y"}, "order": ["id"], "limit": 2, "subQuery": false}');

-- What is wrong.
SELECT orm_find_all('Team', '{"limit": -1}');
SELECT orm_find_all('Team', '{"limit": 1.5}');
SELECT orm_find_all('Team', '{"limit": "two"}');
SELECT orm_find_all('Team', '{"limit": "1; DROP TABLE x"}');
SELECT orm_find_all('Team', '{"limit": [1]}');
SELECT orm_find_all('Team', '{"limit": true}');
SELECT orm_find_all('Team', '{"offset": -1}');
SELECT orm_find_all('Team', '{"limit": 9223372036854775808}');
SELECT orm_find_all('Team', '{"limit": {"$literal": "1"}}');
SELECT orm_find_all('Team', '{"limit": {"$param": "n"}}', '{"n": -1}');
SELECT orm_find_all('Team', '{"limit": {"$param": "n"}}');
SELECT orm_find_all('Team', '{"limt": 1}');
