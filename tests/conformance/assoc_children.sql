-- Saving with children: an instance and the rows of its associations, as one document.
SELECT orm_define_all('{"models": {
  "Team": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}, "associations": [
    {"type": "hasMany", "target": "User", "options": {"as": "users", "foreignKey": "teamId"}}]},
  "User": {"attributes": {"name": {"type": "STRING", "validate": {"len": [2, 9]}}, "age": "INTEGER"}, "options": {"timestamps": false, "version": true}, "associations": [
    {"type": "belongsTo", "target": "Team", "options": {"as": "team", "foreignKey": "teamId"}},
    {"type": "hasOne", "target": "Profile", "options": {"as": "profile", "foreignKey": "userId"}},
    {"type": "hasMany", "target": "Post", "options": {"as": "posts", "foreignKey": {"name": "userId", "allowNull": false}}},
    {"type": "hasMany", "target": "Note", "options": {"as": "pinned", "foreignKey": "userId", "scope": {"isPinned": true}}},
    {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "UserTag", "foreignKey": "userId", "otherKey": "tagId"}}]},
  "Profile": {"attributes": {"bio": "STRING"}, "options": {"timestamps": false}},
  "Post": {"attributes": {"title": {"type": "STRING", "allowNull": false}, "views": {"type": "INTEGER", "defaultValue": 0}}, "options": {"timestamps": false, "version": true, "defaultScope": {"where": {"views": 0}}}},
  "Note": {"attributes": {"text": "STRING", "isPinned": "BOOLEAN"}, "options": {"paranoid": true, "createdAt": false, "updatedAt": false}},
  "Tag": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "UserTag": {"attributes": {"weight": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();

-- All of it new.
SELECT orm_save('User', '{"name": "Ada", "team": {"name": "Reds"}, "profile": {"bio": "b"}, "posts": [{"title": "p1"}, {"title": "p2"}, {"title": "p3", "views": 5}],
  "pinned": [{"text": "n1"}], "tags": [{"name": "t1", "UserTag": {"weight": 3}}, {"name": "t2"}]}',
  '{"children": {"team": "merge", "profile": "merge", "posts": "merge", "pinned": "merge", "tags": "merge"}}');

-- What has a key that is there is changed to what is given, the rest is new. "merge" keeps what the list lacks.
SELECT orm_save('User', '{"id": 1, "age": 36, "posts": [{"id": 2, "title": "second"}, {"title": "p4"}, {"id": 50, "title": "p50"}]}', '{"children": {"posts": "merge"}}');
-- Nothing changes where nothing is given.
SELECT orm_save('User', '{"id": 1, "posts": [{"id": 1}]}', '{"children": {"posts": "merge"}}');
-- "replace" deletes it, softly where the model is paranoid; of many-to-many targets the pairs go.
SELECT orm_save('User', '{"id": 1, "posts": [{"id": 2}, {"id": 50, "views": 1}], "pinned": [{"text": "n2"}], "tags": [{"id": 2, "name": "T2", "UserTag": {"weight": 7}}, {"name": "t3"}]}',
  '{"children": {"posts": "replace", "pinned": "replace", "tags": "replace"}}');
SELECT orm_find_all('Post', '{"scope": null, "order": ["id"]}');
SELECT orm_find_all('Note', '{"attributes": ["id", "text", "isPinned", "userId"], "order": ["id"], "paranoid": false}');
SELECT orm_find_all('Tag', '{"order": ["id"]}');
SELECT orm_find_all('UserTag', '{"order": ["tagId"]}');
-- "ignore" leaves unread what the document says, and what it does not name is left alone in every mode.
SELECT orm_save('User', '{"id": 1, "posts": [{"nonsense": 1}], "profile": {"bio": "changed"}}', '{"children": {"posts": "ignore", "profile": "merge", "tags": "replace"}}');
SELECT orm_find_by_pk('User', 1, '{"include": ["tags", {"association": "posts", "scope": null}]}');

-- A to-one association: "merge" means the row that is there, "replace" another one; null is none.
SELECT orm_save('User', '{"id": 1, "profile": {"bio": "new"}}', '{"children": {"profile": "replace"}}');
SELECT orm_save('User', '{"id": 1, "profile": null}', '{"children": {"profile": "merge"}}');
SELECT orm_save('User', '{"id": 1, "profile": null}', '{"children": {"profile": "replace"}}');
SELECT orm_count('Profile');
SELECT orm_save('User', '{"id": 1, "team": {"id": 1, "name": "Red Ones"}}', '{"children": {"team": "merge"}}');
SELECT orm_save('User', '{"id": 1, "team": null}', '{"children": {"team": "replace"}}');
SELECT orm_find_all('Team');

-- Children change hands; an emptied list.
SELECT orm_save('User', '{"id": 2, "name": "Bob", "posts": [{"id": 2}]}', '{"children": {"posts": "merge"}}');
SELECT orm_save('User', '{"id": 1, "posts": [], "tags": []}', '{"children": {"posts": "replace", "tags": "replace"}}');
SELECT orm_count('Post', '{"scope": null}');

-- By key.
SELECT orm_update_by_pk('User', 2, '{"age": 5, "posts": [{"id": 2, "views": 9}], "tags": [{"id": 3}]}', '{"children": {"posts": "replace", "tags": "merge"}}');
SELECT orm_update_by_pk('User', 77, '{"age": 5, "posts": []}', '{"children": {"posts": "replace"}}');

-- Versions of the row and of its children are checked.
SELECT orm_save('User', '{"id": 2, "version": 0, "posts": []}', '{"children": {"posts": "merge"}}');
SELECT orm_save('User', '{"id": 2, "posts": [{"id": 2, "version": 1, "title": "x"}]}', '{"children": {"posts": "merge"}}');

-- Mistakes: nothing is stored.
SELECT orm_save('User', '{"id": 2, "age": 6, "posts": [{"title": "q1"}, {"title": null}, {"views": "many", "title": "q3"}]}', '{"children": {"posts": "merge"}}');
SELECT orm_save('User', '{"id": 2, "age": 6, "posts": [{"title": "q1"}, {"id": 2, "title": null}]}', '{"children": {"posts": "replace"}}');
SELECT orm_save('User', '{"id": 2, "age": 6, "posts": [{"id": 2, "titel": "x"}]}', '{"children": {"posts": "replace"}}');
SELECT orm_save('User', '{"id": 2, "age": 6, "posts": [{"id": {}, "title": "x"}]}', '{"children": {"posts": "replace"}}');
SELECT orm_save('User', '{"id": 2, "age": 6, "posts": [7]}', '{"children": {"posts": "replace"}}');
SELECT orm_save('User', '{"id": 2, "age": 6, "profile": [{"bio": "x"}]}', '{"children": {"profile": "replace"}}');
SELECT orm_save('User', '{"id": 2, "age": 6, "tags": [{"name": "x", "UserTag": {"weight": {}}}]}', '{"children": {"tags": "replace"}}');
SELECT orm_save('User', '{"id": 2, "posts": []}');
SELECT orm_save('User', '{"id": 2, "posts": []}', '{"children": {"posts": "mrege"}}');
SELECT orm_save('User', '{"id": 2, "posts": []}', '{"children": {"postz": "merge"}}');
SELECT orm_save('User', '{"id": 2, "posts": []}', '{"children": ["posts"]}');
SELECT orm_find_by_pk('User', 2);
