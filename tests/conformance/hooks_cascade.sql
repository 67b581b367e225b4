-- The option hooks of an association: what cascades from an instance is destroyed one by one, with its hooks.
SELECT orm_define_all('{"models": {
  "Log": {"attributes": {"text": "TEXT"}, "options": {"timestamps": false}},
  "User": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}, "associations": [
    {"type": "hasMany", "target": "Post", "options": {"as": "posts", "onDelete": "CASCADE", "hooks": true}},
    {"type": "hasMany", "target": "Note", "options": {"as": "notes", "onDelete": "CASCADE", "hooks": true, "constraints": false}},
    {"type": "hasMany", "target": "Plain", "options": {"as": "plains", "onDelete": "CASCADE", "constraints": false}},
    {"type": "hasMany", "target": "Kept", "options": {"as": "kept", "hooks": true}}]},
  "Post": {"attributes": {"title": "STRING"}, "options": {"timestamps": false}, "associations": [
    {"type": "hasMany", "target": "Comment", "options": {"as": "comments", "onDelete": "CASCADE", "hooks": true}}]},
  "Comment": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Note": {"attributes": {"text": "STRING"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true}},
  "Plain": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Kept": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}}
}}');
-- @hidden
SELECT orm_sync();
SELECT orm_add_hook(NULL, 'beforeDestroy', 'orm_create(''Log'', ''{"text": "before '' || :model || '' '' || (:instance ->> ''id'') || ''"}'')');
SELECT orm_add_hook(NULL, 'afterDestroy', 'orm_create(''Log'', ''{"text": "after '' || :model || '' '' || (:instance ->> ''id'') || ''"}'')');
SELECT orm_create('User', '{"name": "a", "posts": [{"title": "p", "comments": [{"text": "c"}, {"text": "d"}]}, {"title": "q"}], "notes": [{"text": "n"}], "plains": [{"text": "x"}], "kept": [{"text": "k"}]}', '{"include": [{"association": "posts", "include": ["comments"]}, "notes", "plains", "kept"]}');
SELECT orm_destroy_by_pk('User', 1);
SELECT orm_find_all('Log', '{"attributes": ["text"], "order": ["id"]}');
SELECT orm_count('Post'), orm_count('Comment'), orm_count('Note'), orm_count('Note', '{"paranoid": false}'), orm_count('Plain'), orm_count('Kept');
-- Not where the rows are chosen by a condition.
SELECT orm_create('User', '{"id": 2, "name": "b", "notes": [{"text": "n"}]}', '{"include": ["notes"]}');
SELECT orm_destroy('User', '{"where": {"id": 2}}');
SELECT orm_count('Note');
-- Models that destroy one another come to an end.
SELECT orm_define_all('{"models": {
  "A": {"attributes": {}, "options": {"timestamps": false}, "associations": [{"type": "hasMany", "target": "B", "options": {"as": "bs", "foreignKey": "aId", "onDelete": "CASCADE", "hooks": true}}]},
  "B": {"attributes": {}, "options": {"timestamps": false}, "associations": [{"type": "belongsTo", "target": "A", "options": {"as": "a", "foreignKey": "aId", "onDelete": "CASCADE", "hooks": true}}]}
}}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('A', '{"bs": [{}]}', '{"include": ["bs"]}');
SELECT orm_destroy_by_pk('A', 1);
SELECT orm_count('A'), orm_count('B');
