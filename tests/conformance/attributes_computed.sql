-- Attributes that are SQL expressions: VIRTUAL and get are asked when a row is read, set when it is written, generated
-- columns are the engine's. One text for both engines, with :value and :<attribute>.
SELECT orm_define('Person', '{
  "first": {"type": "STRING", "get": "upper(:value)", "set": "trim(:value)"}, "last": {"type": "STRING", "field": "surname"},
  "full": {"type": "VIRTUAL(STRING,[''first'',''last''])", "get": ":first || '' '' || :last"},
  "length": {"type": "VIRTUAL(INTEGER)", "get": "length(:full)"},
  "born": "INTEGER", "age": {"type": "INTEGER", "generated": {"as": "2025 - :born"}},
  "password": "VIRTUAL", "repeat": {"type": "VIRTUAL(STRING(20))", "defaultValue": "none"}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Written: a setter sees the value as :value; a VIRTUAL without "get" is in no column and in no answer.
SELECT orm_create('Person', '{"first": "  ann ", "last": "Lee", "born": 2000, "password": "secret"}');
SELECT orm_bulk_create('Person', '[{"first": "bob", "last": "Alexander", "born": 1990}, {"first": "cid"}]');
SELECT "first", "surname" FROM "People" ORDER BY "id";
SELECT orm_update('Person', '{"first": " Ann  "}', '{"where": {"id": 1}, "returning": ["first", "full"]}');
SELECT orm_update('Person', '{"password": "other"}', '{"where": {"id": 1}}');

-- ---- Asked: in attributes, where, order. Conditions look at the column, not at its getter.
SELECT orm_find_all('Person', '{"attributes": ["full", "length", "age"], "order": [["length", "DESC"]]}');
SELECT orm_find_all('Person', '{"attributes": ["id", "first"], "where": {"full": {"$like": "%Lee"}, "age": {"$gt": 20}}}');
SELECT orm_find_all('Person', '{"attributes": ["id"], "where": {"first": "ANN"}}');
SELECT orm_find_all('Person', '{"attributes": ["id", "first"], "where": {"first": "Ann"}}');
SELECT orm_find_all('Person', '{"attributes": [["full", "name"], [{"$fn": "upper", "args": [{"$col": "full"}]}, "loud"]], "where": {"id": 1}}');
SELECT orm_count('Person', '{"where": {"length": {"$lt": 10}}}');

-- ---- Built: as it would be; what is given for a VIRTUAL without "get" is shown as it was given.
SELECT orm_build('Person', '{"first": " dan ", "last": "Oak", "born": 2001, "password": {"a": [1, 2]}}');

-- ---- What cannot be written or asked for
SELECT orm_create('Person', '{"age": 3}');
SELECT orm_update('Person', '{"age": 3}', '{"where": {}}');
SELECT orm_find_all('Person', '{"where": {"password": "secret"}}');
SELECT orm_find_all('Person', '{"attributes": ["password"]}');

-- ---- Expressions are tried when they are defined.
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": ":lst"}, "last": "TEXT"}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": ":b"}, "b": {"type": "VIRTUAL", "get": ":a"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": ":b"}, "b": "VIRTUAL"}');
-- @each
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "no_such_function(1)"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "1; DROP TABLE \"People\""}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "1) FROM x WHERE (1 = 1"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "$1"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "?"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "1", "set": "2"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "primaryKey": true}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "generated": {"as": "1"}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "generated": {}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "generated": {"as": ":a + 1"}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "generated": {"as": "1"}, "defaultValue": 2}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "generated": {"as": "1"}, "set": "2"}}');
-- Columns that are generated when they are read are SQLite's, and PostgreSQL's from version 18.
-- @each
SELECT orm_define('Lazy', '{"a": "INTEGER", "b": {"type": "INTEGER", "generated": {"as": ":a + 1", "stored": false}}}', '{"timestamps": false}');
