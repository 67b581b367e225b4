-- orm_sync beside what only PostgreSQL has: plans run by psql, partitions, inheritance, views, owners, search paths.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE EXTENSION orm;
\t on
\a

-- ---- a plan, statement by statement; what it has made is sync's own
SELECT FROM orm_define('Org', '{"name": "STRING"}', '{"timestamps": false}');
SELECT FROM orm_define('Man', '{"name": "STRING", "state": "ENUM(''new'')", "orgId": "INTEGER"}', '{"timestamps": false}');
SELECT FROM orm_sync();
SELECT FROM orm_create('Org', '{"name": "O"}');
SELECT FROM orm_create('Man', '{"name": "M", "state": "new", "orgId": 1}');
SELECT FROM orm_define('Man', '{"name": {"type": "STRING", "allowNull": false, "unique": true}, "state": {"type": "ENUM(''new'',''old'')", "defaultValue": "old"}, "age": {"type": "INTEGER", "index": true}}',
  '{"timestamps": false, "checks": [{"name": "grown", "where": {"age": {"$gte": 0}}}]}');
SELECT FROM orm_belongs_to('Man', 'Org', '{"as": "org", "foreignKey": "orgId"}');
\set ECHO queries
SELECT step ->> 'sql' FROM json_array_elements(orm_sync_plan(NULL, '{"alter": true, "online": true}')) AS step \gexec
\set ECHO all
SELECT orm_sync_plan(NULL, '{"alter": true}');
SELECT count(*) FROM json_array_elements(orm_sync_plan(NULL, '{"alter": true, "unmanaged": true}'));
SELECT conname, convalidated FROM pg_constraint WHERE conrelid = '"Men"'::regclass ORDER BY 1;

-- an index that could not be built concurrently is made again
SELECT FROM orm_define('Org', '{"name": {"type": "STRING", "index": true}}', '{"timestamps": false}');
SELECT FROM orm_sync_plan(NULL, '{"alter": true, "online": true}');
CREATE INDEX CONCURRENTLY orgs_name ON "Orgs" (name);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orgs_name'::regclass;
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');

-- so is what a statement has left that failed
SELECT FROM orm_create('Org', '{"name": "O"}');
SELECT FROM orm_define('Org', '{"name": {"type": "STRING", "unique": true}}', '{"timestamps": false}');
SELECT step ->> 'sql' FROM json_array_elements(orm_sync_plan('Org', '{"alter": true, "online": true}')) AS step \gexec
UPDATE "Orgs" SET name = name || id;
SELECT step ->> 'sql' FROM json_array_elements(orm_sync_plan('Org', '{"alter": true, "online": true}')) AS step;
SELECT orm_sync('Org', '{"alter": true}');
SELECT orm_sync_plan('Org', '{"alter": true, "unmanaged": true}');

-- in a transaction block it can be taken back whole
BEGIN;
SELECT FROM orm_define('Man', '{"name": "TEXT"}', '{"timestamps": false}');
SELECT json_array_length(orm_sync(NULL, '{"alter": {"allow": ["DELETES_DATA"]}}'));
ROLLBACK;
SELECT orm_sync(NULL, '{"alter": true}');

-- ---- refused: nothing is done, neither in the catalog nor in the tables
SELECT orm_export() AS definitions \gset
SELECT FROM orm_create('Man', '{"name": "N", "age": 3, "state": "old"}');
CREATE FUNCTION state_of_men() RETURNS text LANGUAGE sql AS $$
  SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
    SELECT format('%s %s %s', attname, format_type(atttypid, atttypmod), attnotnull) AS line FROM pg_attribute WHERE attrelid = '"Men"'::regclass AND attnum > 0
    UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '"Men"'::regclass
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"Men"'::regclass
    UNION ALL SELECT enumlabel FROM pg_enum UNION ALL SELECT o::text FROM orm_objects o UNION ALL SELECT m::text FROM "Men" m) AS lines $$;
