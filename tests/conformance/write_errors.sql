-- What the table refuses is the engine's error, with what it concerns in our words.
-- @hidden
SELECT orm_define('Team', '{"name": {"type": "STRING", "unique": {"name": "team_name", "msg": "this team is there"}}}', '{"timestamps": false}');
-- @hidden
SELECT orm_define('User', '{"mail": {"type": "STRING", "unique": true, "field": "e_mail"}, "first": {"type": "STRING", "unique": "both"}, "last": {"type": "STRING", "unique": "both"}, "age": {"type": "INTEGER", "allowNull": false}, "mood": "ENUM(''good'',''bad'')"}', '{"timestamps": false, "checks": [{"name": "grown", "where": {"age": {"$gte": 18}}}]}');
-- @hidden
SELECT orm_has_many('Team', 'User', '{"as": "members", "foreignKey": {"name": "teamId", "field": "team_id"}, "onDelete": "RESTRICT"}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('Team', '{"id": 1, "name": "red", "members": [{"id": 1, "mail": "a@x", "first": "A", "last": "B", "age": 20, "mood": "good"}]}', '{"include": ["members"]}');

-- ---- unique keys: of one attribute, of several, the primary key, one with a message of its own
SELECT orm_create('User', '{"id": 2, "mail": "a@x", "age": 20}');
SELECT orm_create('User', '{"id": 2, "first": "A", "last": "B", "age": 20}');
SELECT orm_create('User', '{"id": 1, "age": 20}');
SELECT orm_create('Team', '{"id": 2, "name": "red"}');
SELECT orm_create('User', '{"id": 2, "mail": "b@x", "first": "A", "age": 20}');
SELECT orm_update('User', '{"mail": "a@x"}', '{"where": {"id": 2}}');
-- What was not given SQLite does not tell.
-- @each
SELECT orm_update_by_pk('User', 2, '{"last": "B"}');
SELECT orm_save('User', '{"id": 2, "mail": "a@x"}');
SELECT orm_bulk_create('User', '[{"id": 3, "mail": "c@x", "age": 20}, {"id": 4, "mail": "a@x", "age": 20}]');
SELECT orm_bulk_update('User', '[{"id": 2, "mail": "a@x"}]');
SELECT orm_create_assoc('Team', 1, 'members', '{"id": 3, "mail": "a@x", "age": 30}');
SELECT orm_find_or_create('User', '{"where": {"first": "Z"}, "defaults": {"id": 3, "mail": "a@x", "age": 20}}');

-- ---- foreign keys, from both sides; SQLite does not say which
-- @each
SELECT orm_create('User', '{"id": 3, "age": 20, "teamId": 77}');
-- @each
SELECT orm_update('User', '{"teamId": 77}', '{"where": {"id": 2}}');
-- @each
SELECT orm_destroy('Team', '{"where": {}}');
-- @each
SELECT orm_destroy_by_pk('Team', 1);

-- ---- a check, and values that are of no type are found before the table is asked
SELECT orm_create('User', '{"id": 3, "age": 17}');
SELECT orm_increment('User', '"age"', '{"where": {"id": 2}, "by": -10}');
SELECT orm_create('User', '{"id": 3, "age": 20, "mood": "fair"}');
SELECT orm_create('User', '{"id": 3, "age": null, "mood": "fair"}');
SELECT orm_update('User', '{"age": null}', '{"where": {}}');
-- What the table alone sees: null by a computed value.
SELECT orm_update('User', '{}', '{"set": {"age": {"$literal": "NULL"}}, "where": {"id": 2}}');
SELECT orm_create('User', '{"id": 3, "age": 20}', '{"set": {"mood": {"$literal": "NULL"}}}');

-- ---- nothing of it is left
SELECT orm_find_all('User', '{"order": ["id"]}'), orm_count('Team');
