-- ARRAY: PostgreSQL's own; on SQLite a list of JSON in a column of the same name. Elements are checked and converted as
-- values of their type are.
SELECT orm_define('Lists', '{
  "i": {"type": "ARRAY(INTEGER)", "defaultValue": [1, "2"]}, "s": "ARRAY(STRING(4))", "c": "ARRAY(CHAR(3))", "b": "ARRAY(BOOLEAN)", "l": "ARRAY(BIGINT)", "f": "ARRAY(DOUBLE)",
  "r": "ARRAY(REAL)", "n": "ARRAY(DECIMAL(5,2))", "d": "ARRAY(DATE)", "o": "ARRAY(DATEONLY)", "t": "ARRAY(TIME)", "u": "ARRAY(UUID)", "j": "ARRAY(JSONB)",
  "bl": "ARRAY(BLOB)", "e": "ARRAY(ENUM(''b'',''a''))", "m": "ARRAY(ARRAY(INTEGER))"
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Defaults, and null where there is none
SELECT orm_create('Lists', '{}');
-- Null
SELECT orm_create('Lists', '{"i": null, "s": null, "m": null}');
-- The smallest: an array of nothing has no dimensions.
SELECT orm_create('Lists', '{"i": [], "s": [], "b": [], "d": [], "e": [], "m": [[], []]}');
-- Values of every type, with null among them; what PostgreSQL's syntax of arrays could mistake
SELECT orm_create('Lists', '{"i": [1, null, "3"], "s": ["a,b", "\"", "\\", "{}", "", " x"], "c": ["a"], "b": [1, "f", true], "l": ["9223372036854775807", -9223372036854775808],
  "f": ["1.50", 1e21, "NaN"], "r": [0.1], "n": [1, "2.345"], "d": ["2020-01-01", "Infinity"], "o": ["2020-01-01T10:00:00Z"], "t": ["10:00"],
  "u": ["6EC0BD7F-11C0-43DA-975E-2A8AD9EBAE0B"], "j": [{"bb": 1, "a": []}, null, "x"], "bl": ["\\xAB"], "e": ["b", "a"], "m": [[1, 2], [3, null]]}');
SELECT orm_create('Lists', '{"s": ["null", "NULL"]}', '{"fields": ["s"]}');
SELECT orm_find_by_pk('Lists', 4);

-- ---- Wrong: no list, elements that are not of their type, lists of different lengths
SELECT orm_validate('Lists', '{"i": "1", "s": ["abcde"], "d": ["x"], "e": ["c"], "n": [1000], "b": [2], "j": ["\u0000"], "u": ["x"], "bl": ["00"], "m": [1]}');
SELECT orm_validate('Lists', '{"i": [[1]], "s": {"a": 1}, "m": [[1], [2, 3]]}');
SELECT orm_validate('Lists', '{"m": [[1], null]}');
SELECT orm_validate('Lists', '{"m": [[[1]]]}');

-- ---- Definitions that cannot be
SELECT orm_define('Bad', '{"a": "ARRAY"}');
SELECT orm_define('Bad', '{"a": "ARRAY(VIRTUAL)"}');
SELECT orm_define('Bad', '{"a": {"type": "ARRAY(INTEGER)", "defaultValue": ["x"]}}');
