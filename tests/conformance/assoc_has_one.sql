-- hasOne: another model's row holds the key, once.
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasOne", "target": "Profile", "options": {"as": "profile", "foreignKey": "userId"}},
      {"type": "hasOne", "target": "Image", "options": {"as": "avatar", "foreignKey": "userId", "scope": {"kind": "avatar"}}},
      {"type": "hasOne", "target": "Badge", "options": {"as": "badge", "foreignKey": {"name": "userId", "allowNull": false}}}
    ]},
  "Profile": {"attributes": {"bio": "STRING"}, "options": {"paranoid": true, "createdAt": false, "updatedAt": false}},
  "Image": {"attributes": {"file": "STRING", "kind": "STRING"}, "options": {"timestamps": false}},
  "Badge": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('User', '[{"name": "Ada"}, {"name": "Bob"}]', '{"returning": false}');
SELECT orm_bulk_create('Profile', '[{"bio": "first"}, {"bio": "second"}, {"bio": "third"}]', '{"returning": false}');

SELECT orm_set_assoc('User', 1, 'profile', 1);
SELECT orm_set_assoc('User', 1, 'profile', 1);
-- The row that was there before loses the key: two rows change.
SELECT orm_set_assoc('User', 1, 'profile', '{"id": 2, "bio": "second"}');
SELECT orm_get_assoc('User', 1, 'profile');
SELECT orm_count_assoc('User', 1, 'profile');
SELECT orm_has_assoc('User', 1, 'profile', 2);
SELECT orm_has_assoc('User', 1, 'profile', '[1, 2]');
SELECT orm_add_assoc('User', 1, 'profile', NULL);
SELECT orm_add_assoc('User', 1, 'profile', 3);
SELECT orm_find_all('Profile', '{"order": ["id"]}');
SELECT orm_remove_assoc('User', 1, 'profile', 2);
SELECT orm_remove_assoc('User', 1, 'profile', '[3]');
SELECT orm_get_assoc('User', 1, 'profile');

-- Several rows with the key: the first by primary key is the one; one that is set is the only one.
SELECT orm_update('Profile', '{"userId": 1}', '{"where": {"id": [1, 3]}}');
SELECT orm_get_assoc('User', 1, 'profile');
SELECT orm_count_assoc('User', 1, 'profile');
SELECT orm_get_assoc('User', 1, 'profile', '{"order": [["id", "DESC"]]}');
SELECT orm_set_assoc('User', 1, 'profile', 3);
SELECT orm_count('Profile', '{"where": {"userId": 1}}');

-- A soft-deleted row is not linked.
SELECT orm_destroy('Profile', '{"where": {"id": 3}}');
SELECT orm_get_assoc('User', 1, 'profile');
SELECT orm_count_assoc('User', 1, 'profile');
SELECT orm_has_assoc('User', 1, 'profile', 3);
SELECT orm_has_assoc('User', 1, 'profile', 3, '{"paranoid": false}');
SELECT orm_count_assoc('User', 1, 'profile', '{"paranoid": false}');
SELECT orm_set_assoc('User', 1, 'profile', NULL);

-- The association's scope is asked, and written.
SELECT orm_bulk_create('Image', '[{"file": "a.png"}, {"file": "b.png", "kind": "cover", "userId": 1}]', '{"returning": false}');
SELECT orm_set_assoc('User', 1, 'avatar', 1);
SELECT orm_find_all('Image', '{"order": ["id"]}');
SELECT orm_set_assoc('User', 1, 'avatar', NULL);
SELECT orm_find_all('Image', '{"order": ["id"]}');
-- A new one gets the scope whatever is given; the one before keeps its key.
SELECT orm_create_assoc('User', 1, 'avatar', '{"file": "c.png", "kind": "other"}');
SELECT orm_create_assoc('User', 1, 'avatar', '{"file": "d.png"}', '{"fields": ["file"]}');
SELECT orm_count_assoc('User', 1, 'avatar');
SELECT orm_get_assoc('User', 1, 'avatar');

-- A key that must not be null: links go, rows never do.
SELECT orm_create_assoc('User', 1, 'badge', '{"text": "gold"}');
SELECT orm_set_assoc('User', 1, 'badge', NULL);
SELECT orm_set_assoc('User', 2, 'badge', NULL);
SELECT orm_set_assoc('User', 2, 'badge', 1);
SELECT orm_get_assoc('User', 2, 'badge');

-- No such owner.
SELECT orm_set_assoc('User', 77, 'profile', NULL);
SELECT orm_get_assoc('User', 77, 'profile');
-- @each
SELECT orm_set_assoc('User', 77, 'profile', 1);
-- @each
SELECT orm_create_assoc('User', 77, 'profile', '{"bio": "x"}');

SELECT orm_set_assoc('User', 1, 'profile', '[1, 2]');
SELECT orm_set_assoc('User', 1, 'profile', '{"bio": "first"}');
SELECT orm_create_assoc('User', 1, 'profile', '[]');
