-- Two sessions: what one of them defines, the other knows.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE EXTENSION orm;
CREATE EXTENSION dblink;
SELECT dblink_connect('other', 'dbname=' || current_database() || ' host=' || split_part(current_setting('unix_socket_directories'), ',', 1)
                               || ' port=' || current_setting('port') || ' user=' || current_user) AS connected;
CREATE FUNCTION other(statement text) RETURNS SETOF text LANGUAGE sql
    AS $$ SELECT * FROM dblink('other', statement, false) AS (result text) $$;

SELECT orm_models();
SELECT other('SELECT orm_models()');
SELECT other($$SELECT orm_define('A', '{"x": "TEXT"}') ->> 'name'$$);
SELECT orm_models();

-- not before it is committed, and then also inside a transaction that began earlier
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT orm_models();
SELECT other('BEGIN');
SELECT other($$SELECT orm_define('B', '{"x": "TEXT"}') ->> 'name'$$);
SELECT other('SELECT orm_models()');
SELECT orm_models();
SELECT other('COMMIT');
SELECT orm_models();
COMMIT;
SELECT orm_models();

-- one that is rolled back is never seen
SELECT other('BEGIN');
SELECT other($$SELECT orm_define('C', '{"x": "TEXT"}') ->> 'name'$$);
SELECT orm_models();
SELECT other('ROLLBACK');
SELECT orm_models();
SELECT other('SELECT orm_models()');

-- definitions wait for each other, readers do not
BEGIN;
SELECT orm_define('D', '{"x": "TEXT"}') ->> 'name';
SELECT other('SELECT orm_models()');
SELECT other('SET statement_timeout = 200');
SELECT other($$SELECT orm_define('E', '{"x": "TEXT"}') ->> 'name'$$);
COMMIT;
SELECT other('RESET statement_timeout');
SELECT other($$SELECT orm_define('E', '{"x": "TEXT"}') ->> 'name'$$);
SELECT orm_models();

-- all levels of a reading call see one snapshot, whatever the other one commits between its statements
SELECT orm_define_all('{"models": {"Writer": {"attributes": {"name": "TEXT"}, "options": {"timestamps": false}, "associations": [{"type": "hasMany", "target": "Book", "options": {"as": "books", "foreignKey": "writerId", "constraints": false}}]}, "Book": {"attributes": {"title": "TEXT"}, "options": {"timestamps": false}}}}');
SELECT json_array_length(orm_sync('Writer')), json_array_length(orm_sync('Book'));
SELECT orm_create('Writer', '{"name": "Ada"}');
ALTER TABLE "Writers" RENAME TO everybody;
CREATE VIEW "Writers" AS SELECT id, name FROM everybody WHERE EXISTS (SELECT other('INSERT INTO "Books" (title, "writerId") VALUES (''late'', 1)'));
SELECT orm_find_all('Writer', '{"include": ["books"]}');
SELECT orm_count('Book');
DROP VIEW "Writers";
ALTER TABLE everybody RENAME TO "Writers";
SELECT orm_find_all('Writer', '{"include": ["books"]}');
SELECT json_array_length(orm_drop('Book')), json_array_length(orm_drop('Writer'));
SELECT orm_undefine('Writer'), orm_undefine('Book');

-- an edit by hand, or a restore, sends no message: another transaction sees it a moment later
SELECT other('SELECT orm_models()');
UPDATE orm_models SET name = 'Renamed' WHERE name = 'A';
UPDATE orm_meta SET stamp = '\x000102030405060708090a0b0c0d0e0f';
SELECT pg_sleep(0.2);
SELECT orm_models();
SELECT other('SELECT orm_models()');

-- removed by the other one
SELECT other('DROP EXTENSION orm');
SELECT orm_models();
SELECT other('CREATE EXTENSION orm');
SELECT orm_models();
SELECT dblink_disconnect('other');
DROP FUNCTION other(text);
DROP EXTENSION dblink;
DROP EXTENSION orm;
