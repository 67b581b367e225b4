-- belongsToMany: rows of a through model link.
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "belongsToMany", "target": "Project", "options": {"as": "projects", "through": "Member", "foreignKey": "userId", "otherKey": "projectId"}},
      {"type": "belongsToMany", "target": "Project", "options": {"as": "open", "through": "Member", "foreignKey": "userId", "otherKey": "projectId", "scope": {"state": "open"}}},
      {"type": "belongsToMany", "target": "User", "options": {"as": "friends", "through": "Friendship", "foreignKey": "fromId", "otherKey": "toId"}}
    ]},
  "Project": {"attributes": {"title": "STRING", "state": "STRING"}, "options": {"timestamps": false, "defaultScope": {"where": {"title": {"$ne": "hidden"}}}},
    "associations": [
      {"type": "belongsToMany", "target": "User", "options": {"as": "users", "through": "Member", "foreignKey": "projectId", "otherKey": "userId"}}
    ]},
  "Member": {"attributes": {"role": {"type": "STRING(10)", "defaultValue": "guest"}, "hours": {"type": "INTEGER", "validate": {"max": 40}}, "extra": "JSON"}, "options": {"timestamps": false, "version": true}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('User', '[{"name": "Ada"}, {"name": "Bob"}, {"name": "Cy"}]', '{"returning": false}');
SELECT orm_bulk_create('Project', '[{"title": "p1"}, {"title": "p2", "state": "open"}, {"title": "p3"}, {"title": "hidden"}]', '{"returning": false}');

-- Values for the through rows: for all of them, and per target under the through model's name.
SELECT orm_add_assoc('User', 1, 'projects', '[1, {"id": 2, "Member": {"role": "lead"}}, 2, {"id": 4}]', '{"through": {"hours": 8}}');
SELECT orm_find_all('Member', '{"order": ["userId", "projectId"]}');
SELECT orm_get_assoc('User', 1, 'projects');
SELECT orm_get_assoc('User', 1, 'projects', '{"scope": null, "attributes": ["id"], "through": {"attributes": ["role"]}}');
SELECT orm_count_assoc('User', 1, 'projects');
SELECT orm_count_assoc('User', 1, 'projects', '{"scope": null}');
SELECT orm_count_assoc('User', 1, 'projects', '{"scope": null, "through": {"where": {"role": "guest"}}}');
SELECT orm_count_assoc('User', 1, 'projects', '{"where": {"state": "open"}}');
SELECT orm_has_assoc('User', 1, 'projects', '[1, 2, 4]');
SELECT orm_has_assoc('User', 1, 'projects', '[1, 3]');
SELECT orm_has_assoc('User', 1, 'projects', '[2, {"id": 2}]', '{"through": {"where": {"role": "lead"}}}');
SELECT orm_has_assoc('User', 1, 'projects', '[1, 2]', '{"through": {"where": {"role": "lead"}}}');
SELECT orm_has_assoc('Project', 2, 'users', 1);

-- Pairs that are there get the values that differ; without values nothing happens to them.
SELECT orm_add_assoc('User', 1, 'projects', '[1, 2]');
SELECT orm_add_assoc('User', 1, 'projects', '[1, 2, 3]', '{"through": {"role": "lead"}}');
SELECT orm_add_assoc('User', 1, 'projects', '[{"id": 1, "Member": {"hours": 9}}, {"id": 2, "Member": {"hours": 9}}, {"id": 3, "Member": {"hours": 10}}]', '{"through": {"role": "lead"}}');
SELECT orm_add_assoc('User', 1, 'projects', 1, '{"through": {"extra": {"a": [1]}}}');
SELECT orm_find_all('Member', '{"order": ["userId", "projectId"]}');

-- Set: removed, changed and added, all counted. The owner is either side.
SELECT orm_set_assoc('User', 1, 'projects', '[2, 3]', '{"through": {"hours": 10}}');
SELECT orm_set_assoc('Project', 2, 'users', '[1, 2, 3]', '{"through": {"role": "x"}}');
SELECT orm_find_all('Member', '{"order": ["userId", "projectId"]}');
SELECT orm_remove_assoc('User', 1, 'projects', '[1, 2]');
SELECT orm_remove_assoc('User', 1, 'projects', NULL);
SELECT orm_set_assoc('User', 1, 'projects', NULL);
SELECT orm_set_assoc('User', 1, 'projects', '[]');
SELECT orm_find_all('Member', '{"order": ["userId", "projectId"]}');

-- What a getter answered goes back in: its through rows are those of these pairs, or another owner's.
SELECT orm_set_assoc('User', 2, 'projects', '[{"id":2,"title":"p2","state":"open","Member":{"role":"x","hours":null,"extra":null,"version":0,"userId":2,"projectId":2}}]');
SELECT orm_set_assoc('User', 1, 'projects', '[{"id":2,"title":"p2","state":"open","Member":{"role":"x","hours":null,"extra":null,"version":0,"userId":2,"projectId":2}}]');
SELECT orm_find_all('Member', '{"order": ["userId", "projectId"]}');
-- The through model's name alone says nothing.
SELECT orm_add_assoc('User', 1, 'projects', 3, '{"through": "Member"}');

-- A new target, its pair with it. The association's scope is written.
SELECT orm_create_assoc('User', 3, 'projects', '{"title": "p5"}');
SELECT orm_create_assoc('User', 3, 'projects', '{"title": "p6", "Member": {"hours": 3}}', '{"through": {"role": "lead", "hours": 4}, "fields": ["title"]}');
SELECT orm_create_assoc('User', 3, 'open', '{"title": "p7", "state": "closed"}');
SELECT orm_get_assoc('User', 3, 'projects', '{"attributes": ["title", "state"], "through": {"attributes": ["role", "hours"]}}');
SELECT orm_count_assoc('User', 3, 'open');
SELECT orm_has_assoc('User', 3, 'open', '[2]');
SELECT orm_has_assoc('User', 3, 'open', 7);

-- A model with itself.
SELECT orm_set_assoc('User', 1, 'friends', '[1, 2, 3]');
SELECT orm_add_assoc('User', 2, 'friends', 1);
SELECT orm_remove_assoc('User', 1, 'friends', 1);
SELECT orm_get_assoc('User', 1, 'friends');
SELECT orm_has_assoc('User', 2, 'friends', '[1]');
SELECT orm_has_assoc('User', 3, 'friends', '[1]');
SELECT orm_create_assoc('User', 3, 'friends', '{"name": "Dan"}');

-- Values are checked, all of them, before anything is stored.
SELECT orm_add_assoc('User', 2, 'projects', '[1, {"id": 3, "Member": {"hours": 41}}]', '{"through": {"role": "much too long"}}');
SELECT orm_add_assoc('User', 2, 'projects', '[1, {"id": 3, "Member": {"hours": 41}}]', '{"validate": false}');
SELECT orm_add_assoc('User', 2, 'projects', 2, '{"through": {"hours": 50}}');
SELECT orm_add_assoc('User', 2, 'projects', 2, '{"through": {"hours": "many"}}');
SELECT orm_add_assoc('User', 2, 'projects', 2, '{"through": {"rol": "x"}}');
SELECT orm_add_assoc('User', 2, 'projects', '{"id": 1, "Member": {"rol": "x"}}');
SELECT orm_add_assoc('User', 2, 'projects', '{"id": 1, "Member": "x"}');
SELECT orm_add_assoc('User', 2, 'projects', 1, '{"through": "Membr"}');
SELECT orm_create_assoc('User', 2, 'projects', '{"title": {}, "Member": {"hours": 41}}');
SELECT orm_create_assoc('User', 2, 'projects', '{"title": "x", "Membr": {}}');
SELECT orm_has_assoc('User', 2, 'projects', 1, '{"through": {"wher": {}}}');
SELECT orm_get_assoc('User', 2, 'projects', '{"through": {"wher": {}}}');
-- @each
SELECT orm_add_assoc('User', 2, 'projects', 77);
-- @each
SELECT orm_add_assoc('User', 77, 'projects', 1);
SELECT orm_remove_assoc('User', 77, 'projects', 1);
SELECT orm_count_assoc('User', 77, 'projects');
SELECT orm_count('Project', '{"scope": null}');
SELECT orm_find_all('Member', '{"where": {"userId": 2}, "order": ["projectId"]}');
