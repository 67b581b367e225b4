-- Validators: their arguments, messages and what they look at. One ValidationError carries every item that fails.
SELECT orm_define('User', '{
  "name": {"type": "STRING(20)", "allowNull": false, "validate": {"notNull": {"msg": "a user has a name"}, "notEmpty": true, "len": [2, 10]}},
  "mail": {"type": "STRING", "validate": {"isEmail": true, "not": {"args": ["spam", "i"], "msg": "no spam"}}},
  "age": {"type": "INTEGER", "allowNull": false, "validate": {"min": 18, "max": {"args": [99], "msg": "too old"}, "isDivisibleBy": 3}},
  "role": {"type": "STRING", "defaultValue": "guest", "validate": {"isIn": [["admin", "guest"]], "notIn": {"args": [["root"]], "msg": "not this one"}}},
  "code": {"type": "STRING", "validate": {"is": ["^[a-z]+$", "i"], "contains": "a", "isUppercase": false}},
  "ip": {"type": "STRING", "validate": {"isIP": {"args": 4, "msg": "an address of four numbers"}}},
  "site": {"type": "STRING", "validate": {"isURL": {"protocols": ["https"], "msg": "only https"}}},
  "key": {"type": "UUID", "validate": {"isUUID": 4}},
  "born": {"type": "DATEONLY", "validate": {"isAfter": "1900-01-01", "isBefore": {"args": "2010-01-01", "msg": "too young"}}}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();

-- ---- What passes; null is not asked where it is allowed
SELECT orm_validate('User', '{"name": "Ada", "age": 36, "mail": "a@b.org", "role": "admin", "code": "abc", "ip": "1.2.3.4", "site": "https://a.org", "key": "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b", "born": "1985-12-10"}');
SELECT orm_validate('User', '{"name": "Ada", "age": 36, "mail": null, "role": null, "code": null, "ip": null, "site": null, "key": null, "born": null}');
-- ---- What fails: every item, in the order of the attributes and of their validators
SELECT orm_validate('User', '{"name": "", "age": 17, "mail": "SPAM", "role": "root", "code": "x1", "ip": "::1", "site": "http://a.org", "key": "6ec0bd7f-11c0-13da-975e-2a8ad9ebae0b", "born": "2020-01-01"}');
-- Of a value that is null or missing only that is said; a value that is not of its type, only when its validators do not.
SELECT orm_validate('User', '{"age": null}');
SELECT orm_validate('User', '{"name": "A", "age": "many"}');
SELECT orm_create('User', '{"name": "A", "age": 100, "mail": "x"}');
SELECT orm_count('User');
-- An argument by position, in a list, in an object; a number is a text of digits.
SELECT orm_define('Args', '{
  "a": {"type": "INTEGER", "validate": {"isInt": {"min": 1, "max": 5}}}, "b": {"type": "INTEGER", "validate": {"isInt": {"args": [{"min": 1}], "msg": "from 1"}}},
  "c": {"type": "STRING", "validate": {"len": {"args": [3], "msg": "three"}}}, "d": {"type": "STRING", "validate": {"len": 3}}, "e": {"type": "STRING", "validate": {"equals": "x"}},
  "f": {"type": "STRING", "validate": {"isIn": ["x", "y"]}}, "g": {"type": "DECIMAL(5,2)", "validate": {"isDecimal": {"msg": "a decimal, please"}, "max": "1.5"}}, "h": {"type": "STRING", "validate": {"min": 3}}
}', '{"timestamps": false}');
SELECT orm_validate('Args', '{"a": 6, "b": 0, "c": "ab", "d": "ab", "e": "y", "f": "z", "g": 1.51, "h": "many"}');
SELECT orm_validate('Args', '{"a": 5, "b": 1, "c": "abc", "d": "abc", "e": "x", "f": "y", "g": "1.50", "h": "3"}');
-- ---- Options: validate, fields, skip
SELECT orm_create('User', '{"name": "A", "age": 1}', '{"validate": false}');
SELECT orm_create('User', '{"name": "A", "age": 36, "mail": "x"}', '{"fields": ["name", "age"]}');
SELECT orm_validate('User', '{"name": "A", "age": 36, "mail": "x"}', '{"skip": ["name"]}');
SELECT orm_validate('User', '{"name": "A", "age": 36, "mail": "x"}', '{"fields": ["name"]}');
-- What a bulk creation says carries the item's place.
SELECT orm_bulk_create('User', '[{"name": "Ada", "age": 36}, {"name": "B", "age": 2}, {"age": 36}, {"age": 39}, {"name": "Bob"}]', '{"validate": true}');
SELECT orm_bulk_create('User', '[{"name": "Ada", "age": 36}, {"age": "x"}, {"name": null}]');
-- A static update looks at what is given, an update by key too; both leave the rest.
SELECT orm_update('User', '{"age": 2}', '{"where": {"id": 1}}');
SELECT orm_update('User', '{"mail": "a@b.org"}', '{"where": {"id": 1}}');
SELECT orm_update_by_pk('User', 1, '{"age": 2}');
SELECT orm_upsert('User', '{"id": 1, "name": "Ada", "age": 2}');

-- ---- Validators that are SQL expressions: true passes, false and NULL fail, a text is the message; the text 'true' passes, for PostgreSQL wants one type.
SELECT orm_define('Trip', '{
  "from": {"type": "DATEONLY", "allowNull": false}, "to": {"type": "DATEONLY", "validate": {"later": "coalesce(:value >= :from, true)"}},
  "seats": {"type": "INTEGER", "allowNull": true, "validate": {"even": {"args": ":value % 2 = 0", "msg": "seats come in pairs"}, "known": ":value is not null"}},
  "note": {"type": "STRING", "validate": {"said": "length(:value) > 2", "other": ":value <> :model"}},
  "code": {"type": "STRING", "validate": {"text": "case when :value = ''bad'' then ''bad: '' || :seats || '' seats'' else ''true'' end"}}
}', '{"timestamps": false, "validate": {"short": "coalesce(:to, :from) <= :from or :seats < 100", "many": "case when :seats > 1000 then ''so many'' else ''true'' end"}}');
-- @hidden
SELECT orm_sync('Trip');
SELECT orm_create('Trip', '{"from": "2024-01-01", "to": "2024-01-02", "seats": 4, "note": "long"}');
SELECT orm_validate('Trip', '{"from": "2024-01-02", "to": "2024-01-01", "seats": 3, "note": "x", "code": "bad"}');
SELECT orm_validate('Trip', '{"from": "2024-01-02", "to": "2024-01-03", "seats": 2000, "note": "Trip"}');
-- With allowNull: true written, they are asked about null too, as in Sequelize.
SELECT orm_validate('Trip', '{"from": "2024-01-02", "seats": null}');
-- By key they see the row that is there; what a static update does not give, they do not ask about.
SELECT orm_update_by_pk('Trip', 1, '{"to": "2023-01-01"}');
SELECT orm_update('Trip', '{"to": "2023-01-01"}', '{"where": {"id": 1}}');
SELECT orm_update_by_pk('Trip', 1, '{"seats": 102}');

-- ---- isImmutable: a new row may have any value, the row of a key keeps what it has; null is not asked.
SELECT orm_define('Fixed', '{"code": {"type": "STRING", "validate": {"isImmutable": true}}, "doc": {"type": "JSON", "validate": {"isImmutable": {"msg": "stays"}}}, "n": {"type": "DECIMAL(5,2)", "validate": {"isImmutable": true}},
  "list": {"type": "ARRAY(INTEGER)", "validate": {"isImmutable": true}}, "other": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Fixed');
SELECT orm_create('Fixed', '{"code": "a", "doc": {"a": 1, "b": 2}, "n": 1.5, "list": [1, 2]}');
SELECT orm_update_by_pk('Fixed', 1, '{"code": "b", "doc": {"a": 2}, "n": 1.51, "list": [2, 1]}');
SELECT orm_update_by_pk('Fixed', 1, '{"code": "a", "doc": {"b": 2, "a": 1}, "n": "1.50", "list": ["1", 2], "other": "x"}');
SELECT orm_save('Fixed', '{"id": 1, "code": "c"}');
SELECT orm_save('Fixed', '{"id": 2, "code": "c"}');
SELECT orm_update_by_pk('Fixed', 1, '{"code": "b"}', '{"validate": false}');
SELECT orm_update_by_pk('Fixed', 1, '{"code": null, "n": null}');
SELECT orm_update_by_pk('Fixed', 1, '{"code": "z"}');
SELECT orm_update_by_pk('Fixed', 99, '{"code": "z"}');
-- What a static update makes is new to it, as in Sequelize.
SELECT orm_update('Fixed', '{"code": "y"}', '{"where": {"id": 1}}');

-- ---- orm_build: the instance with defaults, not stored, whatever its values; a text for a BOOLEAN and the like as it will be
SELECT orm_build('User', '{"name": "", "age": "36", "mail": 5}');
SELECT orm_build('User', '{"age": "many", "born": "yesterday"}');
SELECT orm_build('User', '{"nme": "x"}');
SELECT orm_count('User', '{"where": {"name": ""}}');

-- ---- Definitions that cannot be
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"isEmial": true}}}');
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"len": "many"}}}');
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"is": "("}}}');
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"min": true}}}');
-- @each
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"odd": "nothing_there(:value)"}}}');
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"odd": ":b = 1"}}}');
SELECT orm_define('Bad', '{"a": "STRING"}', '{"validate": {"isEmail": true}}');
SELECT orm_define('Bad', '{"a": "STRING"}', '{"validate": {"rule": ":value = 1"}}');
SELECT orm_define('Bad', '{"a": {"type": "STRING", "validate": {"isInt": {"mn": 1}}}}');
