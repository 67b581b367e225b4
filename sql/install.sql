-- Install, remove, install elsewhere; what the script leaves behind.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE EXTENSION orm;
SELECT orm_version();

-- every function has its comment, and its properties are those of the table of functions
SELECT p.oid::regprocedure AS without_comment
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'orm')
  AND obj_description(p.oid, 'pg_proc') IS NULL
ORDER BY 1;
SELECT p.oid::regprocedure AS unexpected
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'orm')
  AND p.prosrc LIKE 'pg\_orm\_%' AND p.prosrc NOT LIKE 'pg\_orm\_json\_%'
  AND (p.proisstrict OR p.proparallel <> 'u' OR p.prosecdef OR p.proname <> substr(p.prosrc, 4))
ORDER BY 1;

-- the catalog's tables are dumped with their rows, and are empty
SELECT c.relname, obj_description(c.oid, 'pg_class') IS NOT NULL AS has_comment
FROM pg_extension e CROSS JOIN unnest(e.extconfig) AS t JOIN pg_class c ON c.oid = t
WHERE e.extname = 'orm' ORDER BY 1;
SELECT count(*) FROM orm_meta;
SELECT orm_models();

-- removed without a trace, and again
DROP EXTENSION orm;
SELECT count(*) FROM pg_proc WHERE proname LIKE 'orm\_%';
SELECT count(*) FROM pg_class WHERE relname LIKE 'orm\_%';
CREATE EXTENSION orm;
SELECT orm_models();
DROP EXTENSION orm;

-- in a schema of its own, whose name needs quotes, and found from another path
CREATE SCHEMA "Other Schema";
CREATE EXTENSION orm WITH SCHEMA "Other Schema";
SELECT "Other Schema".orm_define('Note', '{"text": "TEXT"}') IS NOT NULL AS defined;
SELECT "Other Schema".orm_models();
SET search_path = "Other Schema";
SELECT orm_models();
RESET search_path;
ALTER SCHEMA "Other Schema" RENAME TO "It's another";
SELECT "It's another".orm_models();
ALTER EXTENSION orm SET SCHEMA public;
DROP EXTENSION orm;
DROP SCHEMA "It's another";

-- nothing that is already there is taken over
CREATE TABLE orm_models (name text);
CREATE EXTENSION orm;
DROP TABLE orm_models;

-- what the library is, and what only a superuser may set
CREATE EXTENSION orm;
SHOW orm.allow_literal;
SET orm.unknown = 1;
CREATE ROLE regress_orm_nobody;
SET ROLE regress_orm_nobody;
SET orm.allow_literal = off;
RESET ROLE;
DROP ROLE regress_orm_nobody;
SELECT * FROM orm_source(NULL::orm_meta);
SELECT orm_source(NULL::orm_meta);
DROP EXTENSION orm;
