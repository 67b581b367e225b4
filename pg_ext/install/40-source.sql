
-- ---- orm's own

CREATE FUNCTION @extschema@.orm_source(anyelement) RETURNS SETOF anyelement
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'pg_orm_source';
COMMENT ON FUNCTION @extschema@.orm_source(anyelement)
    IS 'The rows that a bulk insert of orm is inserting; it works inside orm''s own statements only.';
