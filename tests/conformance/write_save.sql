-- An instance is stored, changed by its key and read again.
-- @hidden
SELECT orm_define('User', '{"name": {"type": "STRING", "validate": {"len": [1, 20]}}, "age": {"type": "INTEGER", "defaultValue": 18}, "note": "TEXT", "meta": "JSON"}');
-- @hidden
SELECT orm_sync();

-- Without a key it is new; with one that no row has it is new, too.
SELECT orm_save('User', '{"name": "ada", "now": 1}');
SELECT orm_save('User', '{"name": "ada"}');
SELECT orm_save('User', '{"id": null, "name": "bob"}', '{"now": "2020-01-01T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "name": "cy"}', '{"now": "2020-01-01T00:00:00Z"}');

-- With the key of a row, what is given is changed, and no more.
SELECT orm_save('User', '{"id": 70, "age": 33}', '{"now": "2020-01-02T00:00:00Z"}');

-- What an instance may not change is left alone: its key, createdAt, updatedAt.
SELECT orm_save('User', '{"id": 70, "age": 34, "createdAt": "1999-01-01T00:00:00Z", "updatedAt": "1999-01-01T00:00:00Z"}', '{"now": "2020-01-03T00:00:00Z"}');

-- Where all is as it was, nothing is changed.
SELECT orm_save('User', '{"id": 70, "age": 34, "name": "cy"}', '{"now": "2020-01-04T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "meta": {"b": [1, 2], "a": null}}', '{"now": "2020-01-05T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "meta": {"b": [1, 2], "a": null}}', '{"now": "2020-01-06T00:00:00Z"}');

-- Nothing but the key: the row is read.
SELECT orm_save('User', '{"id": 70}');

-- An instance as it was read goes back in.
SELECT orm_save('User', orm_find_by_pk('User', 70));

-- Values are checked in both cases, those that are given.
SELECT orm_save('User', '{"id": 70, "name": ""}');
SELECT orm_save('User', '{"id": 70, "age": "x"}');
SELECT orm_save('User', '{"name": "a name with more than twenty letters", "age": 1.5}');
SELECT orm_save('User', '{"id": 70, "name": ""}', '{"validate": false, "now": "2020-01-07T00:00:00Z"}');

-- Options.
SELECT orm_save('User', '{"id": 70, "name": "dee", "age": 1}', '{"fields": ["name"], "now": "2020-01-08T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "name": "eve"}', '{"silent": true, "now": "2020-01-09T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70}', '{"set": {"age": {"$fn": "abs", "args": [-7]}}, "now": "2020-01-10T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "name": null, "note": "n"}', '{"omitNull": true, "now": "2020-01-11T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "name": "f"}', '{"hooks": false, "returning": true, "raw": true, "now": "2020-01-12T00:00:00Z"}');
SELECT orm_save('User', '{"id": 70, "name": "g"}', '{"scope": "nosuch"}');
SELECT orm_save('User', '{"id": 70, "name": "g"}', '{"wher": {}}');
SELECT orm_save('User', '[1]');
SELECT orm_save('User');
SELECT orm_save('User', '{"id": 70, "nam": "g"}');

-- ---- by key
SELECT orm_update_by_pk('User', 70, '{"name": "gil"}', '{"now": "2020-02-01T00:00:00Z"}');
SELECT orm_update_by_pk('User', '{"id": 70, "name": "whatever"}', '{"age": 44}', '{"now": "2020-02-02T00:00:00Z"}');
SELECT orm_update_by_pk('User', 70, '{"id": 71, "age": 44}', '{"now": "2020-02-03T00:00:00Z"}');
SELECT orm_update_by_pk('User', 70, '{}');
SELECT orm_update_by_pk('User', 70, NULL);
SELECT orm_update_by_pk('User', 70, '{}', '{"set": {"note": {"$fn": "upper", "args": ["x"]}}, "now": "2020-02-04T00:00:00Z"}');
SELECT orm_update_by_pk('User', 70, '{"name": "hal", "age": 1}', '{"fields": ["age"], "silent": true}');
SELECT orm_update_by_pk('User', 999, '{"name": "none"}');
SELECT orm_update_by_pk('User', 999, '{}');
SELECT orm_update_by_pk('User', NULL, '{"name": "none"}');
SELECT orm_update_by_pk('User', 'x', '{"name": "none"}');
SELECT orm_update_by_pk('User', '{"name": "g"}', '{"name": "none"}');
SELECT orm_update_by_pk('User', 70, '{"name": ""}');
SELECT orm_update_by_pk('User', 70, '{"name": "g"}', '{"where": {}}');

