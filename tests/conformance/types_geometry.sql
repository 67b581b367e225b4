-- @needs postgis
-- GEOMETRY and GEOGRAPHY are PostGIS' types: values are GeoJSON, in and out. SQLite has no such types, and says so when
-- the model is defined.
-- @only postgres
CREATE EXTENSION postgis;
-- @each
SELECT orm_define('Place', '{"name": "STRING", "p": "GEOMETRY(''POINT'',4326)", "any": {"type": "GEOMETRY"}, "g": {"type": "GEOGRAPHY", "field": "geo"}}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync();
-- @only postgres
SELECT orm_sync();

-- ---- Without "crs" a value is in EPSG:4326, as in Sequelize; what has one shows it.
-- @only postgres
SELECT orm_create('Place', '{"name": "point", "p": {"type": "Point", "coordinates": [39.807222, -76.984722]}, "g": {"coordinates": [100, 0.1], "type": "Point", "note": "''); DROP TABLE \"Places\"; --"}}');
-- @only postgres
SELECT orm_create('Place', '{"name": "web", "any": {"type": "Point", "coordinates": [1e3, -0.5], "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}, "g": {"type": "Point", "coordinates": [1, 2], "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}}');
-- @only postgres
SELECT orm_create('Place', '{"name": "line", "any": {"type": "LineString", "coordinates": [[100, 0], [101, 1, 7]], "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}}}');
-- @only postgres
SELECT orm_create('Place', '{"name": "polygon", "any": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 1]]]}, "g": {"type": "Polygon", "coordinates": [[[100, 0], [101, 0], [101, 1], [100, 1], [100, 0]]]}}');
-- @only postgres
SELECT orm_bulk_create('Place', '[{"any": {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}}, {"any": {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}},
  {"any": {"type": "MultiPolygon", "coordinates": [[[[0, 0], [4, 0], [4, 4], [0, 0]]]]}}, {"any": {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}, {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}]}},
  {"any": {"type": "Point", "coordinates": []}}, {"any": {"type": "GeometryCollection", "geometries": []}}, {"any": null}]');
-- What SQL stores: a measure is not GeoJSON's, a curve has no GeoJSON and comes as the engine prints it.
-- @only postgres
INSERT INTO "Places" (name, "any") VALUES ('measure', 'SRID=0;POINTZM(1 2 3 4)'), ('curve', 'CIRCULARSTRING(0 0, 1 1, 1 0)');
-- @only postgres
SELECT orm_find_all('Place', '{"attributes": ["name", "any"], "where": {"name": ["measure", "curve"]}, "order": ["id"]}');

-- ---- Conditions, changes, what is not stored
-- @only postgres
SELECT orm_find_all('Place', '{"attributes": ["name"], "where": {"p": {"type": "Point", "coordinates": [39.807222, -76.984722]}}}');
-- @only postgres
SELECT orm_find_all('Place', '{"attributes": ["name"], "where": {"$where": {"$fn": "ST_DWithin", "args": [{"$col": "g"}, {"$cast": "SRID=4326;POINT(100 0)", "type": "GEOGRAPHY"}, 20000]}, "comparator": "=", "value": true}}');
-- @only postgres
SELECT orm_update('Place', '{"any": {"type": "Point", "coordinates": [1, 2, 3]}}', '{"where": {"name": "web"}, "returning": ["any"]}');
-- @only postgres
SELECT orm_build('Place', '{"g": {"type": "Point", "coordinates": [1, 2]}}');
-- @only postgres
SELECT orm_describe('Place');

-- ---- Wrong values
-- @only postgres
SELECT orm_validate('Place', '{"p": "POINT(1 2)", "any": {"type": "Circle", "coordinates": [1, 2]}, "g": {"coordinates": [1, 2]}}');
-- @only postgres
SELECT orm_validate('Place', '{"p": {"type": "Point", "coordinates": [1, "''); DELETE"]}, "any": {"type": "Point"}, "g": {"type": "Polygon", "coordinates": [1, 2]}}');
-- @only postgres
SELECT orm_validate('Place', '{"p": {"type": "Point", "coordinates": [1, 1e999]}, "any": {"type": "GeometryCollection", "geometries": [{"type": "point"}]}, "g": {"type": "Point", "coordinates": [1, 2], "crs": {"type": "name", "properties": {"name": "EPSG"}}}}');
-- @only postgres
SELECT orm_validate('Place', '{"p": {"type": "LineString", "coordinates": [[1, 2], []]}, "any": [1, 2], "g": {"type": "MultiPoint", "coordinates": {"x": 1}}}');
-- The column's own shape and system are the engine's to check.
-- @only postgres
SELECT orm_create('Place', '{"p": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}');
-- @only postgres
SELECT orm_create('Place', '{"p": {"type": "Point", "coordinates": [1, 2], "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}}');
-- @only postgres
SELECT orm_undefine('Place');
