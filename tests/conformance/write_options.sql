-- The options that writing functions share.
-- @hidden
SELECT orm_define('Note', '{"text": {"type": "STRING", "defaultValue": "none"}, "n": {"type": "INTEGER", "field": "number"}, "meta": "JSONB", "plain": "JSON"}', '{"version": true}');
-- @hidden
SELECT orm_sync();

-- ---- now: the time of the call, to the millisecond or the microsecond
SELECT orm_create('Note', '{"id": 1, "n": 1}', '{"now": "2020-01-01T00:00:00Z"}');
SELECT orm_create('Note', '{"id": 2, "n": 2}', '{"now": "2020-01-01T12:00:00.123456+02:00"}');
SELECT orm_create('Note', '{"n": 3}', '{"now": "yesterday"}');
SELECT orm_create('Note', '{"n": 3}', '{"now": 5}');
SELECT orm_build('Note', '{"n": 3}', '{"now": "2020-01-01T00:00:00Z"}');

-- ---- silent: updatedAt stays, or may be given; version counts in any case
SELECT orm_update('Note', '{"n": 5}', '{"where": {"id": 1}, "silent": true, "returning": ["n", "updatedAt", "version"]}');
SELECT orm_update('Note', '{"n": 6, "updatedAt": "2019-01-01T00:00:00Z"}', '{"where": {"id": 1}, "silent": true, "returning": ["n", "updatedAt", "version"]}');
SELECT orm_update('Note', '{"n": 7, "updatedAt": "2018-01-01T00:00:00Z", "createdAt": "2017-01-01T00:00:00Z"}', '{"where": {"id": 1}, "now": "2020-02-01T00:00:00Z", "returning": ["n", "createdAt", "updatedAt", "version"]}');
SELECT orm_update_by_pk('Note', 1, '{"n": 8, "updatedAt": "2018-01-01T00:00:00Z", "createdAt": "2016-01-01T00:00:00Z", "version": 3}', '{"now": "2020-03-01T00:00:00Z"}');
SELECT orm_increment('Note', '"n"', '{"where": {"id": 1}, "silent": true, "returning": ["n", "updatedAt", "version"]}');
SELECT orm_create('Note', '{"id": 3, "createdAt": "2010-01-01T00:00:00Z", "updatedAt": "2011-01-01T00:00:00Z"}', '{"silent": true}');
SELECT orm_create('Note', '{"id": 4, "createdAt": "2010-01-01T00:00:00Z", "updatedAt": "2011-01-01T00:00:00Z"}', '{"now": "2020-01-01T00:00:00Z"}');

-- ---- set: computed values, paths into JSON too
SELECT orm_update('Note', '{"meta": {"a": {"b": 1}, "list": [1, 2]}}', '{"where": {"id": 1}, "returning": ["meta"]}');
SELECT orm_update('Note', '{}', '{"where": {"id": 1}, "set": {"meta.a.b": 2, "meta.a.c": {"deep": [true, null]}, "meta.new": "x"}, "returning": ["meta"]}');
SELECT orm_update('Note', '{}', '{"where": {"id": 1}, "set": {"meta.list.0": 9, "meta.a.b": null}, "returning": ["meta"]}');
SELECT orm_update('Note', '{"text": "given"}', '{"where": {"id": 1}, "set": {"n": {"$fn": "abs", "args": [{"$literal": "-40"}]}}, "returning": ["text", "n"]}');
SELECT orm_update('Note', '{"n": 1}', '{"where": {"id": 1}, "set": {"n": {"$col": "version"}}, "returning": ["n", "version"]}');
SELECT orm_update('Note', '{}', '{"where": {"id": 2}, "set": {"meta.a": 1}, "returning": ["meta"]}');
SELECT orm_update('Note', '{"plain": {"z": 1, "a": 1.50}}', '{"where": {"id": 2}, "returning": ["plain"]}');
SELECT orm_update_by_pk('Note', 2, '{}', '{"set": {"n": {"$now": true}}}');
SELECT orm_update('Note', '{}', '{"where": {"id": 1}, "set": {"nn": 1}}');
SELECT orm_update('Note', '{}', '{"where": {"id": 1}, "set": {"text.a": 1}}');
SELECT orm_update('Note', '{}', '{"where": {"id": 1}, "set": {"n": {"$col": "nn"}}}');
SELECT orm_update('Note', '{}', '{"where": {"id": 1}, "set": {"n": {"$gt": 1}}}');
-- In values such a document is data.
SELECT orm_update('Note', '{"meta": {"$fn": "abs", "args": [-1]}}', '{"where": {"id": 1}, "returning": ["meta"]}');
SELECT orm_update('Note', '{"n": {"$fn": "abs", "args": [-1]}}', '{"where": {"id": 1}}');
SELECT orm_update('Note', '{"meta.a": 1}', '{"where": {"id": 1}}');

