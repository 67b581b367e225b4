-- What sync did not make is left alone, serves where it has the wanted structure, and is listed when asked for.
CREATE TABLE "Things" (id integer PRIMARY KEY, name varchar(255), extra integer DEFAULT 3, CONSTRAINT extra_small CHECK (extra < 10));
CREATE UNIQUE INDEX things_by_name ON "Things" (name);
CREATE INDEX things_by_extra ON "Things" (extra);
CREATE VIEW seen AS SELECT name, extra FROM "Things";
INSERT INTO "Things" (id, name, extra) VALUES (1, 'one', 4), (2, 'two', NULL);
-- A model over it works without any sync.
SELECT orm_define('Thing', '{"id": {"type": "INTEGER", "primaryKey": true}, "name": {"type": "STRING", "unique": true}}', '{"timestamps": false}');
SELECT orm_find_all('Thing', '{"order": ["id"]}');
SELECT orm_create('Thing', '{"id": 3, "name": "three"}');
SELECT orm_update_by_pk('Thing', 3, '{"name": "drei"}');
SELECT orm_create('Thing', '{"id": 4, "name": "one"}');
SELECT orm_destroy_by_pk('Thing', 2);
-- Sync finds all that it wants.
SELECT orm_sync();
SELECT orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA", "DATA", "INCOMPATIBLE"]}}');
-- @each
SELECT orm_sync_plan(NULL, '{"alter": true, "unmanaged": true}');
-- A column that it adds is its own; one that is there is not changed, whatever the model says of it.
SELECT orm_define('Thing', '{"id": {"type": "INTEGER", "primaryKey": true}, "name": {"type": "TEXT", "unique": true, "allowNull": false, "defaultValue": "x"}, "size": "INTEGER"}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- And dropped again when no model names it; what is made by hand never is.
SELECT orm_define('Thing', '{"id": {"type": "INTEGER", "primaryKey": true}}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT name, extra FROM seen ORDER BY name;
INSERT INTO "Things" (id, name) VALUES (9, 'one');
INSERT INTO "Things" (id, extra) VALUES (9, 11);
-- A table of a model that is gone goes only when sync made it.
SELECT orm_define('Own', '{"n": "INTEGER"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_undefine('Own');
SELECT orm_undefine('Thing');
SELECT orm_define('Rest', '{"n": "INTEGER"}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT count(*) FROM "Things";
-- With rows it needs to be allowed.
SELECT orm_create('Rest', '{"n": 1}');
SELECT orm_undefine('Rest');
SELECT orm_define('Last', '{"n": "INTEGER"}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
-- @each
SELECT orm_sync(NULL, '{"alter": {"drop": false}}');
-- @each
SELECT orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_sync(NULL, '{"alter": true}');
-- ---- A foreign key and a check by hand serve, with another name and another spelling.
CREATE TABLE "Owners" (id integer PRIMARY KEY);
CREATE TABLE "Pets" (id integer PRIMARY KEY, age integer, "ownerId" integer, CONSTRAINT whose FOREIGN KEY ("ownerId") REFERENCES "Owners" (id) ON UPDATE CASCADE ON DELETE SET NULL, CONSTRAINT old CHECK ((age >= 0)));
CREATE INDEX pets_lead ON "Pets" ("ownerId", age);
SELECT orm_define('Owner', '{"id": {"type": "INTEGER", "primaryKey": true}}', '{"timestamps": false}');
SELECT orm_define('Pet', '{"id": {"type": "INTEGER", "primaryKey": true}, "age": "INTEGER"}', '{"timestamps": false, "checks": [{"name": "aged", "where": {"age": {"$gte": 0}}}]}');
SELECT orm_belongs_to('Pet', 'Owner', '{"as": "owner", "foreignKey": "ownerId"}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Pet', '{"include": ["owner"]}');
-- ---- A view as a model's table: read, and never altered.
CREATE VIEW "Old" AS SELECT id, age FROM "Pets" WHERE age > 10;
SELECT orm_define('OldPet', '{"id": {"type": "INTEGER", "primaryKey": true}, "age": "INTEGER"}', '{"timestamps": false, "tableName": "Old"}');
SELECT orm_bulk_create('Pet', '[{"id": 1, "age": 5}, {"id": 2, "age": 15}]', '{"returning": false}');
SELECT orm_find_all('OldPet');
SELECT orm_sync('OldPet', '{"alter": true}');
-- ---- A table that sync made goes with its model, also one that is called much like another model's.
SELECT orm_define('Tag', '{"n": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('PostTag', '{"n": "INTEGER"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_undefine('PostTag');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
