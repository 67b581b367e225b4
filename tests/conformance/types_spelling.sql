-- The other spellings of types: null, default, smallest, largest, wrong.
SELECT orm_define('Item', '{"b": {"type": "STRING(4).BINARY", "defaultValue": "\\x6162"}, "c": {"type": "TEXT(''tiny'')", "defaultValue": "t"}, "m": {"type": "TEXT(''medium'')"}, "l": {"type": "TEXT(''long'')"}, "d": {"type": "DATE(3)", "defaultValue": "2026-01-01T00:00:00.000Z"}, "t": {"type": "TINYINT", "defaultValue": 1}, "e": {"type": "MEDIUMINT", "defaultValue": -1}, "u": {"type": "SMALLINT.UNSIGNED", "defaultValue": 0}, "a": {"type": "ARRAY(INET)", "defaultValue": ["10.0.0.1"]}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Item', '{}');
SELECT orm_create('Item', '{"b": null, "c": null, "m": null, "l": null, "d": null, "t": null, "e": null, "u": null, "a": null}');
SELECT orm_create('Item', '{"b": "\\x", "c": "", "m": "", "l": "", "d": "0001-01-01T00:00:00.000Z", "t": -128, "e": -8388608, "u": 0, "a": []}');
SELECT orm_create('Item', '{"b": "\\x00ff0a7f", "c": "long", "m": "long", "l": "long", "d": "9999-12-31T23:59:59.999Z", "t": 127, "e": 8388607, "u": 32767, "a": ["::1", "10.0.0.0/8"]}');
SELECT orm_validate('Item', '{"b": "abcde", "c": 1, "m": {}, "l": [], "d": "2026-02-30T00:00:00Z", "t": 128, "e": 8388608, "u": -1, "a": ["10.0.0.256"]}');
SELECT orm_validate('Item', '{"d": "soon", "t": -129, "e": -8388609, "u": 65536, "a": "10.0.0.1"}');
SELECT orm_find_all('Item', '{"attributes": ["id"], "where": {"b": "\\x00ff0a7f", "t": 127, "d": "9999-12-31T23:59:59.999Z"}}');
SELECT orm_count('Item');
