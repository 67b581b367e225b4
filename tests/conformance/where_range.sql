-- Conditions on ranges, which are PostgreSQL's.
-- @only postgres
SELECT orm_define('Stay', '{"n": "INTEGER", "room": "RANGE(INTEGER)", "price": "RANGE(DECIMAL)", "at": "RANGE(DATE)", "days": "RANGE(DATEONLY)"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @only postgres
-- @hidden
SELECT orm_sync();
-- @only postgres
SELECT orm_bulk_create('Stay', '[
  {"n": 1, "room": [1, 5], "price": [1.5, 2.5], "at": ["2024-01-01", "2024-02-01"], "days": ["2024-01-01", "2024-01-10"]},
  {"n": 2, "room": [{"value": 5, "inclusive": true}, {"value": 10, "inclusive": true}], "price": [2.5, null], "at": [null, null], "days": []},
  {"n": 3, "room": [], "price": [{"value": 9, "inclusive": false}, 10]},
  {"n": 4}]', '{"returning": false}');
-- Equality is of the ranges, however they are written.
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": [1, 5]}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$eq": [{"value": 0, "inclusive": false}, {"value": 4, "inclusive": true}]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$ne": []}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$in": [[1, 5], []]}}}');
-- A range contains ranges and elements.
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$contains": 5}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$contains": [2, 4]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"at": {"$contains": "2024-01-15T00:00:00Z"}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"price": {"$contains": {"$param": "p"}}}}', '{"p": 2.5}');
-- The same shape with another kind of value is another condition.
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"price": {"$contains": {"$param": "p"}}}}', '{"p": [3, 4]}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$contained": [0, 6]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$overlap": [4, 6]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$adjacent": [11, 12]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$strictLeft": [5, 12]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$strictRight": [1, 5]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$noExtendRight": [1, 5]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$noExtendLeft": [5, 6]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"days": {"$overlap": ["2024-01-09", null]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"attributes": ["n"], "order": ["n"], "where": {"room": {"$gt": [1, 5]}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"where": {"room": {"$overlap": 5}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"where": {"room": {"$contains": "x"}}}');
-- @only postgres
SELECT orm_find_all('Stay', '{"where": {"n": {"$strictLeft": [1, 2]}}}');
