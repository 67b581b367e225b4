-- What a backend keeps of the catalog is never older than the catalog.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE EXTENSION orm;

-- a definition that is rolled back, as a whole or to a savepoint
BEGIN;
SELECT orm_define('A', '{"x": "TEXT"}') ->> 'name';
SELECT orm_models();
SAVEPOINT s;
SELECT orm_define('B', '{"x": "TEXT"}') ->> 'name';
SELECT orm_models();
ROLLBACK TO s;
SELECT orm_models();
SELECT orm_define('C', '{"x": "TEXT"}') ->> 'name';
RELEASE s;
SELECT orm_models();
ROLLBACK;
SELECT orm_models();

-- an error inside a block of PL/pgSQL takes back what was done in it
DO $$
BEGIN
    PERFORM orm_define('A', '{"x": "TEXT"}');
    BEGIN
        PERFORM orm_define('B', '{"x": "TEXT"}');
        PERFORM orm_define('B', '{"x": "NO SUCH TYPE"}');
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING '% %', SQLSTATE, SQLERRM;
    END;
    RAISE WARNING '%', orm_models();
END
$$;
SELECT orm_models();

-- dropped and created again in one backend, also elsewhere, also rolled back
DROP EXTENSION orm;
CREATE EXTENSION orm;
SELECT orm_models();
SELECT orm_define('D', '{"x": "TEXT"}') ->> 'name';
BEGIN;
DROP EXTENSION orm;
CREATE SCHEMA elsewhere;
CREATE EXTENSION orm SCHEMA elsewhere;
SELECT elsewhere.orm_models();
SELECT elsewhere.orm_define('E', '{"x": "TEXT"}') ->> 'name';
SELECT elsewhere.orm_models();
ROLLBACK;
SELECT orm_models();
DROP EXTENSION orm;
BEGIN;
CREATE EXTENSION orm;
SELECT orm_define('F', '{"x": "TEXT"}') ->> 'name';
ROLLBACK;
CREATE EXTENSION orm;
SELECT orm_models();

-- a function that was prepared before
PREPARE names AS SELECT orm_models();
EXECUTE names;
SELECT orm_define('G', '{"x": "TEXT"}') ->> 'name';
EXECUTE names;
DROP EXTENSION orm;
CREATE EXTENSION orm;
EXECUTE names;
DEALLOCATE names;

-- in one statement: what is read sees what was written before it
SELECT (SELECT orm_define('H', '{"x": "TEXT"}') ->> 'name'), (SELECT orm_models());
SELECT orm_models() FROM (SELECT orm_define('I', '{"x": "TEXT"}') OFFSET 0) AS first WHERE first IS NOT NULL;

-- a transaction that may not write defines nothing new, and may say what is there already
BEGIN READ ONLY;
SELECT orm_define('H', '{"x": "TEXT"}') ->> 'name';
SELECT orm_models();
SELECT orm_define('J', '{"x": "TEXT"}') ->> 'name';
ROLLBACK;
SELECT orm_models();

-- a hundred thousand calls leave nothing behind
DO $$
DECLARE
    before bigint;
    after bigint;
BEGIN
    FOR i IN 1 .. 1000 LOOP
        PERFORM orm_models();
    END LOOP;
    SELECT sum(used_bytes) INTO before FROM pg_backend_memory_contexts;
    FOR i IN 1 .. 100000 LOOP
        PERFORM orm_models();
    END LOOP;
    SELECT sum(used_bytes) INTO after FROM pg_backend_memory_contexts;
    IF after - before > 100000 THEN
        RAISE WARNING 'grown by % bytes', after - before;
    END IF;
END
$$;
DROP EXTENSION orm;
