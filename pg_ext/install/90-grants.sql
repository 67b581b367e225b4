
-- ---- rights.  Where a database owner installs the extension, the tables belong to the superuser
-- whose rights the script runs with; the owner may change them, dump them, and let others do so.
-- What is in them is code that runs with every caller's rights: see docs/security.md.

GRANT SELECT ON @extschema@.orm_meta, @extschema@.orm_models, @extschema@.orm_associations,
    @extschema@.orm_scopes, @extschema@.orm_hooks, @extschema@.orm_objects TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.orm_meta, @extschema@.orm_models,
    @extschema@.orm_associations, @extschema@.orm_scopes, @extschema@.orm_hooks,
    @extschema@.orm_objects TO @extowner@ WITH GRANT OPTION;
