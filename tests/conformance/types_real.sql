-- Numbers with a fraction: FLOAT, REAL, DOUBLE, DECIMAL. For each type: its default, null, the smallest value, the largest,
-- and wrong ones. FLOAT(p) with up to 24 bits has the precision of a REAL.
SELECT orm_define('Real', '{
  "f": {"type": "FLOAT", "defaultValue": 0.1}, "f11": "FLOAT(11,2)", "r": {"type": "REAL", "defaultValue": 0.1}, "d": {"type": "DOUBLE", "defaultValue": "Infinity"},
  "n": {"type": "DECIMAL", "defaultValue": "1.25"}, "n10": {"type": "DECIMAL(10)", "defaultValue": 2.5}, "n102": {"type": "DECIMAL(10,2)", "defaultValue": "3"},
  "n22": "DECIMAL(2,2)", "u": "DECIMAL(5,2).UNSIGNED"
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Defaults, and null where there is none. A DECIMAL(p,s) is always written with its s digits.
SELECT orm_create('Real', '{}');
-- Null
SELECT orm_create('Real', '{"f": null, "f11": null, "r": null, "d": null, "n": null, "n10": null, "n102": null, "n22": null, "u": null}');
-- The smallest
SELECT orm_create('Real', '{"f": 5e-324, "f11": -3.4028234663852886e38, "r": 1e-45, "d": -1.7976931348623157e308, "n": -999999999999999, "n10": -9999999999, "n102": -99999999.99, "n22": -0.99, "u": 0}');
-- The largest
SELECT orm_create('Real', '{"f": 1.7976931348623157e308, "f11": 1e21, "r": 3.4028234663852886e38, "d": 1e23, "n": 0.000000000000001, "n10": 9999999999, "n102": 99999999.99, "n22": 0.99, "u": 999.99}');
-- What is no number, but a double; digits that are rounded, half away from zero
SELECT orm_create('Real', '{"f": "NaN", "f11": "-Infinity", "r": "Infinity", "d": "1.5", "n": "12.34", "n10": "12.5", "n102": 1.005, "n22": 0.985}');
-- The shortest digits that read back, as JavaScript prints them
SELECT orm_create('Real', '{"f": 0.30000000000000004, "f11": 0.1, "r": 16777217, "d": -0, "n": 100, "n10": -0.4, "n102": -0.004, "n22": "0"}');
SELECT orm_create('Real', '{"f": 123456789012345680000, "f11": 1e-7, "r": 0.3, "d": 123456.789e3, "n": 1e5, "n10": 1e3, "n102": "+5.", "n22": ".5"}');

-- ---- Wrong: too large, or no number
SELECT orm_validate('Real', '{"f": 1e400, "f11": 1e39, "r": 3.5e38, "d": true, "n": "1,5", "n10": 99999999999, "n102": 99999999.995, "n22": 1}');
SELECT orm_validate('Real', '{"f": "", "f11": "infinity", "r": "nan", "d": [], "n": "NaN", "n10": "", "n102": {}, "n22": -0.995}');
-- SQLite has no exact decimals: it takes 15 digits.
-- @each
SELECT orm_validate('Real', '{"n": 1234567890123456}');
-- DECIMAL alone keeps the digits as they were given; SQLite keeps the number.
-- @each
SELECT orm_create('Real', '{"n": "1.500"}', '{"fields": ["n"]}');

-- ---- Conditions and order: NaN is equal to itself, and above all numbers
SELECT orm_find_all('Real', '{"attributes": ["id", "r"], "where": {"r": 0.3}}');
SELECT orm_find_all('Real', '{"attributes": ["id", "n102"], "where": {"n102": {"$in": [1.01, "5.00"]}}, "order": ["id"]}');
SELECT orm_find_all('Real', '{"attributes": ["id", "f"], "where": {"f": "NaN"}}');
SELECT orm_find_all('Real', '{"attributes": ["id", "f"], "where": {"id": {"$lt": 8}}, "order": ["f"]}');
SELECT orm_find_all('Real', '{"attributes": ["id", "d", "n102"], "where": {"id": 5}, "numbers": "string"}');

-- ---- Definitions that cannot be
SELECT orm_define('Bad', '{"a": "DECIMAL(2,3)"}');
SELECT orm_define('Bad', '{"a": "DECIMAL(1001)"}');
SELECT orm_define('Bad', '{"a": "FLOAT(54)"}');
SELECT orm_define('Bad', '{"a": {"type": "DECIMAL(3,2)", "defaultValue": 10}}');
