-- Through models with a life of their own: soft-deleted pairs, scopes, keys of their own, pairs that may repeat.
SELECT orm_define_all('{"models": {
  "Post": {"attributes": {"title": "STRING", "slug": {"type": "STRING", "unique": true}}, "options": {"timestamps": false},
    "associations": [
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": {"model": "Tagging", "unique": false, "scope": {"kind": "post"}}, "foreignKey": "ownerId", "otherKey": "tagId", "constraints": false}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "marks", "through": "Mark", "foreignKey": "postId", "otherKey": "tagId"}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "allMarks", "through": {"model": "Mark", "paranoid": false}, "foreignKey": "postId", "otherKey": "tagId"}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "words", "through": "Wording", "foreignKey": "postSlug", "sourceKey": "slug", "otherKey": "tagName", "targetKey": "name"}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "visits", "through": {"model": "Visit", "unique": false}, "foreignKey": "postId", "otherKey": "tagId"}}
    ]},
  "Tag": {"attributes": {"name": {"type": "STRING", "unique": true}}, "options": {"timestamps": false}},
  "Tagging": {"attributes": {"id": {"type": "INTEGER", "primaryKey": true, "autoIncrement": true}, "ownerId": "INTEGER", "kind": "STRING", "weight": "INTEGER"}, "options": {"timestamps": false}},
  "Mark": {"attributes": {"color": "STRING"}, "options": {"paranoid": true, "createdAt": false, "updatedAt": false}},
  "Wording": {"attributes": {}, "options": {"timestamps": false}},
  "Visit": {"attributes": {"id": {"type": "INTEGER", "primaryKey": true, "autoIncrement": true}, "n": "INTEGER"}, "options": {"paranoid": true, "createdAt": false, "updatedAt": false}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Post', '[{"title": "one", "slug": "s1"}, {"title": "two", "slug": "s2"}, {"title": "three"}]', '{"returning": false}');
SELECT orm_bulk_create('Tag', '[{"name": "a"}, {"name": "b"}, {"name": "c"}, {}]', '{"returning": false}');

-- The through scope is part of the pair: another kind's rows are neither seen nor touched.
SELECT orm_create('Tagging', '{"ownerId": 1, "tagId": 1, "kind": "image"}');
SELECT orm_has_assoc('Post', 1, 'tags', 1);
SELECT orm_add_assoc('Post', 1, 'tags', '[1, 2]', '{"through": {"kind": "image", "weight": 3}}');
SELECT orm_add_assoc('Post', 1, 'tags', '[1, 2]', '{"through": {"weight": 4}}');
SELECT orm_find_all('Tagging', '{"order": ["id"]}');
SELECT orm_set_assoc('Post', 1, 'tags', '[2]');
SELECT orm_remove_assoc('Post', 1, 'tags', '[1, 2]');
SELECT orm_create_assoc('Post', 1, 'tags', '{"name": "d"}', '{"through": {"weight": 1}}');
SELECT orm_find_all('Tagging', '{"order": ["id"]}');

-- A pair that is there takes any value, as in Sequelize: with another kind it is no pair of this association any more.
SELECT orm_add_assoc('Post', 1, 'tags', '[5]', '{"through": {"kind": "image"}}');
SELECT orm_count_assoc('Post', 1, 'tags');

-- Removed pairs of a paranoid through model are soft-deleted; added again, they come back.
SELECT orm_set_assoc('Post', 1, 'marks', '[1, 2]', '{"through": {"color": "red"}}');
SELECT orm_remove_assoc('Post', 1, 'marks', 1);
SELECT orm_remove_assoc('Post', 1, 'marks', 1);
SELECT orm_count_assoc('Post', 1, 'marks');
SELECT orm_count_assoc('Post', 1, 'allMarks');
SELECT orm_count_assoc('Post', 1, 'marks', '{"through": {"paranoid": false}}');
SELECT orm_has_assoc('Post', 1, 'marks', 1);
SELECT orm_has_assoc('Post', 1, 'marks', 1, '{"through": {"paranoid": false}}');
SELECT orm_add_assoc('Post', 1, 'marks', '[1, 2, 3]', '{"now": "2030-01-01T00:00:00Z"}');
SELECT orm_find_all('Mark', '{"order": ["tagId"]}');
SELECT orm_set_assoc('Post', 1, 'marks', NULL);
SELECT orm_set_assoc('Post', 1, 'marks', '[1, 2, {"id": 3, "Mark": {"color": "blue"}}]', '{"through": {"color": "green"}}');
SELECT orm_find_all('Mark', '{"order": ["tagId"]}');

-- Other keys than the primary ones: read where they are not given; null links nothing.
SELECT orm_set_assoc('Post', 1, 'words', '[1, {"name": "b"}, {"id": 2}]');
SELECT orm_set_assoc('Post', '{"slug": "s2"}', 'words', '[3]');
SELECT orm_find_all('Wording', '{"order": ["postSlug", "tagName"]}');
SELECT orm_get_assoc('Post', 1, 'words');
SELECT orm_has_assoc('Post', 1, 'words', '[1, 2]');
SELECT orm_has_assoc('Post', 1, 'words', '[{"name": "b"}, {"name": "c"}]');
SELECT orm_remove_assoc('Post', 1, 'words', '[{"name": "a"}, 2]');
SELECT orm_add_assoc('Post', 1, 'words', '[1, 4]');
SELECT orm_add_assoc('Post', 3, 'words', '[1]');
SELECT orm_add_assoc('Post', 1, 'words', '[1, 99]');
SELECT orm_remove_assoc('Post', 3, 'words', '[1]');
SELECT orm_create_assoc('Post', 1, 'words', '{"name": "e"}');
SELECT orm_count_assoc('Post', 3, 'words');

-- Pairs that may repeat: one target per pair, all of them changed and removed; of deleted ones the last comes back.
SELECT orm_bulk_create('Visit', '[{"postId": 1, "tagId": 1, "n": 1}, {"postId": 1, "tagId": 1, "n": 2}, {"postId": 1, "tagId": 2}]', '{"returning": false}');
SELECT orm_count_assoc('Post', 1, 'visits');
SELECT orm_has_assoc('Post', 1, 'visits', '[1, 2, 1]');
SELECT orm_add_assoc('Post', 1, 'visits', '[1, 2]', '{"through": {"n": 5}}');
SELECT orm_add_assoc('Post', 1, 'visits', '[1]', '{"through": {"n": 5}}');
SELECT orm_remove_assoc('Post', 1, 'visits', '[1]');
SELECT orm_add_assoc('Post', 1, 'visits', '[1]');
SELECT orm_find_all('Visit', '{"attributes": ["id", "tagId", "n"], "order": ["id"]}');
SELECT orm_find_all('Visit', '{"attributes": ["id"], "where": {"deletedAt": {"$ne": null}}, "paranoid": false}');
