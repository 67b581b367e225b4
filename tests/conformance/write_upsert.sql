-- A row is stored new, or over the one that has its unique key.
-- @hidden
SELECT orm_define('User', '{"name": {"type": "STRING", "allowNull": false}, "mail": {"type": "STRING", "unique": true}, "first": {"type": "STRING", "unique": "both"}, "last": {"type": "STRING", "unique": "both"}, "age": {"type": "INTEGER", "defaultValue": 1, "field": "years", "validate": {"max": 200}}}', '{"version": true}');
-- @hidden
SELECT orm_sync();

SELECT orm_upsert('User', '{"name": "a", "mail": "a@x"}', '{"now": "2020-01-01T00:00:00Z"}');
-- What is given is updated, defaults are not; createdAt stays, updatedAt and version do not.
SELECT orm_upsert('User', '{"name": "b", "mail": "a@x"}', '{"now": "2020-01-02T00:00:00Z"}');
SELECT orm_update('User', '{"age": 30}', '{"where": {}}');
SELECT orm_upsert('User', '{"name": "c", "mail": "a@x"}', '{"now": "2020-01-03T00:00:00Z"}');

-- The primary key, where it is given; else the first unique key of which something is given.
SELECT orm_upsert('User', '{"id": 1, "name": "d", "mail": "d@x"}', '{"now": "2020-01-04T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 50, "name": "e"}', '{"now": "2020-01-04T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 50, "name": "f", "first": "F", "last": "L"}', '{"now": "2020-01-05T00:00:00Z"}');
SELECT orm_upsert('User', '{"name": "g", "first": "F", "last": "L", "age": 5}', '{"now": "2020-01-06T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 60, "name": "h", "mail": "d@x"}', '{"conflictFields": ["mail"], "fields": ["name"], "now": "2020-01-07T00:00:00Z"}');

-- Only `fields` are updated, all are inserted.
SELECT orm_upsert('User', '{"id": 50, "name": "i", "age": 9}', '{"fields": ["age"], "now": "2020-01-08T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 51, "name": "j", "age": 9}', '{"fields": ["age"], "now": "2020-01-08T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 51, "name": "j"}', '{"set": {"age": {"$fn": "abs", "args": [-77]}}, "now": "2020-01-09T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 51, "name": "k"}', '{"silent": true, "hooks": false, "returning": false, "now": "2020-01-10T00:00:00Z"}');
SELECT orm_upsert('User', '{"id": 51, "name": "k", "createdAt": "2000-01-01T00:00:00Z", "updatedAt": "2001-01-01T00:00:00Z"}');

-- Validated is what would be inserted.
SELECT orm_upsert('User', '{"id": 51, "age": 5}');
SELECT orm_upsert('User', '{"id": 51, "name": null, "age": "x"}');
SELECT orm_upsert('User', '{"id": 51, "name": "k", "age": 500}');
SELECT orm_upsert('User', '{"id": 51, "name": "k", "age": 500}', '{"validate": false, "now": "2020-01-11T00:00:00Z"}');
-- Another key is in the way.
SELECT orm_upsert('User', '{"id": 51, "name": "k", "mail": "d@x"}');
SELECT orm_upsert('User', '{"name": "k"}', '{"conflictFields": ["nam"]}');
SELECT orm_upsert('User', '{"name": "k"}', '{"conflictFields": []}');
SELECT orm_upsert('User', '{"name": "k"}', '{"conflictField": ["mail"]}');
SELECT orm_upsert('User', '{"nam": "k"}');

-- ---- unique indexes, partial ones too
-- @hidden
SELECT orm_define('Member', '{"club": "INTEGER", "who": "STRING", "isActive": "BOOLEAN", "note": "STRING"}', '{"timestamps": false, "indexes": [{"unique": true, "fields": ["club", "who"], "where": {"isActive": true}}]}');
-- @hidden
SELECT orm_sync('Member');
SELECT orm_upsert('Member', '{"club": 1, "who": "a", "isActive": true, "note": "1"}', '{"conflictWhere": {"isActive": true}}');
SELECT orm_upsert('Member', '{"club": 1, "who": "a", "isActive": true, "note": "2"}', '{"conflictWhere": {"isActive": true}}');
SELECT orm_upsert('Member', '{"club": 1, "who": "a", "isActive": false, "note": "3"}', '{"conflictFields": ["club", "who"], "conflictWhere": {"isActive": true}}');
SELECT orm_upsert('Member', '{"club": 1, "who": "a", "isActive": true}', '{"conflictFields": ["club", "who"], "conflictWhere": {"isActiv": true}}');

-- ---- a unique key of a paranoid model is one of the rows that are not deleted
-- @hidden
SELECT orm_define('Slug', '{"name": {"type": "STRING", "unique": true}, "hits": "INTEGER"}', '{"paranoid": true, "updatedAt": false, "createdAt": false}');
-- @hidden
SELECT orm_sync('Slug');
SELECT orm_upsert('Slug', '{"name": "x", "hits": 1}');
SELECT orm_upsert('Slug', '{"name": "x", "hits": 2}');
SELECT orm_destroy_by_pk('Slug', 1, '{"now": "2020-01-01T00:00:00Z"}');
-- @hidden
SELECT orm_upsert('Slug', '{"name": "x", "hits": 3}', '{"conflictFields": ["name"]}');
SELECT orm_find_all('Slug', '{"paranoid": false, "order": ["id"], "attributes": ["name", "hits"]}');
-- By the primary key a row that is marked is updated, and stays marked.
SELECT orm_upsert('Slug', '{"id": 1, "name": "y", "hits": 4}');

-- ---- nothing to update: the row is answered
-- @hidden
SELECT orm_define('Word', '{"word": {"type": "STRING", "primaryKey": true}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Word');
SELECT orm_upsert('Word', '{"word": "w"}');
SELECT orm_upsert('Word', '{"word": "w"}');
