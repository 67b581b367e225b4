-- JSON, JSONB, BLOB, UUID and ENUM. For each type: its default, null, the smallest value, the largest, and wrong ones.
SELECT orm_define('Doc', '{
  "j": {"type": "JSON", "defaultValue": {"b": 1, "a": [1, 2.50]}}, "jb": {"type": "JSONB", "defaultValue": {"b": 1, "a": [1, 2.50]}},
  "bl": {"type": "BLOB", "defaultValue": "\\x00"}, "bt": "BLOB(''tiny'')", "u": {"type": "UUID", "defaultValue": "6EC0BD7F-11C0-43DA-975E-2A8AD9EBAE0B"},
  "e": {"type": "ENUM(''b'',''a'',''it''''s'')", "defaultValue": "a"}, "ev": {"type": "ENUM", "values": ["x", "y"]}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Defaults. JSON keeps its tokens, JSONB has an order of its own: keys by length, then bytes.
SELECT orm_create('Doc', '{}');
-- Null: for a JSON attribute too it is the absence of a value.
SELECT orm_create('Doc', '{"j": null, "jb": null, "bl": null, "bt": null, "u": null, "e": null, "ev": null}');
-- The smallest
SELECT orm_create('Doc', '{"j": {}, "jb": [], "bl": "\\x", "bt": "\\x", "u": "00000000-0000-0000-0000-000000000000", "e": "b", "ev": "x"}');
-- The largest: JSON keeps repeated keys and the spelling of its numbers and texts, JSONB the last of equal keys
SELECT orm_create('Doc', '{"j": {"z": 1.50, "a" : "\u00e4\u0041", "a": 1e5, "é": [ ]}, "jb": {"z": 1.50, "aa" : "\u00e4\u0041", "b": 1e5, "b": 2, "é": [ ]},
  "bl": "\\xDEADbeef", "u": "ffffffff-ffff-ffff-ffff-ffffffffffff", "e": "it''s", "ev": "y"}');
-- Every kind of JSON is a value.
SELECT orm_bulk_create('Doc', '[{"j": "text", "jb": "text"}, {"j": 7, "jb": 8}, {"j": false, "jb": true}, {"j": [null], "jb": [null, 12345678901234567890.123, 1e-7, 1E+2]}]', '{"returning": false}');
SELECT orm_find_all('Doc', '{"attributes": ["j", "jb"], "where": {"id": {"$gt": 4}}, "order": ["id"]}');

-- ---- Wrong
SELECT orm_validate('Doc', '{"bl": "00", "bt": "\\x0", "u": "6ec0bd7f11c043da975e2a8ad9ebae0b", "e": "c", "ev": "X"}');
SELECT orm_validate('Doc', '{"bl": 1, "bt": {}, "u": "g0000000-0000-0000-0000-000000000000", "e": 1, "ev": ["x"], "j": {"a": "\u0000"}, "jb": ["\ud800"]}');
-- A number of JSONB has at most 131072 digits before its point.
SELECT orm_validate('Doc', '{"jb": [1e131072], "j": [1e131072]}');

-- ---- Conditions: an ENUM compares and orders as declared, a UUID whatever its case
SELECT orm_find_all('Doc', '{"attributes": ["id", "e"], "where": {"id": {"$lt": 5}}, "order": ["e"]}');
SELECT orm_find_all('Doc', '{"attributes": ["id", "e"], "where": {"id": {"$lt": 5}, "e": {"$gt": "b"}}, "order": ["id"]}');
SELECT orm_find_all('Doc', '{"attributes": ["id"], "where": {"bl": "\\xdeadbeef", "u": "FFFFFFFF-ffff-ffff-ffff-ffffffffffff"}}');
SELECT orm_find_all('Doc', '{"where": {"e": "c"}}');

-- ---- UUIDs made by us
SELECT orm_define('Key', '{"v1": {"type": "UUID", "defaultValue": "UUIDV1"}, "v4": {"type": "UUID", "defaultValue": "UUIDV4"}, "v7": {"type": "UUID", "defaultValue": "UUIDV7"},
  "text": {"type": "CHAR(36)", "defaultValue": "UUIDV4"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Key');
-- @uuids
SELECT orm_create('Key', '{}');
SELECT orm_find_by_pk('Key', 1);
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "defaultValue": "UUIDV4"}}');

-- ---- Definitions that cannot be
SELECT orm_define('Bad', '{"a": "ENUM"}');
SELECT orm_define('Bad', '{"a": "ENUM(''x'',''x'')"}');
SELECT orm_define('Bad', '{"a": {"type": "ENUM", "values": ["x", 1]}}');
SELECT orm_define('Bad', '{"a": {"type": "ENUM(''x'',''y'')", "defaultValue": "z"}}');
