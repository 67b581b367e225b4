-- defaultValue in every form: a value, an expression of SQL, what is made when the row is.
SELECT orm_define('D', '{
  "text": {"type": "STRING", "defaultValue": "x"}, "none": {"type": "STRING", "defaultValue": null}, "zero": {"type": "INTEGER", "defaultValue": 0},
  "no": {"type": "BOOLEAN", "defaultValue": false}, "empty": {"type": "STRING", "defaultValue": ""}, "json": {"type": "JSONB", "defaultValue": {"a": []}},
  "list": {"type": "JSON", "defaultValue": [1]}, "dollar": {"type": "JSON", "defaultValue": {"$value": {"$fn": "x"}}},
  "fn": {"type": "STRING", "defaultValue": {"$fn": "upper", "args": ["abc"]}}, "lit": {"type": "INTEGER", "defaultValue": {"$literal": "6 * 7"}},
  "cast": {"type": "INTEGER", "defaultValue": {"$cast": "12", "type": "INTEGER"}}, "now": {"type": "DATE", "defaultValue": "NOW"},
  "word": {"type": "STRING", "defaultValue": {"$value": "NOW"}}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- What is absent takes the default, null stays null; so in one row and in many, and when the engine itself inserts.
SELECT orm_create('D', '{}', '{"now": "2024-01-01T00:00:00Z"}');
SELECT orm_create('D', '{"text": null, "none": null, "zero": null, "no": null, "empty": null, "json": null, "list": null, "dollar": null, "fn": null, "lit": null, "cast": null, "now": null, "word": null}');
SELECT orm_bulk_create('D', '[{"text": "given"}, {"text": null, "fn": "given"}, {}]', '{"now": "2024-01-01T00:00:00Z"}');
INSERT INTO "Ds" ("id") VALUES (100);
SELECT orm_find_by_pk('D', 100);
SELECT orm_build('D', '{}', '{"now": "2024-01-01T00:00:00Z"}');

-- ---- Defaults that cannot be
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "defaultValue": {"a": 1}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "defaultValue": {"$fnn": "abs", "args": [1]}}}');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "defaultValue": {"$col": "b"}}, "b": "INTEGER"}');
