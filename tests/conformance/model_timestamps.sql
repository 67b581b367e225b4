-- timestamps, their other names, paranoid, version.
SELECT orm_define('Plain', '{"a": "INTEGER"}');
SELECT orm_define('None', '{"a": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('Half', '{"a": "INTEGER"}', '{"updatedAt": false}');
SELECT orm_define('Renamed', '{"a": "INTEGER", "made": {"type": "DATE", "field": "made_at"}}', '{"createdAt": "made", "updatedAt": "changed", "deletedAt": "gone", "paranoid": true, "version": "revision"}');
SELECT orm_define('Both', '{"a": "INTEGER"}', '{"paranoid": true, "version": true}');
SELECT orm_define('Own', '{"createdAt": {"type": "DATEONLY", "defaultValue": "2020-01-01"}, "a": "INTEGER"}', '{"updatedAt": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Made when a row is: createdAt as it is given, updatedAt always now (not with "silent").
SELECT orm_create('Plain', '{"a": 1}', '{"now": "2024-01-01T10:00:00.000Z"}');
SELECT orm_create('Plain', '{"a": 2, "createdAt": "2020-01-01", "updatedAt": "2020-01-01"}', '{"now": "2024-01-01T10:00:00.000Z"}');
SELECT orm_create('Plain', '{"a": 3, "createdAt": "2020-01-01", "updatedAt": "2020-01-01"}', '{"now": "2024-01-01T10:00:00.000Z", "silent": true}');
SELECT orm_bulk_create('Plain', '[{"a": 4}, {"a": 5, "createdAt": "2020-01-01"}]', '{"now": "2024-01-01T10:00:00.000Z"}');
SELECT orm_create('None', '{"a": 1}');
SELECT orm_create('Half', '{"a": 1}', '{"now": "2024-01-01T10:00:00.000Z"}');
SELECT orm_create('Own', '{"a": 1}');
-- ---- Kept right by every change
SELECT orm_update('Plain', '{"a": 9}', '{"where": {"a": {"$lt": 3}}, "returning": true, "now": "2024-01-02T10:00:00.000Z"}');
SELECT orm_update('Plain', '{"a": 8}', '{"where": {"a": 9}, "returning": ["id", "updatedAt"], "silent": true, "now": "2024-01-03T10:00:00.000Z"}');
SELECT orm_create('Renamed', '{"a": 1}', '{"now": "2024-01-01T10:00:00.000Z"}');
SELECT orm_update('Renamed', '{"a": 2}', '{"where": {}, "now": "2024-01-02T10:00:00.000Z", "returning": true}');
-- ---- paranoid: a row that is destroyed stays, and is found only when it is asked for
SELECT orm_create('Both', '{"a": 1}', '{"now": "2024-01-01T10:00:00.000Z"}');
SELECT orm_destroy('Both', '{"where": {}, "now": "2024-01-02T10:00:00.000Z"}');
SELECT orm_find_all('Both');
SELECT orm_find_all('Both', '{"paranoid": false}');
SELECT orm_count('Both');
SELECT orm_destroy('Both', '{"where": {}}');
SELECT orm_destroy('Both', '{"where": {}, "force": true}');
SELECT orm_destroy('Renamed', '{"where": {"a": 2}, "now": "2024-01-03T10:00:00.000Z"}');
SELECT orm_find_all('Renamed', '{"paranoid": false}');
-- ---- What cannot be
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"createdAt": ""}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"createdAt": 7}');
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"createdAt": "t", "updatedAt": "t"}');
SELECT orm_define('Bad', '{"createdAt": "BOOLEAN"}');
-- As in Sequelize a model without timestamps is not paranoid, whatever it says.
SELECT orm_define('Forgetful', '{"a": "INTEGER"}', '{"paranoid": true, "timestamps": false}');
