-- Every type of PostgreSQL's as JSON, whatever the session's settings say.
\set VERBOSITY terse
\pset format unaligned
SET client_min_messages = warning;
CREATE EXTENSION orm;
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
SET datestyle = 'SQL, DMY';
SET timezone = 'America/New_York';
SET bytea_output = 'escape';
SET extra_float_digits = 0;
SET intervalstyle = 'sql_standard';
CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN moods AS mood[];

CREATE FUNCTION show(model text, options text DEFAULT NULL) RETURNS SETOF text LANGUAGE sql
    AS $$ SELECT json_array_elements(orm_find_all(model, options))::text $$;

-- numbers
CREATE TABLE numbers (id integer PRIMARY KEY, small smallint, large bigint, price numeric(12, 2), plain numeric, real real, double double precision, positive positive);
INSERT INTO numbers VALUES
    (1, 32767, 9223372036854775807, 1234567.50, 1e20, 0.1, 0.1, 1),
    (2, -32768, -9223372036854775808, -0.01, 0.000012340, 1e10, 1e21, 2),
    (3, 0, 0, 0, 0, 'NaN', 'Infinity', 3),
    (4, 1, 2, 9999.99, 'NaN', '-Infinity', 5e-324, 4),
    (5, 1, 2, 10000, 123456789012345678901234567890.123456789, 1.17549435e-38, 123456789012345680, 5),
    (6, NULL, NULL, NULL, '-Infinity', NULL, -0.0, NULL);
SELECT orm_define('Number', '{"id": {"type": "INTEGER", "primaryKey": true}, "small": "SMALLINT", "large": "BIGINT", "price": "DECIMAL(12,2)", "plain": "DECIMAL", "real": "REAL", "double": "DOUBLE", "positive": "INTEGER"}', '{"tableName": "numbers", "timestamps": false}') IS NOT NULL AS defined;
SELECT show('Number');
SELECT show('Number', '{"numbers": "string", "where": {"id": [1, 3]}}');

-- times
CREATE TABLE times (id integer PRIMARY KEY, at timestamptz, local timestamp, day date, clock time, zoned timetz, span interval);
INSERT INTO times VALUES
    (1, '2024-02-29 12:34:56.789+00', '2024-02-29 12:34:56.789', '2024-02-29', '12:34:56', '12:34:56+02', '1 day 02:03:04'),
    (2, '1969-12-31 23:59:59.999999+00', '0001-01-01', '0001-01-01', '23:59:59.9', '00:00+00', '-1 day'),
    (3, 'infinity', '-infinity', 'infinity', '24:00', NULL, NULL),
    (4, '12345-06-07 00:00+00', '0044-03-15 BC', '4713-01-01 BC', '00:00:00.000001', NULL, NULL);
SELECT orm_define('Time', '{"id": {"type": "INTEGER", "primaryKey": true}, "at": "DATE", "local": "DATE", "day": "DATEONLY", "clock": "TIME", "zoned": "SQL(''timetz'')", "span": "SQL(''interval'')"}', '{"tableName": "times", "timestamps": false}') IS NOT NULL AS defined;
SELECT show('Time');

