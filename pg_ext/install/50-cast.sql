
-- ---- values in JSON documents

CREATE FUNCTION @extschema@.orm_json_cast(value text, type text) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_orm_json_cast';
COMMENT ON FUNCTION @extschema@.orm_json_cast(text, text)
    IS 'The text as PostgreSQL reads it of an attribute''s type, NULL where it cannot be of that type: for casts in paths into JSON.';
CREATE FUNCTION @extschema@.orm_json_put(document text, path text, value text) RETURNS text
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_orm_json_put';
COMMENT ON FUNCTION @extschema@.orm_json_put(text, text, text)
    IS 'The document with the value at a path, a JSON list of steps: for paths in the option "set".';
