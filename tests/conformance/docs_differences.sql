-- The statements of docs/differences.md. Written by docs/generate: change them there.

SELECT orm_define('Row', '{"name": "STRING", "n": {"type": "INTEGER", "defaultValue": 5}, "amount": "DECIMAL(6,2)", "day": "DATEONLY"}',
  '{"timestamps": false}');

-- @each
SELECT orm_sync();

SELECT orm_bulk_create('Row', '[{"name": "50%", "amount": "1.005"}, {"name": "50 or more", "n": null}]');

SELECT orm_find_all('Row', '{"attributes": ["name"], "where": {"name": {"$startsWith": "50%"}}}');

SELECT orm_find_all('Row', '{"attributes": ["name"], "where": {"n": {"$notIn": [1, null]}}}');

SELECT orm_find_all('Row', '{"attributes": ["name", "n"], "order": [["n", "ASC"]]}');

SELECT orm_validate('Row', '{"day": "2021-02-29", "n": "7 apples"}');

SELECT orm_define('Code', '{
  "mail": {"type": "STRING", "validate": {"isEmail": {"require_tld": false, "msg": "an address, please"}}},
  "list": {"type": "JSONB", "validate": {"isArray": true}},
  "kind": {"type": "STRING", "validate": {"isIn": ["ab", "b"]}},
  "five": {"type": "STRING", "validate": {"equals": 5}}}');

SELECT orm_validate('Code', '{"mail": "root@localhost", "list": [1], "kind": "b", "five": "5"}');

SELECT orm_validate('Code', '{"mail": "root", "list": {"a": 1}, "kind": "a", "five": "6"}');

SELECT orm_define('Wrong', '{"a": {"type": "STRING", "validate": {"isEmail": {"require_tdl": false}}}}');

SELECT orm_define('Wrong', '{"a": {"type": "STRING", "validate": {"is": "(?<=a+)b"}}}');

SELECT orm_define('Wrong', '{"a": {"type": "STRING", "validate": {"is": "(a"}}}');

