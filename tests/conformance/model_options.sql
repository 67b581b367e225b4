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
