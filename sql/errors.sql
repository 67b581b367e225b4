-- Errors: ours with their SQLSTATE and JSON as detail; the engine's as they are, with our JSON as hint.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\pset format unaligned
CREATE EXTENSION orm;
CREATE TABLE things (id integer PRIMARY KEY, n integer);
INSERT INTO things VALUES (1, 1), (2, 0);
SELECT orm_define('Thing', '{"id": {"type": "INTEGER", "primaryKey": true}, "n": "INTEGER"}', '{"tableName": "things", "timestamps": false}') IS NOT NULL AS defined;

-- ours
SELECT orm_find_all('Thin');
SELECT orm_find_all('Thing', '{"wher": {}}');
SELECT orm_find_all('Thing', '{"where": {"m": 1}}');
\set VERBOSITY sqlstate
SELECT orm_find_all('Thin');
SELECT orm_find_all('Thing', '{"wher": {}}');
SELECT orm_find_all('Thing', '{"where": {"m": 1}}');
SELECT orm_find_all('Thing', '{');
\set VERBOSITY default

-- the engine's
ALTER TABLE things RENAME TO thing_rows;
CREATE VIEW things AS SELECT id, 10 / n AS n FROM thing_rows;
SELECT orm_find_all('Thing', '{"order": ["id"]}');
DROP VIEW things;
SELECT orm_find_all('Thing', '{"order": ["id"]}');

-- a hint of the engine's own stays before ours
CREATE TABLE amounts (id integer PRIMARY KEY, amounts integer);
SELECT orm_define('Amount', '{"id": {"type": "INTEGER", "primaryKey": true}, "amount": "INTEGER"}', '{"tableName": "amounts", "timestamps": false}') IS NOT NULL AS defined;
SELECT orm_find_all('Amount');
DROP TABLE amounts;

-- what drivers and poolers look for is left alone
SET statement_timeout = 50;
CREATE VIEW things AS SELECT id, n FROM thing_rows WHERE pg_sleep(10)::text = 'done';
SELECT orm_find_all('Thing', '{"order": ["id"]}');
RESET statement_timeout;
DROP VIEW things;

-- what may not write
BEGIN READ ONLY;
SELECT orm_create('Thing', '{"id": 3}');
ROLLBACK;

-- a call in a call: described once, by the inner one
CREATE FUNCTION inner_call() RETURNS integer LANGUAGE plpgsql
    AS $$ BEGIN RETURN json_array_length(orm_find_all('Other')); END $$;
CREATE VIEW others AS SELECT 1 AS id, 1 / 0 AS n;
CREATE VIEW things AS SELECT 1 AS id, inner_call() AS n;
SELECT orm_define('Other', '{"id": {"type": "INTEGER", "primaryKey": true}, "n": "INTEGER"}', '{"tableName": "others", "timestamps": false}') IS NOT NULL AS defined;
SELECT orm_find_all('Thing');
DROP VIEW others;
CREATE VIEW others AS SELECT 1 AS id, 1 AS n;
SELECT orm_find_all('Thing');

-- and so on, but not for ever
CREATE OR REPLACE FUNCTION inner_call() RETURNS integer LANGUAGE plpgsql
    AS $$ BEGIN RETURN json_array_length(orm_find_all('Thing')); END $$;
SELECT orm_find_all('Thing');
DO $$
BEGIN
    FOR i IN 1 .. 20 LOOP
        BEGIN
            PERFORM orm_find_all('Thing');
        EXCEPTION WHEN SQLSTATE 'OR012' THEN
            NULL;
        END;
    END LOOP;
END
$$;
SELECT orm_find_all('Other');

DROP VIEW things, others;
DROP FUNCTION inner_call;
DROP TABLE thing_rows;
DROP EXTENSION orm;
