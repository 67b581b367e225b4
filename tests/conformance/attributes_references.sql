-- references: to a model, to a table, with a key; onDelete, onUpdate, deferrable.
SELECT orm_define('Country', '{"code": {"type": "CHAR(2)", "primaryKey": true}, "number": {"type": "INTEGER", "unique": true}}', '{"timestamps": false, "tableName": "countries"}');
CREATE TABLE lands (nr integer PRIMARY KEY);
SELECT orm_define('City', '{
  "model": {"type": "CHAR(2)", "references": "Country"},
  "key": {"type": "INTEGER", "references": {"model": "Country", "key": "number"}, "onDelete": "CASCADE"},
  "table": {"type": "CHAR(2)", "references": {"model": "countries", "key": "code"}, "onUpdate": "CASCADE"},
  "object": {"type": "CHAR(2)", "references": {"model": {"tableName": "countries"}}, "onDelete": "RESTRICT"},
  "foreign": {"type": "INTEGER", "references": {"model": "lands", "key": "nr"}, "onDelete": "SET NULL"},
  "later": {"type": "CHAR(2)", "references": {"model": "Country", "deferrable": "INITIALLY_DEFERRED"}}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_describe('City');

-- ---- At work
SELECT orm_create('Country', '{"code": "de", "number": 49}');
INSERT INTO lands VALUES (7);
SELECT orm_create('City', '{"model": "de", "key": 49, "table": "de", "foreign": 7}');
-- @each
SELECT orm_create('City', '{"model": "xx"}');
-- @each
SELECT orm_create('City', '{"key": 1}');
DELETE FROM lands;
SELECT orm_find_all('City', '{"attributes": ["foreign", "table"]}');
-- Deferred: asked when the transaction ends.
BEGIN;
SELECT orm_bulk_create('City', '[{"later": "fr"}]', '{"returning": false}');
SELECT orm_create('Country', '{"code": "fr", "number": 33}');
COMMIT;
SELECT orm_count('City', '{"where": {"later": "fr"}}');
SELECT orm_bulk_create('City', '[{"object": "fr"}]', '{"returning": false}');
-- @each
SELECT orm_destroy('Country', '{"where": {"code": "fr"}}');
SELECT orm_update('City', '{"object": null, "later": null}', '{"where": {}}');
SELECT orm_destroy('Country', '{"where": {"code": "fr"}}');

-- ---- "deferrable" alone leaves it to an association to say what is referred to, also to one that comes later.
SELECT orm_define('Street', '{"CityId": {"type": "INTEGER", "references": {"deferrable": "INITIALLY_IMMEDIATE"}}}', '{"timestamps": false}');
SELECT orm_belongs_to('Street', 'City');
SELECT orm_describe('Street');

-- ---- What cannot be
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "references": {"key": "id"}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "references": {"model": "Country", "key": "nmber"}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "references": "Country", "onDelete": "EXPLODE"}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "references": {"model": "Country", "deferrable": "LATER"}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "references": {"model": "Country", "kee": "code"}}}');
