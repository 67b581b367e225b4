-- The statements of README.md. Written by docs/generate: change them there.

SELECT orm_define('User', '{"name": "STRING", "email": {"type": "STRING", "unique": true, "validate": {"isEmail": true}}}');

SELECT orm_define('Post', '{"title": {"type": "STRING", "allowNull": false}, "views": {"type": "INTEGER", "defaultValue": 0}}');

SELECT orm_has_many('User', 'Post', '{"as": "posts", "foreignKey": "userId", "inverse": {"as": "author"}}');

-- @each
SELECT orm_sync();

SELECT orm_create('User', '{"name": "Ada", "email": "ada@example.org"}', '{"now": "2026-01-01T12:00:00Z"}');

SELECT orm_bulk_create('Post', '[{"title": "Engines", "userId": 1, "views": 7}, {"title": "Notes", "userId": 1}]', '{"returning": false}');

SELECT orm_find_all('User', '{"attributes": ["name"], "include": [
  {"association": "posts", "attributes": ["title", "views"], "where": {"views": {"$gt": 5}}}]}');

SELECT orm_create('User', '{"email": "nobody"}');

