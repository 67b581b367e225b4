-- hasMany: other rows hold the key.
SELECT orm_define_all('{"models": {
  "Team": {"attributes": {"name": "STRING", "slug": {"type": "STRING", "unique": true}}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Player", "options": {"as": "players", "foreignKey": "teamId"}},
      {"type": "hasMany", "target": "Player", "options": {"as": "stars", "foreignKey": "teamId", "scope": {"isStar": true}}},
      {"type": "hasMany", "target": "Note", "options": {"as": "notes", "foreignKey": "teamSlug", "sourceKey": "slug"}},
      {"type": "hasMany", "target": "Fine", "options": {"as": "fines", "foreignKey": {"name": "teamId", "allowNull": false}}}
    ]},
  "Player": {"attributes": {"name": "STRING", "isStar": "BOOLEAN", "captainId": "INTEGER"},
    "options": {"timestamps": false, "version": true, "defaultScope": {"where": {"isStar": true}}, "scopes": {"named": {"where": {"name": {"$param": "name"}}}}},
    "associations": [
      {"type": "hasMany", "target": "Player", "options": {"as": "crew", "foreignKey": "captainId"}},
      {"type": "belongsTo", "target": "Player", "options": {"as": "captain", "foreignKey": "captainId"}}
    ]},
  "Note": {"attributes": {"text": "STRING"}, "options": {"paranoid": true, "createdAt": false, "updatedAt": false}},
  "Fine": {"attributes": {"amount": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Team', '[{"name": "Reds", "slug": "reds"}, {"name": "Blues", "slug": "blues"}, {"name": "Greys"}]', '{"returning": false}');
SELECT orm_bulk_create('Player', '[{"name": "p1"}, {"name": "p2"}, {"name": "p3", "isStar": true}, {"name": "p4"}, {"name": "p5"}]', '{"returning": false}');

-- Set: these and no others. What is already so is not changed, and not counted.
SELECT orm_set_assoc('Team', 1, 'players', '[1, 2]');
SELECT orm_set_assoc('Team', 1, 'players', '[2, {"id": 3}, 3]');
SELECT orm_set_assoc('Team', 1, 'players', '[2, 3]');
SELECT orm_add_assoc('Team', 1, 'players', 4);
SELECT orm_add_assoc('Team', 1, 'players', '[4, 5]');
SELECT orm_add_assoc('Team', 1, 'players', NULL);
SELECT orm_add_assoc('Team', 1, 'players', '[]');
-- Of another team: it changes hands. An unknown key is nothing.
SELECT orm_add_assoc('Team', 2, 'players', '[1, 5, 99]');
SELECT orm_find_all('Player', '{"scope": null, "order": ["id"]}');

-- The default scope is asked by getters and counts, not by has, set, add and remove.
SELECT orm_get_assoc('Team', 1, 'players');
SELECT orm_get_assoc('Team', 1, 'players', '{"scope": null, "attributes": ["id"]}');
SELECT orm_count_assoc('Team', 1, 'players');
SELECT orm_count_assoc('Team', 1, 'players', '{"scope": null}');
SELECT orm_count_assoc('Team', 1, 'players', '{"scope": null, "where": {"name": {"$gt": "p2"}}}');
SELECT orm_count_assoc('Team', 1, 'players', '{"scope": {"method": ["named", {"name": "p4"}]}}');
SELECT orm_count_assoc('Team', 1, 'players', '{"scope": null, "where": {"name": {"$param": "n"}}}', '{"n": "p2"}');
SELECT orm_count_assoc('Team', 1, 'players', '{"scope": null, "limit": 1}');
SELECT orm_has_assoc('Team', 1, 'players', '[2, 3, 4]');
SELECT orm_has_assoc('Team', 1, 'players', '[2, 2, {"id": 2}]');
SELECT orm_has_assoc('Team', 1, 'players', '[2, 5]');
SELECT orm_has_assoc('Team', 1, 'players', NULL);
SELECT orm_has_assoc('Team', 1, 'players', 2, '{"where": {"name": "p2"}}');
SELECT orm_has_assoc('Team', 1, 'players', 2, '{"where": {"name": {"$param": "n"}}, "params": {"n": "p3"}}');
SELECT orm_has_assoc('Team', 1, 'players', '[2, 3]', '{"scope": "defaultScope"}');
SELECT orm_has_assoc('Team', 1, 'players', 3, '{"scope": "defaultScope"}');

SELECT orm_remove_assoc('Team', 1, 'players', '[2, 5]');
SELECT orm_remove_assoc('Team', 1, 'players', NULL);
SELECT orm_remove_assoc('Team', 1, 'players', '[]');
SELECT orm_set_assoc('Team', 1, 'players', NULL);
SELECT orm_count_assoc('Team', 1, 'players', '{"scope": null}');

-- The association's scope: asked, and written by set, add and create.
SELECT orm_set_assoc('Team', 1, 'stars', '[1, 2]');
SELECT orm_add_assoc('Team', 1, 'players', 4);
SELECT orm_set_assoc('Team', 1, 'stars', '[2]');
SELECT orm_find_all('Player', '{"scope": null, "order": ["id"]}');
SELECT orm_count_assoc('Team', 1, 'stars');
SELECT orm_has_assoc('Team', 1, 'stars', 4);
SELECT orm_remove_assoc('Team', 1, 'stars', '[2, 4]');
SELECT orm_create_assoc('Team', 1, 'stars', '{"name": "p6", "isStar": false, "teamId": 2}');
SELECT orm_create_assoc('Team', 1, 'stars', '{"name": "p7"}', '{"fields": ["name"]}');
SELECT orm_create_assoc('Team', 1, 'players');

-- A model with itself.
SELECT orm_set_assoc('Player', 1, 'crew', '[2, 3]');
SELECT orm_add_assoc('Player', 1, 'crew', 1);
SELECT orm_get_assoc('Player', 3, 'captain', '{"scope": null, "attributes": ["id", "name"]}');
SELECT orm_count_assoc('Player', 1, 'crew', '{"scope": null}');
SELECT orm_create_assoc('Player', 2, 'crew', '{"name": "p9"}');
SELECT orm_remove_assoc('Player', 1, 'crew', '[1, 2]');

-- By another key of the owner: it is read where the instance does not hold it; null links nothing.
SELECT orm_create_assoc('Team', 1, 'notes', '{"text": "n1"}');
SELECT orm_create_assoc('Team', '{"slug": "blues"}', 'notes', '{"text": "n2"}');
SELECT orm_add_assoc('Team', 2, 'notes', 1);
SELECT orm_count_assoc('Team', 2, 'notes');
SELECT orm_get_assoc('Team', 3, 'notes');
SELECT orm_count_assoc('Team', 3, 'notes');
SELECT orm_add_assoc('Team', 3, 'notes', 1);
SELECT orm_create_assoc('Team', 3, 'notes', '{"text": "n3"}');
SELECT orm_set_assoc('Team', 3, 'notes', '[]');
SELECT orm_add_assoc('Team', 77, 'notes', 1);
-- Soft-deleted rows are not linked, keep their key, and get none.
SELECT orm_destroy('Note', '{"where": {"id": 1}}');
SELECT orm_count_assoc('Team', 2, 'notes');
SELECT orm_count_assoc('Team', 2, 'notes', '{"paranoid": false}');
SELECT orm_set_assoc('Team', 2, 'notes', NULL);
SELECT orm_add_assoc('Team', 1, 'notes', '[1, 2]');
SELECT orm_count_assoc('Team', 2, 'notes', '{"paranoid": false}');

-- A key that must not be null.
SELECT orm_create_assoc('Team', 1, 'fines', '{"amount": 5}');
SELECT orm_create_assoc('Team', 1, 'fines', '{"amount": 6}');
SELECT orm_set_assoc('Team', 1, 'fines', '[1, 2]');
SELECT orm_set_assoc('Team', 1, 'fines', '[1]');
SELECT orm_remove_assoc('Team', 1, 'fines', 9);
SELECT orm_remove_assoc('Team', 1, 'fines', 1);
SELECT orm_set_assoc('Team', 2, 'fines', '[1]');
SELECT orm_count_assoc('Team', 1, 'fines');

-- Mistakes.
SELECT orm_add_assoc('Team', 1, 'players', '[{"name": "p1"}]');
SELECT orm_add_assoc('Team', 1, 'players', '[{"id": {}}]');
SELECT orm_add_assoc('Team', 1, 'players', '[1, "x"]');
SELECT orm_add_assoc('Team', 1, 'fans', 1);
SELECT orm_add_assoc('Team', 1, 'players', 1, '{"where": {}}');
SELECT orm_count_assoc('Team', 1, 'players', '{"whre": {}}');
SELECT orm_has_assoc('Team', 1, 'players', 1, '{"where": {"nam": 1}}');
SELECT orm_create_assoc('Team', 1, 'players', '{"name": "x", "stars": []}');
SELECT orm_create_assoc('Team', NULL, 'players', '{"name": "x"}');
-- @each
SELECT orm_create_assoc('Team', 77, 'players', '{"name": "x"}');
