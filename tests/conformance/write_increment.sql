-- Numbers are added to and subtracted from.
-- @hidden
SELECT orm_define('Counter', '{"name": "STRING", "hits": {"type": "INTEGER", "defaultValue": 0}, "big": {"type": "BIGINT", "field": "big_number"}, "rate": "DOUBLE", "cash": "DECIMAL(10,2)", "at": "DATE", "flag": "BOOLEAN"}', '{"version": true, "defaultScope": {"where": {"name": {"$ne": "hidden"}}}, "scopes": {"b": {"where": {"name": "b"}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Counter', '[{"name": "a", "big": 9007199254740993, "rate": 0.5, "cash": 10.25}, {"name": "b"}, {"name": "hidden"}]', '{"now": "2020-01-01T00:00:00Z"}');

SELECT orm_increment('Counter', 'hits', '{"where": {"name": "a"}, "now": "2020-01-02T00:00:00Z"}');
SELECT orm_increment('Counter', '"hits"', '{"where": {"name": "a"}, "by": 5, "now": "2020-01-03T00:00:00Z", "returning": true}');
SELECT orm_increment('Counter', '["hits", "big"]', '{"where": {"name": "a"}, "by": 2, "returning": ["hits", "big", "version"]}');
SELECT orm_increment('Counter', '{"hits": 1, "rate": 0.25, "cash": "0.5"}', '{"where": {"name": "a"}, "returning": ["hits", "rate", "cash"]}');
SELECT orm_decrement('Counter', '{"hits": 1, "rate": -0.25, "big": 9007199254740995}', '{"where": {"name": "a"}, "returning": ["hits", "rate", "big", "version"]}');
SELECT orm_decrement('Counter', 'hits', '{"where": {"name": {"$param": "n"}}}', '{"n": "b"}');
-- What is null stays null; silent leaves updatedAt.
SELECT orm_increment('Counter', 'rate', '{"where": {"name": "b"}, "silent": true, "returning": ["rate", "updatedAt", "version"]}');
-- Rows in the order of their key, and the scopes are asked.
SELECT orm_increment('Counter', 'hits', '{"where": {}, "returning": ["name", "hits"]}');
SELECT orm_increment('Counter', 'hits', '{"where": {}, "scope": null}');
SELECT orm_increment('Counter', 'hits', '{"scope": "b"}');
SELECT orm_increment('Counter', '{}', '{"where": {}}');
SELECT orm_increment('Counter', '[]', '{"where": {}}');
SELECT orm_find_all('Counter', '{"scope": null, "order": ["id"], "attributes": ["name", "hits", "version"]}');

-- What is wrong is said.
SELECT orm_increment('Counter', 'hits');
SELECT orm_increment('Counter', 'hits', '{"by": 2}');
SELECT orm_increment('Counter', 'hitz', '{"where": {}}');
SELECT orm_increment('Counter', 'name', '{"where": {}}');
SELECT orm_increment('Counter', '{"at": 1}', '{"where": {}}');
SELECT orm_increment('Counter', '{"hits": 1.5}', '{"where": {}}');
SELECT orm_increment('Counter', '{"hits": "x"}', '{"where": {}}');
SELECT orm_increment('Counter', '{"hits": null}', '{"where": {}}');
SELECT orm_increment('Counter', '{"hits": 1}', '{"where": {}, "by": 2}');
SELECT orm_increment('Counter', '[1]', '{"where": {}}');
SELECT orm_increment('Counter', 'hits', '{"where": {}, "limit": 1}');
SELECT orm_increment('Counter', 'hits', '{"where": {"name": {"$notIn": [null]}}}');
SELECT orm_increment('Counter', NULL, '{"where": {}}');
