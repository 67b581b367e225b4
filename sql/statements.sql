-- Statements that a backend keeps, and what may change underneath them.
\set VERBOSITY terse
\pset format unaligned
SET client_min_messages = warning;
CREATE EXTENSION orm;
CREATE TABLE items (id integer PRIMARY KEY, code integer, kind text);
INSERT INTO items VALUES (1, 10, 'a'), (2, 20, 'b');
SELECT orm_define('Item', '{"id": {"type": "INTEGER", "primaryKey": true}, "code": "INTEGER", "kind": "TEXT"}', '{"tableName": "items", "timestamps": false}') IS NOT NULL AS defined;
CREATE FUNCTION found(code text) RETURNS json LANGUAGE sql
    AS $$ SELECT orm_find_all('Item', format('{"where": {"code": %s}}', code)) $$;

-- the type of a column: the parameter that meets it has the same one
SELECT found('10'), found('[10, 20, null]');
ALTER TABLE items ALTER code TYPE bigint;
SELECT found('10'), found('[10, 20, null]');
ALTER TABLE items ALTER code TYPE numeric(10, 2);
SELECT found('10'), found('[10, 20, null]');
ALTER TABLE items ALTER code TYPE text USING (code::integer::text);
SELECT found('10'), found('[10, 20, null]');
ALTER TABLE items ALTER code TYPE integer USING (code::integer);
SELECT found('10'), found('[10, 20, null]');

-- a column that goes and comes back
ALTER TABLE items RENAME code TO other;
SELECT found('10');
ALTER TABLE items RENAME other TO code;
SELECT found('10');
ALTER TABLE items ADD extra text;
ALTER TABLE items DROP kind;
ALTER TABLE items ADD kind text DEFAULT 'new';
SELECT found('10');

-- a table that goes and comes back
DROP TABLE items;
SELECT found('10');
CREATE TABLE items (kind text, code smallint, id bigint PRIMARY KEY);
INSERT INTO items VALUES ('made again', 10, 1);
SELECT found('10');

-- an index that comes and goes
CREATE INDEX ON items (code);
SELECT found('[10, 20]');
DROP INDEX items_code_idx;
SELECT found('[10, 20]');

-- an enumeration that is made again
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE items ADD mood mood DEFAULT 'ok';
SELECT orm_define('Item', '{"id": {"type": "INTEGER", "primaryKey": true}, "code": "INTEGER", "mood": "ENUM(''sad'',''ok'',''glad'')"}', '{"tableName": "items", "timestamps": false}') IS NOT NULL AS defined;
SELECT orm_find_all('Item', '{"where": {"mood": "ok"}}'), orm_find_all('Item', '{"where": {"mood": ["ok", "sad"]}}');
ALTER TABLE items DROP mood;
DROP TYPE mood;
CREATE TYPE mood AS ENUM ('glad', 'ok');
ALTER TABLE items ADD mood mood DEFAULT 'glad';
SELECT orm_find_all('Item', '{"where": {"mood": "glad"}}'), orm_find_all('Item', '{"where": {"mood": ["ok", "glad"]}}');

-- the search path: a table without a schema is the one that is found now
CREATE SCHEMA tenant;
CREATE TABLE tenant.items (id text PRIMARY KEY, code text, mood text);
INSERT INTO tenant.items VALUES ('7', '10', 'tenant');
SELECT orm_find_all('Item', '{"where": {"code": 10}}');
SET search_path = tenant, public;
SELECT orm_find_all('Item', '{"where": {"code": 10}}');
RESET search_path;
SELECT orm_find_all('Item', '{"where": {"code": 10}}');
BEGIN;
CREATE TEMP TABLE items (id integer, code integer, mood text);
INSERT INTO pg_temp.items VALUES (9, 10, 'temporary');
SELECT orm_find_all('Item', '{"where": {"code": 10}}');
ROLLBACK;
SELECT orm_find_all('Item', '{"where": {"code": 10}}');

-- other roles: rights and policies are the caller's at every call
CREATE ROLE regress_orm_a;
CREATE ROLE regress_orm_b;
GRANT SELECT ON items TO regress_orm_a, regress_orm_b;
INSERT INTO items (id, code, kind) VALUES (2, 10, 'b');
ALTER TABLE items ENABLE ROW LEVEL SECURITY;
CREATE POLICY first ON items TO regress_orm_a USING (id = 1);
CREATE POLICY second ON items TO regress_orm_b USING (id = 2);
SELECT orm_find_all('Item', '{"attributes": ["id"], "where": {"code": 10}, "order": ["id"]}');
SET ROLE regress_orm_a;
SELECT orm_find_all('Item', '{"attributes": ["id"], "where": {"code": 10}, "order": ["id"]}');
SET ROLE regress_orm_b;
SELECT orm_find_all('Item', '{"attributes": ["id"], "where": {"code": 10}, "order": ["id"]}');
RESET ROLE;
REVOKE SELECT ON items FROM regress_orm_b;
SET ROLE regress_orm_b;
SELECT orm_find_all('Item', '{"attributes": ["id"], "where": {"code": 10}, "order": ["id"]}');
RESET ROLE;
DROP OWNED BY regress_orm_a, regress_orm_b;
DROP ROLE regress_orm_a, regress_orm_b;

-- more statements than are kept, and all of them again
SELECT count(orm_find_all('Item', format('{"attributes": ["id", ["code", "c%s"]], "limit": 1}', i))) FROM generate_series(1, 600) i;
SELECT orm_find_all('Item', format('{"attributes": ["id", ["code", "c%s"]], "limit": 1, "order": ["id"]}', i)) FROM generate_series(1, 600, 300) i;

-- a hundred thousand calls in one transaction leave nothing behind
DO $$
DECLARE
    before bigint;
    after bigint;
BEGIN
    FOR i IN 1 .. 1000 LOOP
        PERFORM orm_find_by_pk('Item', i % 3);
    END LOOP;
    SELECT sum(used_bytes) INTO before FROM pg_backend_memory_contexts;
    FOR i IN 1 .. 100000 LOOP
        PERFORM orm_find_by_pk('Item', i % 3);
    END LOOP;
    SELECT sum(used_bytes) INTO after FROM pg_backend_memory_contexts;
    IF after - before > 100000 THEN
        RAISE WARNING 'grown by % bytes', after - before;
    END IF;
END
$$;

DROP FUNCTION found;
DROP TABLE items, tenant.items;
DROP SCHEMA tenant;
DROP TYPE mood;
DROP EXTENSION orm;
