
-- ---- orm_json: the type of documents.  JSON text that is not looked at on the way in: the function
-- that takes it reads it once.  Whatever holds a document or a bare key becomes one by itself.

CREATE TYPE @extschema@.orm_json;

CREATE FUNCTION @extschema@.orm_json_in(cstring) RETURNS @extschema@.orm_json
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin';
CREATE FUNCTION @extschema@.orm_json_out(@extschema@.orm_json) RETURNS cstring
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout';
CREATE FUNCTION @extschema@.orm_json_recv(internal) RETURNS @extschema@.orm_json
    LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'textrecv';
CREATE FUNCTION @extschema@.orm_json_send(@extschema@.orm_json) RETURNS bytea
    LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'textsend';

CREATE TYPE @extschema@.orm_json (
    INPUT = @extschema@.orm_json_in,
    OUTPUT = @extschema@.orm_json_out,
    RECEIVE = @extschema@.orm_json_recv,
    SEND = @extschema@.orm_json_send,
    LIKE = pg_catalog.text,
    STORAGE = extended
);
COMMENT ON TYPE @extschema@.orm_json IS 'A document for a function of orm: JSON text, or a bare key.';
COMMENT ON FUNCTION @extschema@.orm_json_in(cstring) IS 'Input of orm_json.';
COMMENT ON FUNCTION @extschema@.orm_json_out(@extschema@.orm_json) IS 'Output of orm_json.';
COMMENT ON FUNCTION @extschema@.orm_json_recv(internal) IS 'Binary input of orm_json.';
COMMENT ON FUNCTION @extschema@.orm_json_send(@extschema@.orm_json) IS 'Binary output of orm_json.';

CREATE FUNCTION @extschema@.orm_json(boolean) RETURNS @extschema@.orm_json
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_orm_json_boolean';
CREATE FUNCTION @extschema@.orm_json(date) RETURNS @extschema@.orm_json
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_orm_json_date';
CREATE FUNCTION @extschema@.orm_json(timestamp with time zone) RETURNS @extschema@.orm_json
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_orm_json_timestamptz';
COMMENT ON FUNCTION @extschema@.orm_json(boolean) IS 'true or false as a document.';
COMMENT ON FUNCTION @extschema@.orm_json(date) IS 'A date as a document: a string in ISO 8601.';
COMMENT ON FUNCTION @extschema@.orm_json(timestamp with time zone) IS 'A time as a document: a string in ISO 8601, in UTC.';

CREATE CAST (pg_catalog.json AS @extschema@.orm_json) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (text AS @extschema@.orm_json) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (character varying AS @extschema@.orm_json) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (character AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (pg_catalog.name AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (pg_catalog.jsonb AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (smallint AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (integer AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (bigint AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (numeric AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (pg_catalog.uuid AS @extschema@.orm_json) WITH INOUT AS IMPLICIT;
CREATE CAST (boolean AS @extschema@.orm_json) WITH FUNCTION @extschema@.orm_json(boolean) AS IMPLICIT;
CREATE CAST (date AS @extschema@.orm_json) WITH FUNCTION @extschema@.orm_json(date) AS IMPLICIT;
CREATE CAST (timestamp with time zone AS @extschema@.orm_json)
    WITH FUNCTION @extschema@.orm_json(timestamp with time zone) AS IMPLICIT;
CREATE CAST (@extschema@.orm_json AS pg_catalog.json) WITH INOUT AS ASSIGNMENT;
