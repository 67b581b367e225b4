-- The statements of docs/performance.md. Written by docs/generate: change them there.

SELECT orm_define('City', '{"name": "STRING", "people": "INTEGER"}', '{"timestamps": false}');

-- @each
SELECT orm_sync();

SELECT orm_count('City', '{"where": {"people": {"$gt": 1000}}}');

SELECT orm_count('City', '{"where": {"people": {"$gt": 2000}}}');

SELECT orm_count('City', '{"where": {"people": {"$lt": 2000}}}');

SELECT orm_stats() ->> 'planMisses', orm_stats() ->> 'planHits';

