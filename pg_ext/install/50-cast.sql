
-- ---- values in JSON documents

CREATE FUNCTION @extschema@.orm_json_cast(value text, type text) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_orm_json_cast';
COMMENT ON FUNCTION @extschema@.orm_json_cast(text, text)
    IS 'The text as PostgreSQL reads it of an attribute''s type, NULL where it cannot be of that type: for casts in paths into JSON.';