-- texts and bytes
CREATE TABLE texts (id integer PRIMARY KEY, t text, v varchar(20), c char(5), ci citext, b bytea, u uuid, e mood, ip inet, net cidr, mac macaddr, words tsvector, x xml, n name);
INSERT INTO texts VALUES
    (1, E'a "quoted" \\ back\\slash,\ttab\nline\u0001', 'é€😀', 'abc', 'Mixed', '\x00ff10', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'it''s "ok"', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', 'a fat cat', '<a b="c"/>', 'name'),
    (2, '', '', '', '', '', NULL, 'sad', '::1', '::/0', NULL, '', NULL, ''),
    (3, repeat('0123456789abcdef', 3) || '"', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT orm_define('Text', '{"id": {"type": "INTEGER", "primaryKey": true}, "t": "TEXT", "v": "STRING(20)", "c": "CHAR(5)", "ci": "CITEXT", "b": "BLOB", "u": "UUID", "e": "ENUM(''sad'',''it''''s \"ok\"'')", "ip": "INET", "net": "CIDR", "mac": "MACADDR", "words": "TSVECTOR", "x": "SQL(''xml'')", "n": "TEXT"}', '{"tableName": "texts", "timestamps": false}') IS NOT NULL AS defined;
SELECT show('Text');

-- documents, arrays, ranges
CREATE TABLE nested (id integer PRIMARY KEY, j json, b jsonb, ints integer[], texts text[], prices numeric(8, 2)[], moods moods, span int4range, days daterange, during tstzrange, cost numrange, h hstore);
INSERT INTO nested VALUES
    (1, '{ "b" : 1e2, "a": [1 , 2.50], "a":"\u00e9" }', '{ "bb" : 1e2, "a": [1 , 2.50, {"x": null}], "a":["\u00e9", true, [], {}, ""] }',
     '{1,2,NULL}', '{a,"b \"c\"",NULL,""}', '{1.5,2}', '{sad,"it''s \"ok\""}', '[1,5)', '[2024-01-01,2024-02-01)', '["2024-01-01 00:00+00",infinity)', '(0.5,1.25]', 'a=>1, "b \"c\""=>NULL, "d\\e"=>"x, y=>z"'),
    (2, '"text"', '"text"', '{}', '{{a,b},{c,d}}', NULL, '{}', 'empty', '(,2024-02-01)', '(,)', NULL, ''),
    (3, 'null', 'null', '[0:1]={7,8}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, '[]', '-12345678901234567890.500', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT orm_define('Nested', '{"id": {"type": "INTEGER", "primaryKey": true}, "j": "JSON", "b": "JSONB", "ints": "ARRAY(INTEGER)", "texts": "ARRAY(TEXT)", "prices": "ARRAY(DECIMAL(8,2))", "moods": "ARRAY(TEXT)", "span": "RANGE(INTEGER)", "days": "RANGE(DATEONLY)", "during": "RANGE(DATE)", "cost": "RANGE(DECIMAL(8,2))", "h": "HSTORE"}', '{"tableName": "nested", "timestamps": false}') IS NOT NULL AS defined;
SELECT show('Nested');

-- out of line and compressed
CREATE TABLE large (id integer PRIMARY KEY, t text, b jsonb, n numeric, a integer[]);
ALTER TABLE large ALTER t SET STORAGE external;
INSERT INTO large SELECT 1, string_agg(md5(i::text), ''), jsonb_object_agg(i, md5(i::text)), repeat('123456789', 1000)::numeric, array_agg(i) FROM generate_series(1, 3000) i;
SELECT orm_define('Large', '{"id": {"type": "INTEGER", "primaryKey": true}, "t": "TEXT", "b": "JSONB", "n": "DECIMAL", "a": "ARRAY(INTEGER)"}', '{"tableName": "large", "timestamps": false}') IS NOT NULL AS defined;
SELECT x ->> 't' = t AS t, (x -> 'b')::jsonb = b AS b, x ->> 'n' = n::text AS n, (x -> 'a')::jsonb = to_jsonb(a) AS a
FROM large, LATERAL (SELECT orm_find_by_pk('Large', 1)) AS found (x);

-- tables that are not as the model says: the column decides
CREATE TABLE odd (id bigint PRIMARY KEY, flag integer, price numeric(12, 4), amount integer, ratio numeric, day timestamptz, at date, doc json, tags text);
INSERT INTO odd VALUES (1, 1, 1.2345, 5, 0.5, '2024-02-29 23:00-05', '2024-02-29', '{"b": 1, "a": 2, "b": 3}', 'not a list');
SELECT orm_define('Odd', '{"id": {"type": "INTEGER", "primaryKey": true}, "flag": "BOOLEAN", "price": "DECIMAL(12,2)", "amount": "DECIMAL(12,2)", "ratio": "DOUBLE", "day": "DATEONLY", "at": "DATE", "doc": "JSONB", "tags": "ARRAY(TEXT)"}', '{"tableName": "odd", "timestamps": false}') IS NOT NULL AS defined;
SELECT show('Odd');

-- keys of every kind
CREATE TABLE by_uuid (id uuid PRIMARY KEY, n integer);
INSERT INTO by_uuid VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1);
SELECT orm_define('ByUuid', '{"id": {"type": "UUID", "primaryKey": true}, "n": "INTEGER"}', '{"tableName": "by_uuid", "timestamps": false}') IS NOT NULL AS defined;
SELECT orm_find_by_pk('ByUuid', 'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'), orm_find_by_pk('ByUuid', id) FROM by_uuid;
CREATE TABLE by_time (at timestamptz, day date, mood mood, n integer, PRIMARY KEY (at, day, mood));
INSERT INTO by_time VALUES ('2024-02-29 12:00:00.123456+00', '2024-02-29', 'sad', 1);
SELECT orm_define('ByTime', '{"at": {"type": "DATE", "primaryKey": true}, "day": {"type": "DATEONLY", "primaryKey": true}, "mood": {"type": "ENUM(''sad'',''ok'')", "primaryKey": true}, "n": "INTEGER"}', '{"tableName": "by_time", "timestamps": false}') IS NOT NULL AS defined;
SELECT orm_find_by_pk('ByTime', '{"at": "2024-02-29T12:00:00.123456Z", "day": "2024-02-29", "mood": "sad"}');
SELECT orm_find_by_pk('Number', 1::smallint) IS NOT NULL, orm_find_by_pk('Number', 1::bigint) IS NOT NULL, orm_find_by_pk('Number', 1.0) IS NOT NULL, orm_find_by_pk('Number', '1'::text) IS NOT NULL, orm_find_by_pk('Number', '1'::jsonb) IS NOT NULL, orm_find_by_pk('Number', '{"id": 1}') IS NOT NULL, orm_find_by_pk('Number', NULL) IS NULL;
PREPARE by_key AS SELECT orm_find_by_pk($1, $2) ->> 'id';
EXECUTE by_key('Number', '2');

DROP FUNCTION show;
DROP TABLE numbers, times, texts, nested, large, odd, by_uuid, by_time;
DROP DOMAIN positive, moods;
DROP TYPE mood;
DROP EXTENSION orm, hstore, citext;
