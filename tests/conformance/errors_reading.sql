-- What finders say of mistakes: every function names the option, its place and the nearest right name; limits.

-- @hidden
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING", "age": "INTEGER"}, "options": {"timestamps": false, "scopes": {"adult": {"where": {"age": {"$gte": 18}}}}},
    "associations": [
      {"type": "hasMany", "target": "Post", "options": {"as": "posts", "foreignKey": "userId", "inverse": {"as": "author"}}},
      {"type": "belongsTo", "target": "User", "options": {"as": "boss", "foreignKey": "bossId"}}]},
  "Post": {"attributes": {"title": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();

-- The same option misspelt in every function.
SELECT orm_find_all('User', '{"wherre": {"age": 1}}');
SELECT orm_find_one('User', '{"attribute": ["age"]}');
SELECT orm_find_by_pk('User', 1, '{"includes": ["posts"]}');
SELECT orm_find_and_count_all('User', '{"ofset": 1}');
SELECT orm_find_page('User', '{"first": 1, "afer": "x"}');
SELECT orm_count('User', '{"distnct": true}');
SELECT orm_count_by('User', '{"gruop": ["age"]}');
SELECT orm_min('User', 'age', '{"where": {"agee": 1}}');
SELECT orm_max('User', 'agee');
SELECT orm_sum('User', 'age', '{"plan": false}');
SELECT orm_aggregate('User', 'age', 'sum', '{"grup": ["name"]}');
SELECT orm_get_assoc('User', 1, 'posts', '{"odrer": ["id"]}');
SELECT orm_count_assoc('User', 1, 'posts', '{"scop": null}');
SELECT orm_has_assoc('User', 1, 'posts', 1, '{"wher": {}}');
SELECT orm_find_all('User', '{"nothingLikeIt": 1}');
-- Options of a Node process are accepted, everywhere.
SELECT orm_find_all('User', '{"logging": true, "benchmark": true, "transaction": null, "type": "SELECT", "mapToModel": false, "retry": {}, "minifyAliases": true, "searchPath": "x", "useMaster": true, "indexHints": [], "hasJoin": true}');
SELECT orm_count('User', '{"logging": {"a": 1}, "benchmark": false}');

-- Models, associations, scopes, attributes.
SELECT orm_find_all('Usr');
SELECT orm_find_all('user');
SELECT orm_find_all('');
SELECT orm_find_all(NULL);
SELECT orm_get_assoc('User', 1, 'post');
SELECT orm_get_assoc('User', NULL, 'posts');
SELECT orm_find_all('User', '{"scope": "adlut"}');
SELECT orm_find_all('User', '{"scope": [{"method": ["adlut"]}]}');
SELECT orm_find_all('User', '{"scope": 5}');
SELECT orm_find_all('User', '{"scope": {"wher": {}}}');
SELECT orm_find_all('User', '{"where": {"Name": "x"}}');
SELECT orm_find_all('User', '{"where": {"name; DROP TABLE x": "x"}}');
SELECT orm_find_all('User', '{"where": {"$or": [{"age": 1}, {"nam": "x"}]}}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "include": [{"association": "author", "where": {"nam": 1}}]}]}');

-- Operators, values.
SELECT orm_find_all('User', '{"where": {"age": {"$gte ": 1}}}');
SELECT orm_find_all('User', '{"where": {"age": {"gt": 1}}}');
SELECT orm_find_all('User', '{"where": {"$xor": []}}');
SELECT orm_find_all('User', '{"where": {"age": "18 years"}}');
SELECT orm_find_all('User', '{"where": {"age": {"$between": [1]}}}');
SELECT orm_find_all('User', '{"where": {"age": {"$in": "x"}}}');
SELECT orm_find_all('User', '{"where": 5}');
SELECT orm_find_all('User', '{"where": {"age": {"$gt": {"$fm": "now"}}}}');
SELECT orm_find_all('User', '{"paranoid": "no"}');

-- Documents.
SELECT orm_find_all('User', '{"where": {"age": 1}');
SELECT orm_find_all('User', '[]');
SELECT orm_find_all('User', '"where"');
SELECT orm_find_all('User', '{"where": {"age": 1, "age": 2}}');
SELECT orm_find_all('User', '{"limit": 1, "limit": 2}');
SELECT orm_find_all('User', '{"where": {"name": "\u0000"}}');
SELECT orm_find_all('User', 'null');
SELECT orm_find_all('User', '');

-- Limits: JSON 200 deep, includes 16, conditions 64.
-- @hidden
CREATE TABLE deep (n integer, text varchar(3000));
-- @hidden
INSERT INTO deep WITH RECURSIVE walk(n, open, shut) AS (SELECT 1, '', '' UNION ALL SELECT n + 1, open || '{"$not":', shut || '}' FROM walk WHERE n < 220) SELECT n, open || '{}' || shut FROM walk;
SELECT orm_count('User', '{"where": ' || text || '}') AS inside FROM deep WHERE n = 25;
SELECT orm_count('User', '{"where": ' || text || '}') AS too_deep FROM deep WHERE n = 70;
SELECT orm_count('User', '{"where": ' || text || '}') AS no_json FROM deep WHERE n = 210;
-- @hidden
DELETE FROM deep;
-- @hidden
INSERT INTO deep WITH RECURSIVE walk(n, open, shut) AS (SELECT 1, '', '' UNION ALL SELECT n + 1, open || '{"association":"boss","include":[', shut || ']}' FROM walk WHERE n < 30) SELECT n, open || '"boss"' || shut FROM walk;
SELECT orm_count('User', '{"include": [' || text || ']}') AS inside FROM deep WHERE n = 16;
SELECT orm_count('User', '{"include": [' || text || ']}') AS too_deep FROM deep WHERE n = 17;
