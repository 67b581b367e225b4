-- The statements of docs/errors.md. Written by docs/generate: change them there.

SELECT orm_define('User', '{"email": {"type": "STRING", "allowNull": false, "unique": true, "validate": {"isEmail": true}}, "age": "INTEGER"}',
  '{"timestamps": false, "checks": [{"name": "users_grown", "where": {"age": {"$gt": 0}}}]}');

-- @each
SELECT orm_sync();

SELECT orm_create('User', '{"email": "ada", "age": "old"}');

SELECT orm_find_all('User', '{"where": {"emial": "x"}}');

SELECT orm_find_all('User', '{"where": {"email": }}');

SELECT orm_create('User', '{"email": "ada@example.org"}');

SELECT orm_create('User', '{"email": "ada@example.org"}');

-- @each
SELECT orm_create('User', '{"email": "bob@example.org", "age": -1}');

