-- DATE, DATEONLY and TIME. For each type: its default, null, the smallest value, the largest, and wrong ones.
SELECT orm_define('Event', '{
  "d": {"type": "DATE", "defaultValue": "2020-02-29T12:00:00Z"}, "d6": {"type": "DATE(6)", "defaultValue": "NOW"},
  "o": {"type": "DATEONLY", "defaultValue": "2020-02-29"}, "on": {"type": "DATEONLY", "defaultValue": "NOW"},
  "t": {"type": "TIME", "defaultValue": "12:30"}, "tn": {"type": "TIME", "defaultValue": "NOW"}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Defaults. NOW is the time of the call, which the option "now" may set: as an instant, its day in UTC, its time of day.
SELECT orm_create('Event', '{}', '{"now": "2024-02-29T23:59:59.999Z"}');
-- Null
SELECT orm_create('Event', '{"d": null, "d6": null, "o": null, "on": null, "t": null, "tn": null}');
-- The smallest
SELECT orm_create('Event', '{"d": "0001-01-01T00:00:00.000Z", "d6": "0001-01-01T00:00:00Z", "o": "0001-01-01", "on": "0001-01-01", "t": "00:00:00", "tn": "00:00"}');
-- The largest
SELECT orm_create('Event', '{"d": "9999-12-31T23:59:59.999999Z", "d6": "9999-12-31T23:59:59.999999Z", "o": "9999-12-31", "on": "9999-12-31", "t": "23:59:59.999999", "tn": "23:59"}');
-- ISO 8601 with any zone, RFC 2822, milliseconds since 1970; microseconds are kept, a day is UTC's
SELECT orm_create('Event', '{"d": "2021-03-04T05:06:07.123456+02:30", "d6": 1614834367123, "o": "2021-03-04T23:30:00-02:00", "on": 1614834367123, "t": "05:06:07.120000", "tn": "05:06:07.1234567"}');
SELECT orm_create('Event', '{"d": "2021-03-04", "d6": "Thu, 04 Mar 2021 05:06:07 GMT", "o": 0, "on": -1, "t": "05:06", "tn": "05:06:07"}');
-- The ends of time
SELECT orm_create('Event', '{"d": "infinity", "d6": "-Infinity", "o": "Infinity", "on": "-infinity"}', '{"now": "2021-01-01T00:00:00Z"}');

-- ---- Wrong: days and times that do not exist, years beyond 9999, other texts
SELECT orm_validate('Event', '{"d": "2021-02-29", "d6": "10000-01-01T00:00:00Z", "o": "2021-13-01", "on": "x", "t": "25:00", "tn": "12:60"}');
SELECT orm_validate('Event', '{"d": "", "d6": true, "o": [], "on": "0000-01-01", "t": 7, "tn": "5:06"}');

-- ---- Conditions: the same instant however it is written
SELECT orm_find_all('Event', '{"attributes": ["id", "d"], "where": {"d": "2021-03-04T02:36:07.123456Z"}}');
SELECT orm_find_all('Event', '{"attributes": ["id", "d"], "order": ["d"]}');
SELECT orm_find_all('Event', '{"attributes": ["id", "o"], "where": {"o": {"$gt": "2021-03-04", "$lt": "infinity"}}, "order": ["id"]}');
SELECT orm_find_all('Event', '{"attributes": ["id", "t"], "where": {"t": "05:06"}}');
SELECT orm_find_all('Event', '{"where": {"d": "yesterday"}}');

-- ---- NOW as a text and as a number; for a type that has no such value it is a DefinitionError
SELECT orm_define('Note', '{"text": {"type": "STRING", "defaultValue": "NOW"}, "millis": {"type": "BIGINT", "defaultValue": "NOW"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('Note', '{}', '{"now": "2024-02-29T23:59:59.999Z"}');
SELECT orm_define('Bad', '{"a": {"type": "BOOLEAN", "defaultValue": "NOW"}}');
SELECT orm_define('Bad', '{"a": {"type": "DATE", "defaultValue": "yesterday"}}');
SELECT orm_define('Bad', '{"a": "DATE(7)"}');