-- ---- read again
SELECT orm_reload('User', 70, '{"attributes": ["id", "age"]}');
SELECT orm_reload('User', '{"id": 70, "age": 12345}', '{"attributes": ["id", "age"]}');
SELECT orm_reload('User', 71);
SELECT orm_reload('User', 70, '{"where": {"id": 1}}');
SELECT orm_reload('User', NULL);

-- ---- the version: whoever carries an old one does not overwrite
-- @hidden
SELECT orm_define('Doc', '{"text": "STRING"}', '{"version": true, "timestamps": false}');
-- @hidden
SELECT orm_sync('Doc');
SELECT orm_save('Doc', '{"text": "a"}');
SELECT orm_save('Doc', '{"id": 1, "text": "b", "version": 0}');
SELECT orm_save('Doc', '{"id": 1, "text": "c", "version": 0}');
SELECT orm_save('Doc', '{"id": 1, "text": "b", "version": 1}');
SELECT orm_save('Doc', '{"id": 1, "text": "d"}');
SELECT orm_save('Doc', '{"id": 5, "text": "e", "version": 0}');
SELECT orm_save('Doc', '{"id": 5, "text": "e"}');
SELECT orm_update_by_pk('Doc', 1, '{"text": "f", "version": 2}');
SELECT orm_update_by_pk('Doc', '{"id": 1, "version": 2}', '{"text": "g"}');
SELECT orm_update_by_pk('Doc', 1, '{"text": "f"}');
SELECT orm_destroy_by_pk('Doc', '{"id": 1, "version": 1}');
SELECT orm_destroy_by_pk('Doc', '{"id": 1, "version": 3}');
SELECT orm_destroy_by_pk('Doc', 1);

-- ---- keys of several parts, and none
-- @hidden
SELECT orm_define('Seat', '{"row": {"type": "INTEGER", "primaryKey": true}, "place": {"type": "STRING(3)", "primaryKey": true}, "who": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_define('Line', '{"a": "INTEGER", "b": "STRING"}', '{"timestamps": false, "noPrimaryKey": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_save('Seat', '{"row": 1, "place": "A", "who": "x"}');
SELECT orm_save('Seat', '{"row": 1, "place": "A", "who": "y"}');
SELECT orm_update_by_pk('Seat', '{"row": 1, "place": "A"}', '{"who": null}');
SELECT orm_update_by_pk('Seat', '{"row": 1}', '{"who": null}');
SELECT orm_update_by_pk('Seat', 1, '{"who": null}');
SELECT orm_reload('Seat', '{"row": 1, "place": "A"}');
SELECT orm_destroy_by_pk('Seat', '{"row": 1, "place": "A"}');
SELECT orm_save('Line', '{"a": 1}');
SELECT orm_save('Line', '{"a": 1}');
SELECT orm_count('Line');
SELECT orm_update_by_pk('Line', '{"a": 1, "b": null}', '{"b": "x"}');
SELECT orm_reload('Line', '{"a": 1, "b": "x"}');
SELECT orm_destroy_by_pk('Line', '{"a": 1, "b": "x"}');

-- ---- validators that are expressions see the row that is there under what is given
-- @hidden
SELECT orm_define('Range', '{"low": {"type": "INTEGER", "allowNull": false}, "high": "INTEGER"}', '{"timestamps": false, "validate": {"ordered": "coalesce(:low <= :high, true)"}}');
-- @hidden
SELECT orm_sync('Range');
SELECT orm_save('Range', '{"low": 5, "high": 9}');
SELECT orm_save('Range', '{"id": 1, "high": 3}');
SELECT orm_update_by_pk('Range', 1, '{"low": 10}');
SELECT orm_update_by_pk('Range', 1, '{"low": 10, "high": 11}');
SELECT orm_save('Range', '{"id": 1, "low": null}');
