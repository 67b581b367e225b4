-- RANGE and the geometries are PostgreSQL's alone: SQLite has no storage and no operators for them, and says so when
-- the model is defined.
-- @each
SELECT orm_define('Stay', '{"i": {"type": "RANGE(INTEGER)", "defaultValue": [1, 5]}, "l": "RANGE(BIGINT)", "n": "RANGE(DECIMAL)", "d": "RANGE(DATE)", "o": "RANGE(DATEONLY)"}', '{"timestamps": false}');
-- @only sqlite
SELECT orm_models();
-- @hidden
SELECT orm_sync();

-- ---- Defaults: a lower bound belongs to the range, an upper one does not, unless it says so.
-- @only postgres
SELECT orm_create('Stay', '{}');
-- Null, and what is empty or has no bound
-- @only postgres
SELECT orm_create('Stay', '{"i": null, "l": [], "n": [null, null], "d": ["2020-01-01", "2021-01-01T10:00:00Z"], "o": ["2020-01-01", {"value": "2020-02-01", "inclusive": true}]}');
-- The smallest and the largest
-- @only postgres
SELECT orm_create('Stay', '{"i": [{"value": 1, "inclusive": false}, {"value": 5, "inclusive": true}], "l": [-9223372036854775808, 9223372036854775807], "n": ["1.50", {"value": 2, "inclusive": true}],
  "d": ["-infinity", "infinity"], "o": ["-infinity", {"value": null, "inclusive": false}]}');
-- Wrong
-- @only postgres
SELECT orm_validate('Stay', '{"i": [1], "l": [1, 2, 3], "n": ["x", 2], "d": "2020", "o": [{"inclusive": true}, 1]}');
-- @only postgres
SELECT orm_validate('Stay', '{"i": [5, 1], "l": ["2", 1], "n": [1.5, "1.49"], "d": ["2021-01-01", "2020-01-01"], "o": ["2020-01-02", "2020-01-01"]}');

-- ---- GEOMETRY and GEOGRAPHY are PostGIS'; their values are GeoJSON.
-- @each
SELECT orm_define('Place', '{"p": "GEOMETRY(''POINT'',4326)", "g": "GEOGRAPHY"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_validate('Place', '{"p": {"type": "Point", "coordinates": [1, 2]}, "g": null}');
-- @only postgres
SELECT orm_validate('Place', '{"p": "POINT(1 2)", "g": {"coordinates": [1, 2]}}');
SELECT orm_define('Bad', '{"a": "RANGE(TEXT)"}');
