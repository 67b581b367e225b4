
-- ---- orm's own

CREATE FUNCTION @extschema@.orm_source(anyelement) RETURNS SETOF anyelement
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'pg_orm_source';
COMMENT ON FUNCTION @extschema@.orm_source(anyelement)
    IS 'The rows that a bulk insert of orm is inserting; it works inside orm''s own statements only.';

CREATE FUNCTION @extschema@.orm_source_next() RETURNS boolean
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'pg_orm_source_next';
COMMENT ON FUNCTION @extschema@.orm_source_next()
    IS 'Counts the rows of orm_source(), inside orm''s own statements only.';

CREATE FUNCTION @extschema@.orm_source_has(bigint, integer) RETURNS boolean
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'pg_orm_source_has';
COMMENT ON FUNCTION @extschema@.orm_source_has(bigint, integer)
    IS 'Whether a row of orm_source() has a value of its own, inside orm''s own statements only.';