SELECT state_of_men() AS state \gset
-- DELETES_DATA
SELECT FROM orm_define('Man', '{"name": {"type": "STRING", "allowNull": false, "unique": true}, "age": {"type": "INTEGER", "index": true}}', '{"timestamps": false, "checks": [{"name": "grown", "where": {"age": {"$gte": 0}}}]}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA", "INCOMPATIBLE"]}}');
-- DATA: NULLs, values that do not fit, rows that fail a check, duplicates
SELECT FROM orm_define_all(:'definitions', '{"replace": true}');
SELECT FROM orm_define('Man', '{"name": {"type": "STRING", "allowNull": false, "unique": true}, "state": {"type": "ENUM(''new'',''old'')", "defaultValue": "old"}, "age": {"type": "INTEGER", "allowNull": false}}', '{"timestamps": false}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA"]}}');
SELECT FROM orm_define('Man', '{"name": {"type": "STRING", "allowNull": false, "unique": true}, "state": "ENUM(''old'')", "age": "INTEGER"}', '{"timestamps": false}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA"]}}');
SELECT FROM orm_define('Man', '{"name": {"type": "STRING", "allowNull": false, "unique": true}, "state": "ENUM(''new'',''old'')", "age": "INTEGER"}', '{"timestamps": false, "checks": [{"where": {"age": {"$gt": 3}}}]}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA"]}}');
-- INCOMPATIBLE
SELECT FROM orm_define('Man', '{"name": {"type": "INTEGER", "allowNull": false, "unique": true}, "state": "ENUM(''new'',''old'')", "age": "INTEGER"}', '{"timestamps": false}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA", "DELETES_DATA"]}}');
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA", "INCOMPATIBLE"]}}');
SELECT state_of_men() = :'state' AS nothing_was_done;

-- ---- partitions, inheritance
CREATE TABLE "Logs" (id integer NOT NULL, day date NOT NULL, line text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE logs_2020 PARTITION OF "Logs" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
INSERT INTO "Logs" VALUES (1, '2020-02-02', 'x');
SELECT FROM orm_define('Log', '{"id": {"type": "INTEGER", "primaryKey": true}, "day": {"type": "DATEONLY", "primaryKey": true}, "line": "TEXT", "level": {"type": "INTEGER", "index": true}}', '{"timestamps": false}');
SELECT orm_sync_plan('Log', '{"alter": true, "online": true}');
SELECT orm_sync('Log', '{"alter": true}');
SELECT orm_sync('Log', '{"alter": true}');
SELECT orm_truncate('Log');
SELECT FROM orm_define('Base', '{"n": "INTEGER"}', '{"timestamps": false}');
SELECT orm_sync('Base');
CREATE TABLE derived (extra integer) INHERITS ("Bases");
INSERT INTO derived (n, extra) VALUES (1, 2);
SELECT FROM orm_define('Base', '{"m": "TEXT"}', '{"timestamps": false}');
SELECT orm_sync('Base', '{"alter": true}');
SELECT orm_sync('Base', '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT orm_sync('Base', '{"alter": true}');

-- ---- a view of a column that would go or change: the engine's refusal stands
CREATE VIEW seen AS SELECT m FROM "Bases";
SELECT FROM orm_define('Base', '{"m": "STRING(9)"}', '{"timestamps": false}');
SELECT orm_sync('Base', '{"alter": true}');
SELECT FROM orm_define('Base', '{}', '{"timestamps": false}');
SELECT orm_sync('Base', '{"alter": {"allow": ["DELETES_DATA"]}}');
SELECT FROM orm_define('Base', '{"k": {"type": "TEXT", "renamedFrom": "m"}}', '{"timestamps": false}');
SELECT orm_sync('Base', '{"alter": true}');
SELECT orm_sync('Base', '{"alter": true}');

-- ---- in which database, in which schema, by whom
SELECT orm_sync(NULL, '{"match": "_test$"}');
SET search_path = nowhere;
SELECT public.orm_sync('Base');
RESET search_path;
CREATE ROLE regress_orm_sync;
SET ROLE regress_orm_sync;
SELECT FROM orm_sync_plan('Base', '{"alter": true}');
SELECT orm_drop('Base');
SELECT orm_truncate('Base');
RESET ROLE;
DROP ROLE regress_orm_sync;
BEGIN READ ONLY;
SELECT orm_sync_plan('Base', '{"alter": true, "schema": "elsewhere"}') IS NOT NULL;
SELECT orm_sync('Base', '{"schema": "elsewhere"}');
ROLLBACK;

-- a temporary table of the same name is not the model's
CREATE TEMP TABLE "Bases" (other integer);
SELECT orm_sync('Base', '{"alter": true}');
DROP TABLE pg_temp."Bases";

DROP FUNCTION state_of_men();
DROP TABLE derived CASCADE;
SELECT json_array_length(orm_drop(NULL, '{"cascade": true}'));
DROP EXTENSION orm;
