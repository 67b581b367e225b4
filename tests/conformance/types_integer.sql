-- BOOLEAN and the integers. For each type: its default, null, the smallest value, the largest, and wrong ones.
SELECT orm_define('Number', '{
  "b": {"type": "BOOLEAN", "defaultValue": false}, "t": {"type": "TINYINT", "defaultValue": 1},
  "s": {"type": "SMALLINT", "defaultValue": "2"}, "m": {"type": "MEDIUMINT", "defaultValue": 3},
  "i": {"type": "INTEGER", "defaultValue": -4}, "l": {"type": "BIGINT", "defaultValue": 5},
  "u": "INTEGER.UNSIGNED", "z": "INTEGER(5).UNSIGNED.ZEROFILL", "t1": "TINYINT(1)"
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Defaults, and null where there is none
SELECT orm_create('Number', '{}');
-- Null
SELECT orm_create('Number', '{"b": null, "t": null, "s": null, "m": null, "i": null, "l": null, "u": null, "z": null, "t1": null}');
-- The smallest. TINYINT is SMALLINT on PostgreSQL, MEDIUMINT is INTEGER; UNSIGNED and ZEROFILL are only names there.
SELECT orm_create('Number', '{"b": false, "t": -128, "s": -32768, "m": -2147483648, "i": -2147483648, "l": -9223372036854775808, "u": 0, "z": 0, "t1": 0}');
-- The largest
SELECT orm_create('Number', '{"b": true, "t": 255, "s": 32767, "m": 2147483647, "i": 2147483647, "l": 9223372036854775807, "u": 2147483647, "z": 99999, "t1": 1}');
-- Texts that are integers are taken as such, and so are 1, 0, "t" and "f" for a BOOLEAN.
SELECT orm_create('Number', '{"b": "true", "t": "12", "s": "-0", "m": "1.0", "i": "1e3", "l": "+9007199254740993", "u": "007", "z": 1.0, "t1": 1e1}');
SELECT orm_bulk_create('Number', '[{"b": 1}, {"b": 0}, {"b": "f"}, {"b": "1"}]', '{"returning": false}');
SELECT orm_find_all('Number', '{"attributes": ["id", "b"], "where": {"id": {"$gt": 5}}, "order": ["id"]}');

-- ---- Wrong: beyond the range, with a fraction, of another kind
SELECT orm_validate('Number', '{"b": 2, "t": 256, "s": 32768, "m": 2147483648, "i": -2147483649, "l": 9223372036854775808, "u": 1.5, "z": "x", "t1": true}');
SELECT orm_validate('Number', '{"b": "yes", "t": -129, "s": "", "m": " 1", "i": [1], "l": {}, "u": "1 ", "z": "0x10", "t1": "NaN"}');

-- ---- Conditions: every digit of a BIGINT counts
SELECT orm_find_all('Number', '{"attributes": ["id", "l"], "where": {"l": 9223372036854775807}}');
SELECT orm_find_all('Number', '{"attributes": ["id", "l"], "where": {"l": 9007199254740992}}');
SELECT orm_find_all('Number', '{"attributes": ["id", "l"], "where": {"b": "true", "l": {"$gt": "5"}}, "order": ["id"]}');
SELECT orm_find_all('Number', '{"where": {"l": 9223372036854775808}}');
SELECT orm_find_all('Number', '{"where": {"i": "one"}}');
-- For JavaScript, which has no such integers: BIGINT as text
SELECT orm_find_all('Number', '{"attributes": ["i", "l"], "where": {"id": 4}, "numbers": "string"}');

-- ---- Definitions that cannot be
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "defaultValue": "many"}}');
SELECT orm_define('Bad', '{"a": "BOOLEAN(1)"}');
SELECT orm_define('Bad', '{"a": "STRING.UNSIGNED"}');
