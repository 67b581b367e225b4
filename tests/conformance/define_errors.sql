-- What a definition cannot say is said when it is defined, at its place, with what to do; and nothing is stored.
SELECT orm_define('User', '{"name": "TEXT"}', '{"timestamps": false}');

-- ---- Names
SELECT orm_define('Bad', '{"": "TEXT"}');
SELECT orm_define('Bad', '{"a.b": "TEXT"}');
SELECT orm_define('Bad', '{"a::b": "TEXT"}');
SELECT orm_define('Bad', '{"a->b": "TEXT"}');
SELECT orm_define('Bad', '{"$a": "TEXT"}');
SELECT orm_define('Bad', '{"a$": "TEXT"}');
SELECT orm_define('Bad', '{"a": "TEXT", "a": "TEXT"}');
SELECT orm_define('', '{"a": "TEXT"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"tableName": ""}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "field": ""}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"tableName": "orm_models"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"tableName": "ORM_Meta"}');
-- Names that differ only in case are one for SQLite.
SELECT orm_define('Bad', '{"name": "TEXT", "Name": "TEXT"}');
SELECT orm_define('Bad', '{"a": "TEXT", "b": {"type": "TEXT", "field": "A"}}');
SELECT orm_define('Bad', '{"a": "TEXT", "b": {"type": "TEXT", "field": "a"}}');

-- ---- Two models on one table
SELECT orm_define('Person', '{"a": "TEXT"}', '{"tableName": "Users"}');
SELECT orm_define('user', '{"a": "TEXT"}');
SELECT orm_define('Other', '{"a": "TEXT"}', '{"tableName": "Users", "schema": "archive", "timestamps": false}');

-- ---- Associations: an alias that is an attribute, keys that are not there, options that do not belong
SELECT orm_belongs_to('User', 'User', '{"as": "name"}');
SELECT orm_belongs_to('User', 'Usr');
SELECT orm_belongs_to('Usr', 'User');
SELECT orm_belongs_to('User', 'User', '{"as": ""}');
SELECT orm_belongs_to('User', 'User', '{"as": "a.b"}');
SELECT orm_belongs_to('User', 'User', '{"as": "boss", "targetKey": "nam"}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "sourceKey": "nam"}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "through": "Staff"}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "foreignKey": ["a", "b"]}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "onDelete": "FORGET"}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "scope": {"nam": "x"}}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "foreignKy": "a"}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "keyType": "INTEGRE"}');
SELECT orm_belongs_to_many('User', 'Other', '{}');
SELECT orm_belongs_to_many('User', 'User', '{"through": "Friend"}');
SELECT orm_belongs_to('User', 'User', '{"as": "boss", "inverse": {"as": "staff", "type": "belongsToMany"}}');
SELECT orm_define('User', '{"name": "TEXT", "staff": "TEXT"}', '{"timestamps": false}');
SELECT orm_has_many('User', 'User', '{"as": "staff", "foreignKey": "bossId"}');

-- ---- Contradictions
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "validate": {"notNull": true}}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "autoIncrement": true}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "unique": true}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"validate": {"a": "true"}}');
-- Options that would have no effect
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "values": ["x"]}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "name": "b"}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "get": ""}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "index": true}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "references": "User"}}');

-- ---- Nothing of all this was stored.
SELECT orm_export();
-- ---- A key that may not be NULL cannot become it.
SELECT orm_define('Bad', '{"bId": {"type": "INTEGER", "allowNull": false, "onDelete": "SET NULL", "references": {"model": "Bs", "key": "id"}}}');
SELECT orm_define('Bad', '{"bId": {"type": "INTEGER", "primaryKey": true, "onUpdate": "SET NULL", "references": {"model": "Bs", "key": "id"}}}');
