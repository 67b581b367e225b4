-- Row locks: lock, skipLocked, noWait. PostgreSQL has them; SQLite says what to do instead.

-- @hidden
SELECT orm_define_all('{"models": {
  "Job": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Step", "options": {"as": "steps", "foreignKey": "jobId", "inverse": {"as": "job"}}}]},
  "Step": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Job', '[{"name": "a"}, {"name": "b"}]');
-- @hidden
SELECT orm_bulk_create('Step', '[{"text": "s1", "jobId": 1}]');

-- false and absent: no lock, on both
SELECT orm_find_all('Job', '{"order": ["id"], "lock": false}');
SELECT orm_find_all('Job', '{"order": ["id"], "lock": null}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": true}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": "UPDATE"}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": "SHARE"}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": "KEY SHARE"}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": "NO KEY UPDATE", "limit": 1}');
-- @each
SELECT orm_find_by_pk('Job', 2, '{"lock": {"level": "UPDATE"}, "noWait": true}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": true, "skipLocked": true}');
-- with includes: the rows of all of them, or those of one model
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": true, "include": [{"association": "steps", "attributes": ["text"]}]}');
-- @each
SELECT orm_find_all('Job', '{"order": ["id"], "lock": {"level": "UPDATE", "of": "Step"}, "include": [{"association": "steps", "attributes": ["text"], "required": true}]}');
-- @each
SELECT orm_find_all('Step', '{"lock": {"level": "SHARE", "of": "Step"}, "include": [{"association": "job", "attributes": ["name"]}], "where": {"$job.name$": "a"}}');
-- @each
SELECT orm_get_assoc('Job', 1, 'steps', '{"attributes": ["text"], "lock": true}');
-- what is locked
-- @each
SELECT orm_to_sql('find_all', '["Job", {"lock": {"level": "NO KEY UPDATE", "of": "Job"}, "skipLocked": true, "include": ["steps"]}]');

-- What is wrong.
-- @each
SELECT orm_find_all('Job', '{"lock": "SHARED"}');
-- @each
SELECT orm_find_all('Job', '{"lock": {"level": "UPDATE", "of": "Stp"}, "include": ["steps"]}');
-- @each
SELECT orm_find_all('Job', '{"lock": {"lvel": "UPDATE"}}');
SELECT orm_find_all('Job', '{"lock": 1}');
SELECT orm_find_all('Job', '{"lock": true, "nowait": true}');
