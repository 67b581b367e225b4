-- Who may do what.  A database's owner, who is no superuser, installs the extension.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE ROLE regress_orm_owner LOGIN;
CREATE ROLE regress_orm_editor;
CREATE ROLE regress_orm_reader;
CREATE DATABASE regress_orm OWNER regress_orm_owner TEMPLATE template0;
\c regress_orm
SET client_min_messages = warning;
SET SESSION AUTHORIZATION regress_orm_owner;
CREATE EXTENSION orm;
SELECT orm_define('Note', '{"text": "TEXT"}') ->> 'name';

-- the tables are not the owner's; he may change them and let others do so, but not alter them
SELECT relname, pg_get_userbyid(relowner) = 'regress_orm_owner' AS is_owner,
       has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE') AS may_change,
       has_table_privilege(oid, 'INSERT WITH GRANT OPTION') AS may_grant,
       has_table_privilege('regress_orm_reader', oid, 'SELECT') AS others_read,
       has_table_privilege('regress_orm_reader', oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS others_change
FROM pg_class WHERE relname ~ '^orm_' AND relkind = 'r' ORDER BY 1;
ALTER TABLE orm_models ADD COLUMN extra text;

-- others read definitions and may not make any
SET ROLE regress_orm_owner;
GRANT INSERT, UPDATE, DELETE ON orm_meta, orm_models, orm_associations, orm_scopes, orm_hooks, orm_objects TO regress_orm_editor;
RESET SESSION AUTHORIZATION;
SET ROLE regress_orm_reader;
SELECT orm_models();
SELECT orm_define('Mine', '{"text": "TEXT"}');
SELECT orm_undefine('Note');
-- saying what is there already changes nothing
SELECT orm_define('Note', '{"text": "TEXT"}') ->> 'name';
RESET ROLE;
SET ROLE regress_orm_editor;
SELECT orm_define('Mine', '{"text": "TEXT"}') ->> 'name';
SELECT orm_models();
RESET ROLE;

-- privileges of columns and policies on the catalog hold
REVOKE SELECT ON orm_models FROM PUBLIC;
SET ROLE regress_orm_reader;
SELECT orm_reset();
SELECT orm_models();
RESET ROLE;
GRANT SELECT (name, position, attributes, options) ON orm_models TO regress_orm_reader;
SET ROLE regress_orm_reader;
SELECT orm_models();
RESET ROLE;
GRANT SELECT ON orm_models TO PUBLIC;
ALTER TABLE orm_models ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON orm_models TO regress_orm_reader USING (name = 'Mine');
SET ROLE regress_orm_reader;
SELECT orm_reset();
SELECT orm_models();
RESET ROLE;

-- without the right to use its schema nothing of it is found
CREATE SCHEMA hidden;
DROP EXTENSION orm;
CREATE EXTENSION orm SCHEMA hidden;
SET ROLE regress_orm_reader;
SELECT hidden.orm_models();
RESET ROLE;
GRANT USAGE ON SCHEMA hidden TO regress_orm_reader;
SET ROLE regress_orm_reader;
SELECT hidden.orm_models();
RESET ROLE;

\c regression
DROP DATABASE regress_orm;
DROP ROLE regress_orm_owner, regress_orm_editor, regress_orm_reader;
