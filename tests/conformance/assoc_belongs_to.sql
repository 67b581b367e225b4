-- belongsTo: the owner's own row holds the key.
SELECT orm_define_all('{"models": {
  "Author": {"attributes": {"name": "STRING", "code": {"type": "STRING", "unique": true}}, "options": {"timestamps": false}},
  "Post": {"attributes": {"title": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "belongsTo", "target": "Author", "options": {"as": "author"}},
      {"type": "belongsTo", "target": "Author", "options": {"as": "editor", "foreignKey": "editorCode", "targetKey": "code"}},
      {"type": "belongsTo", "target": "Author", "options": {"as": "owner", "foreignKey": {"name": "ownerId", "allowNull": false}}}
    ]}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Author', '[{"name": "Ada", "code": "a"}, {"name": "Bob", "code": "b"}, {"name": "Cy"}]', '{"returning": false}');
SELECT orm_create('Post', '{"title": "one", "ownerId": 1}');

-- A target is a key, an instance, or a list of one; the answer is the number of rows changed.
SELECT orm_set_assoc('Post', 1, 'author', 2);
SELECT orm_set_assoc('Post', 1, 'author', '{"id": 2, "name": "Bob"}');
SELECT orm_set_assoc('Post', 1, 'author', '[1]');
SELECT orm_get_assoc('Post', 1, 'author');
SELECT orm_count_assoc('Post', 1, 'author');
SELECT orm_has_assoc('Post', 1, 'author', 1);
SELECT orm_has_assoc('Post', 1, 'author', '[1, 2]');
SELECT orm_has_assoc('Post', 1, 'author', '[]');

-- Adding nothing changes nothing; adding one makes it the one.
SELECT orm_add_assoc('Post', 1, 'author', NULL);
SELECT orm_add_assoc('Post', 1, 'author', '[]');
SELECT orm_add_assoc('Post', 1, 'author', 2);
SELECT orm_get_assoc('Post', 1, 'author', '{"attributes": ["name"]}');

-- Removing: only where it is the one.
SELECT orm_remove_assoc('Post', 1, 'author', 1);
SELECT orm_remove_assoc('Post', 1, 'author', 2);
SELECT orm_get_assoc('Post', 1, 'author');
SELECT orm_count_assoc('Post', 1, 'author');
SELECT orm_has_assoc('Post', 1, 'author', 2);
SELECT orm_set_assoc('Post', 1, 'author', 1);
SELECT orm_set_assoc('Post', 1, 'author', NULL);
SELECT orm_set_assoc('Post', 1, 'author', NULL);

-- By another key than the primary one: it is read where the target does not hold it.
SELECT orm_set_assoc('Post', 1, 'editor', 1);
SELECT orm_find_by_pk('Post', 1);
SELECT orm_set_assoc('Post', 1, 'editor', '{"code": "b"}');
SELECT orm_has_assoc('Post', 1, 'editor', '{"code": "b"}');
SELECT orm_has_assoc('Post', 1, 'editor', 2);
SELECT orm_find_by_pk('Post', 1, '{"include": ["editor"]}');
-- There is no such row, or it has no such key.
SELECT orm_set_assoc('Post', 1, 'editor', 99);
SELECT orm_set_assoc('Post', 1, 'editor', 3);

-- A key that must not be null.
SELECT orm_set_assoc('Post', 1, 'owner', NULL);
SELECT orm_remove_assoc('Post', 1, 'owner', 2);
SELECT orm_remove_assoc('Post', 1, 'owner', 1);
SELECT orm_set_assoc('Post', 1, 'owner', 2);

-- A new target.
SELECT orm_create_assoc('Post', 1, 'author', '{"name": "Dan"}');
SELECT orm_create_assoc('Post', '{"id": 1, "title": "one"}', 'editor', '{"name": "Eve", "code": "e"}', '{"fields": ["code"]}');
SELECT orm_find_by_pk('Post', 1);
-- What the owner would be linked to is not stored when there is no owner.
SELECT orm_create_assoc('Post', 77, 'author', '{"name": "nobody"}');
SELECT orm_count('Author');

-- No such row: nothing is there, nothing is changed.
SELECT orm_get_assoc('Post', 77, 'author');
SELECT orm_count_assoc('Post', 77, 'author');
SELECT orm_has_assoc('Post', 77, 'author', 1);
SELECT orm_set_assoc('Post', 77, 'author', 1);

-- Mistakes.
SELECT orm_set_assoc('Post', 1, 'author', '[1, 2]');
SELECT orm_set_assoc('Post', 1, 'autor', 1);
SELECT orm_set_assoc('Post', NULL, 'author', 1);
SELECT orm_set_assoc('Post', 1, 'author', '"x"');
SELECT orm_set_assoc('Post', 1, 'author', 1, '{"silnt": true}');
SELECT orm_set_assoc('Post', '[1]', 'author', 1);
SELECT orm_has_assoc('Post', 1, 'author', 1, '{"limit": 1}');
SELECT orm_create_assoc('Post', 1, 'author', '{"nam": "x"}');
SELECT orm_create_assoc('Post', 1, 'author', '{"name": {}}');
SELECT orm_create_assoc('Post', 1, 'author', '{"name": "x"}', '{"through": {}}');
