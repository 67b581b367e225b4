-- Names of more than 63 bytes are refused, on both engines alike; those that are made are shortened with a hash of the whole.
SELECT orm_define('M', '{"a": "TEXT"}', '{"tableName": "t234567890123456789012345678901234567890123456789012345678901234"}');
SELECT orm_define('M', '{"a": {"type": "TEXT", "field": "c234567890123456789012345678901234567890123456789012345678901234"}}');
SELECT orm_define('M', '{"ä123456789012345678901234567890123456789012345678901234567890123": "TEXT"}');
SELECT orm_define('M', '{"a": "TEXT"}', '{"schema": "s234567890123456789012345678901234567890123456789012345678901234"}');
SELECT orm_define('M', '{"a": "TEXT"}', '{"indexes": [{"fields": ["a"], "name": "i234567890123456789012345678901234567890123456789012345678901234"}]}');
SELECT orm_define('M', '{"a": "TEXT"}', '{"checks": [{"name": "k234567890123456789012345678901234567890123456789012345678901234", "where": {"a": "x"}}]}');
SELECT orm_define('M', '{"a": {"type": "TEXT", "unique": "u234567890123456789012345678901234567890123456789012345678901234"}}');
SELECT orm_define('AModelWhoseNameIsSoLongThatItsTableHasMoreThanSixtyThreeBytesOfIt', '{"a": "TEXT"}');
-- Attributes that are no columns, and models, may have any length.
SELECT orm_define('AModelWhoseNameIsSoLongThatItsTableHasMoreThanSixtyThreeBytesOfIt', '{"a": "TEXT", "anAttributeWhoseNameIsSoLongThatItsColumnWouldHaveMoreThanSixtyThreeBytes": {"type": "VIRTUAL", "get": "1"}}', '{"tableName": "short", "timestamps": false}');
-- Exactly 63 bytes are good. Indexes, uniques and foreign keys get names that are cut, the same ones every time.
SELECT orm_define('Long', '{"first_column_with_quite_a_long_name_of_sixty_three_bytes_in_all": {"type": "INTEGER", "index": true}, "second_column_with_quite_a_long_name": {"type": "INTEGER", "unique": "both"}, "third_column_with_quite_a_long_name": {"type": "INTEGER", "unique": "both"}}',
  '{"timestamps": false, "tableName": "a_table_with_a_long_name_that_has_exactly_sixty_three_bytes_all", "indexes": [{"fields": ["second_column_with_quite_a_long_name", "third_column_with_quite_a_long_name"]}], "checks": [{"where": {"second_column_with_quite_a_long_name": {"$gt": 0}}}]}');
SELECT orm_belongs_to('Long', 'Long', '{"as": "parent", "foreignKey": "a_foreign_key_with_quite_a_long_name_of_its_own"}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_describe('Long');
SELECT orm_create('Long', '{"second_column_with_quite_a_long_name": 1, "third_column_with_quite_a_long_name": 2}');
SELECT orm_create('Long', '{"second_column_with_quite_a_long_name": 1, "third_column_with_quite_a_long_name": 2}');
SELECT orm_create('Long', '{"second_column_with_quite_a_long_name": 0}');
-- @only postgres
SELECT conname FROM pg_constraint WHERE conrelid = 'a_table_with_a_long_name_that_has_exactly_sixty_three_bytes_all'::regclass AND contype <> 'n' UNION ALL SELECT indexname FROM pg_indexes WHERE tablename LIKE 'a_table%' ORDER BY 1;
-- @only sqlite
SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'a_table%' AND sql IS NOT NULL ORDER BY 1;
