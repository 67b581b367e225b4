-- checks: conditions that the engine asks of every row, in the language of where.
SELECT orm_define('Stay', '{"from": "DATEONLY", "to": {"type": "DATEONLY", "field": "until"}, "guests": "INTEGER", "state": "STRING", "price": "DECIMAL(8,2)"}', '{"timestamps": false, "checks": [
  {"name": "some_guests", "where": {"guests": {"$between": [1, 8]}}},
  {"where": {"to": {"$gt": {"$col": "from"}}}},
  {"name": "state_known", "where": {"state": ["open", "it''s paid", null]}},
  {"name": "free_or_not", "where": {"$or": [{"price": null}, {"price": {"$gte": 0.5}}]}},
  {"name": "raw", "where": {"$literal": "length(state) < 20"}}
]}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_describe('Stay');
SELECT orm_create('Stay', '{"from": "2024-01-01", "to": "2024-01-02", "guests": 2, "state": "it''s paid", "price": 1}');
-- Unknown is not false.
SELECT orm_create('Stay', '{"guests": null}');
SELECT orm_create('Stay', '{"guests": 9}');
SELECT orm_create('Stay', '{"from": "2024-01-02", "to": "2024-01-01"}');
SELECT orm_create('Stay', '{"state": "lost"}');
SELECT orm_update('Stay', '{"price": 0}', '{"where": {}}');
-- ---- What cannot be
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"checks": [{"name": "x"}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"checks": [{"where": {"b": 1}}]}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"checks": [{"where": {"a": {"$gtt": 1}}}]}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"checks": [{"where": {"a": {"$gt": "x"}}}]}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"checks": [{"where": {"a": {"$gt": {"$param": "x"}}}}]}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"checks": [{"where": {"$x.y$": 1}}]}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"checks": [{"where": {}}]}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"checks": [{"name": "c", "where": {"a": 1}}, {"name": "c", "where": {"a": 2}}]}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL(INTEGER)", "get": "1"}}', '{"checks": [{"where": {"a": 1}}]}');
