-- Options of a model that have no page of their own: omitNull, rejectOnEmpty, comment, renamedFrom, initialAutoIncrement.
SELECT orm_define('Box', '{"a": {"type": "INTEGER", "defaultValue": 5}, "ownerId": {"type": "INTEGER", "defaultValue": 6}, "b": "TEXT"}', '{"timestamps": false, "omitNull": true, "rejectOnEmpty": true, "comment": "it''s a box", "initialAutoIncrement": "7", "renamedFrom": "Crates"}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_describe('Box');
SELECT orm_export();
-- rejectOnEmpty: where nothing is found there is an error, unless the call says otherwise.
SELECT orm_find_one('Box', '{"where": {"a": 1}}');
SELECT orm_find_all('Box', '{"where": {"a": 1}}');
SELECT orm_find_by_pk('Box', 1);
SELECT orm_find_by_pk('Box', NULL);
SELECT orm_find_one('Box', '{"where": {"a": 1}, "rejectOnEmpty": false}');
SELECT orm_find_and_count_all('Box');
-- The comment is PostgreSQL's.
-- @only postgres
SELECT obj_description('"Boxes"'::regclass);

-- ---- Options of other engines
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"engine": "InnoDB"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"charset": "utf8"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"collate": "utf8_bin"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"rowFormat": "x"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"hasTrigger": true}');
-- ---- Functions of JavaScript
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"getterMethods": {}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"setterMethods": {}}');
-- ---- Unknown ones, and those of the wrong kind
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"timestemps": false}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"paranoid": "yes"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"tableName": ["a"]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"name": {"singlar": "x"}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"initialAutoIncrement": "many"}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '["timestamps"]');
SELECT orm_models();

-- What a program defines at every start is there already: with the other side too it changes nothing, not even the stamp.
-- @hidden
SELECT orm_define_all('{"models": {"Twice": {"attributes": {"a": "INTEGER"}}, "Other": {"attributes": {"b": "INTEGER"}}}}');
SELECT orm_has_many('Twice', 'Other', '{"as": "others", "foreignKey": "twiceId", "inverse": {"as": "twice"}}');
SELECT orm_belongs_to_many('Twice', 'Other', '{"as": "more", "through": "Between", "inverse": {"as": "twices"}}');
CREATE TABLE before_again AS SELECT stamp FROM orm_meta;
SELECT orm_has_many('Twice', 'Other', '{"as": "others", "foreignKey": "twiceId", "inverse": {"as": "twice"}}');
SELECT orm_belongs_to_many('Twice', 'Other', '{"as": "more", "through": "Between", "inverse": {"as": "twices"}}');
SELECT count(*) FROM before_again JOIN orm_meta ON before_again.stamp = orm_meta.stamp;
SELECT orm_has_many('Twice', 'Other', '{"as": "others", "foreignKey": "ownerId", "inverse": {"as": "owner"}}');
SELECT orm_belongs_to('Other', 'Twice', '{"as": "owner", "foreignKey": "ownerId", "inverse": {"as": "others", "type": "hasOne"}}');