-- ---- omitNull, fields
SELECT orm_create('Note', '{"id": 5, "text": null, "n": null}', '{"omitNull": true, "now": "2020-01-01T00:00:00Z"}');
SELECT orm_update('Note', '{"text": null, "n": 1}', '{"where": {"id": 5}, "omitNull": true, "returning": ["text", "n"]}');
SELECT orm_update('Note', '{"text": null, "n": 2}', '{"where": {"id": 5}, "fields": ["text"], "returning": ["text", "n"]}');
SELECT orm_create('Note', '{"id": 6, "text": "t", "n": 5}', '{"fields": ["id", "n"], "now": "2020-01-01T00:00:00Z"}');
SELECT orm_create('Note', '{"n": 5}', '{"fields": ["m"]}');
SELECT orm_update('Note', '{"n": 2}', '{"where": {"id": 5}, "fields": ["text"]}');

-- ---- returning
SELECT orm_update('Note', '{"n": 0}', '{"where": {"id": {"$in": [6, 5]}}, "now": "2020-01-01T00:00:00Z", "returning": true}');
SELECT orm_update('Note', '{"n": 0}', '{"where": {"id": 5}, "returning": ["*"], "now": "2020-01-01T00:00:00Z"}');
SELECT orm_update('Note', '{"n": 0}', '{"where": {"id": 99}, "returning": true}');
SELECT orm_update('Note', '{"n": 0}', '{"where": {"id": 5}, "returning": ["nn"]}');
SELECT orm_bulk_create('Note', '[{"id": 7}, {"id": 8}]', '{"returning": ["id", "text"]}');
SELECT orm_bulk_create('Note', '[{"id": 9}]', '{"returning": false}');
SELECT orm_bulk_create('Note', '[]');
SELECT orm_bulk_create('Note', '[]', '{"returning": false}');

-- ---- a scope's where is a where, as in Sequelize: it is put in before the options are looked at
-- @hidden
SELECT orm_define('Mark', '{"n": "INTEGER", "on": "BOOLEAN"}', '{"timestamps": false, "defaultScope": {"where": {"on": true}}, "scopes": {"big": {"where": {"n": {"$gt": 5}}}, "none": {"limit": 1}}}');
-- @hidden
SELECT orm_sync('Mark');
-- @hidden
SELECT orm_bulk_create('Mark', '[{"id": 1, "n": 1, "on": true}, {"id": 2, "n": 9, "on": false}, {"id": 3, "n": 7, "on": true}]');
SELECT orm_update('Mark', '{"n": 2}');
SELECT orm_update('Mark', '{"n": 8}', '{"scope": "big", "returning": ["id"]}');
SELECT orm_update('Mark', '{"n": 8}', '{"scope": null}');
SELECT orm_destroy('Mark', '{"scope": "none"}');
SELECT orm_destroy('Mark', '{"scope": []}');
SELECT orm_increment('Mark', '"n"');
SELECT orm_find_all('Mark', '{"scope": null, "order": ["id"]}');
SELECT orm_destroy('Mark');
SELECT orm_destroy('Mark', '{"truncate": true, "scope": null}');
SELECT orm_count('Mark', '{"scope": null}');
