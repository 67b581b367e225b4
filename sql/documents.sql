-- orm_json: whatever holds a document or a key is taken without a cast.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE EXTENSION orm;
SET datestyle = 'SQL, DMY';
SET timezone = 'America/New_York';

-- the casts
SELECT '{"a":  1}'::orm_json, '{"a":  1}'::json::orm_json, '{"a":  1}'::jsonb::orm_json, '{"a":  1}'::text::orm_json;
SELECT 'x'::varchar::orm_json, 'x'::char(3)::orm_json, 'x'::name::orm_json;
SELECT 1::smallint::orm_json, 2::orm_json, 3::bigint::orm_json, 4.50::orm_json, true::orm_json, false::orm_json;
SELECT '2024-02-29'::date::orm_json, '2024-02-29 12:00:00.5-05'::timestamptz::orm_json,
       'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid::orm_json;
SELECT 'infinity'::date::orm_json, '-infinity'::timestamptz::orm_json;

-- the way back looks at it
SELECT '{"a":  1}'::orm_json::json;
SELECT '{"a"'::orm_json::json;
CREATE TEMP TABLE kept (doc json);
INSERT INTO kept SELECT '[1]'::orm_json;
INSERT INTO kept SELECT '[1'::orm_json;

-- input is not looked at: the function that takes it reads it
SELECT 'not json'::orm_json;
SELECT orm_define('Broken', '{"a"');

-- one function per name: literals, untyped and typed parameters, columns, results
SELECT orm_define('A', '{"x": "TEXT"}') ->> 'name';
SELECT orm_define('B', '{"x": "TEXT"}'::jsonb) ->> 'name';
SELECT orm_define('C', '{"x": "TEXT"}'::json, NULL) ->> 'name';
SELECT orm_define('D', '{"x": "TEXT"}'::text, options => '{"timestamps": false}') ->> 'name';
SELECT orm_define(model => 'E', doc => jsonb_build_object('x', 'TEXT')) ->> 'name';
SELECT orm_define(m, d) ->> 'name' FROM (VALUES ('F'::varchar, '{"x": "TEXT"}'::varchar)) AS v (m, d);
PREPARE untyped AS SELECT orm_define($1, $2, $3) ->> 'name';
EXECUTE untyped('G', '{"x": "TEXT"}', '{}');
PREPARE typed (varchar, jsonb, text) AS SELECT orm_define($1, $2, $3) ->> 'name';
EXECUTE typed('H', '{"x": "TEXT"}', NULL);
SELECT orm_models();
SELECT orm_define_all(orm_export());

-- binary, as drivers send it
SELECT orm_json_send('[1]'::orm_json);

-- long ones are stored out of line and read all the same
CREATE TEMP TABLE documents (doc orm_json);
INSERT INTO documents SELECT format('{"x": {"type": "TEXT", "comment": "%s"}}', string_agg(md5(i::text), ''))
FROM generate_series(1, 1000) i;
SELECT length(orm_define('Long', doc)::text) > 32000 AS is_long FROM documents;

DROP TABLE documents;
DROP EXTENSION orm;
