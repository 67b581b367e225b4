
-- ---- the catalog: read and written by orm's functions only

CREATE TABLE @extschema@.orm_meta (
    one integer PRIMARY KEY CHECK (one OPERATOR(pg_catalog.=) 1),
    stamp bytea NOT NULL,
    config text NOT NULL
);
COMMENT ON TABLE @extschema@.orm_meta IS 'One row: the stamp of the catalog, new with every change, and the configuration.';

CREATE TABLE @extschema@.orm_models (
    name text COLLATE pg_catalog."C" PRIMARY KEY,
    position integer NOT NULL,
    attributes text NOT NULL,
    options text NOT NULL
);
COMMENT ON TABLE @extschema@.orm_models IS 'The models, as they were defined.';

CREATE TABLE @extschema@.orm_associations (
    source text COLLATE pg_catalog."C" NOT NULL,
    alias text COLLATE pg_catalog."C" NOT NULL,
    position integer NOT NULL,
    type text NOT NULL,
    target text NOT NULL,
    options text NOT NULL,
    PRIMARY KEY (source, alias)
);
COMMENT ON TABLE @extschema@.orm_associations IS 'The associations between models.';

CREATE TABLE @extschema@.orm_scopes (
    model text COLLATE pg_catalog."C" NOT NULL,
    name text COLLATE pg_catalog."C" NOT NULL,
    position integer NOT NULL,
    definition text NOT NULL,
    PRIMARY KEY (model, name)
);
COMMENT ON TABLE @extschema@.orm_scopes IS 'Scopes that were added to models.';

CREATE TABLE @extschema@.orm_hooks (
    model text COLLATE pg_catalog."C" NOT NULL,
    hook text COLLATE pg_catalog."C" NOT NULL,
    name text COLLATE pg_catalog."C" NOT NULL,
    position integer NOT NULL,
    expression text NOT NULL,
    PRIMARY KEY (model, hook, name)
);
COMMENT ON TABLE @extschema@.orm_hooks IS 'Hooks that were added to models; an empty model stands for all.';

CREATE TABLE @extschema@.orm_objects (
    kind text COLLATE pg_catalog."C" NOT NULL,
    schema text COLLATE pg_catalog."C" NOT NULL,
    name text COLLATE pg_catalog."C" NOT NULL,
    parent text COLLATE pg_catalog."C" NOT NULL,
    model text NOT NULL,
    details text NOT NULL,
    PRIMARY KEY (kind, schema, parent, name)
);
COMMENT ON TABLE @extschema@.orm_objects IS 'What orm_sync made in the database.';

SELECT pg_catalog.pg_extension_config_dump('@extschema@.orm_meta', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.orm_models', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.orm_associations', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.orm_scopes', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.orm_hooks', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.orm_objects', '');
