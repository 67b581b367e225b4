-- Instances without a primary key, and tables in the schema of the call.
SELECT orm_define_all('{"models": {
  "Log": {"attributes": {"line": "INTEGER", "text": "STRING"}, "options": {"timestamps": false, "noPrimaryKey": true},
    "associations": [
      {"type": "belongsTo", "target": "User", "options": {"as": "user", "foreignKey": "userId"}},
      {"type": "hasMany", "target": "Mark", "options": {"as": "marks", "foreignKey": "line", "sourceKey": "line", "constraints": false}}]},
  "User": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Log", "options": {"as": "logs", "foreignKey": "userId"}},
      {"type": "hasMany", "target": "Mark", "options": {"as": "marks", "foreignKey": "userId", "constraints": false}},
      {"type": "belongsToMany", "target": "Mark", "options": {"as": "seen", "through": "Sight", "constraints": false}}]},
  "Mark": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('User', '{"name": "Ada"}');

-- A row without a key is named by all of its attributes, or by those that link it.
SELECT orm_create_assoc('User', 1, 'logs', '{"line": 1, "text": "a"}');
SELECT orm_create('Log', '{"line": 2}');
SELECT orm_set_assoc('Log', '{"line": 2, "text": null, "userId": null}', 'user', 1);
SELECT orm_get_assoc('Log', '{"line": 2, "text": null, "userId": 1}', 'user');
SELECT orm_has_assoc('Log', '{"line": 2, "text": null, "userId": 1}', 'user', 1);
SELECT orm_count_assoc('User', 1, 'logs');
SELECT orm_create_assoc('Log', '{"line": 2}', 'marks', '{"text": "m"}');
SELECT orm_set_assoc('Log', '{"line": 1}', 'marks', 1);
SELECT orm_create_assoc('Log', '{"line": 1, "text": "a", "userId": 1}', 'user', '{"name": "Bob"}');
SELECT orm_find_all('Log', '{"order": ["line"]}');
SELECT orm_set_assoc('Log', '{"line": 1}', 'user', 1);
SELECT orm_set_assoc('Log', 1, 'user', 1);
SELECT orm_add_assoc('User', 1, 'logs', '{"line": 1, "text": "a", "userId": 2}');

-- `schema` is that of the instance's and of the targets' table; the through table stays where its model says.
-- @only postgres
CREATE SCHEMA s;
-- @hidden
SELECT orm_sync('User', '{"schema": "s"}');
-- @hidden
SELECT orm_sync('Mark', '{"schema": "s"}');
SELECT orm_bulk_create('User', '[{"id": 7, "name": "Eve"}]', '{"schema": "s", "returning": false}');
SELECT orm_bulk_create('Mark', '[{"id": 70}, {"id": 71}]', '{"schema": "s", "returning": false}');
SELECT orm_set_assoc('User', 7, 'marks', '[70, 71]', '{"schema": "s"}');
SELECT orm_count_assoc('User', 7, 'marks', '{"schema": "s"}');
SELECT orm_has_assoc('User', 7, 'marks', '[70]', '{"schema": "s"}');
SELECT orm_has_assoc('User', 7, 'marks', '[70]');
SELECT orm_remove_assoc('User', 7, 'marks', '[70]', '{"schema": "s"}');
SELECT orm_add_assoc('User', 7, 'seen', '[70]', '{"schema": "s"}');
SELECT orm_get_assoc('User', 7, 'seen', '{"schema": "s"}');
SELECT orm_create_assoc('User', 7, 'marks', '{"id": 72, "text": "x"}', '{"schema": "s"}');
SELECT orm_find_all('Mark', '{"schema": "s", "order": ["id"]}');
SELECT orm_create('User', '{"id": 8, "marks": [{"id": 80}]}', '{"schema": "s", "include": [{"association": "marks", "schema": "s"}]}');
SELECT orm_create('User', '{"id": 9, "marks": [{"id": 90}]}', '{"schema": "s", "include": ["marks"]}');
SELECT orm_find_all('Mark', '{"attributes": ["id"], "where": {"id": {"$gte": 80}}}');
