-- The objects of the extension orm.  Made by pg_ext/install/generate: change the fragments there.
--
-- Everything is created in the extension's schema and named with it, nothing replaces what is there,
-- and no row is inserted (a row would stand in the way of a restore).
\echo Use "CREATE EXTENSION orm" to load this file. \quit
