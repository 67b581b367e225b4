-- Indexes in every form.
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "author": {"type": "INTEGER", "field": "author_id"}, "meta": "JSONB", "tagged": {"type": "BOOLEAN", "index": true}, "price": "DECIMAL(8,2)", "text": "TEXT"}', '{
  "timestamps": false, "paranoid": false, "indexes": [
    {"fields": ["title"]},
    {"fields": ["author", "lang"], "name": "by_author"},
    {"fields": ["lang", "title"], "unique": true},
    {"fields": ["title"], "type": "UNIQUE", "name": "one_title", "where": {"lang": "en", "author": {"$ne": null}}},
    {"fields": [{"name": "title", "order": "DESC"}, {"attribute": "lang", "order": "ASC"}], "name": "sorted"},
    {"fields": [{"$fn": "lower", "args": [{"$col": "title"}]}], "name": "lowered"},
    {"fields": [{"$literal": "length(text)"}, "author_id"], "name": "mixed"},
    {"fields": ["price"], "prefix": "cheap", "where": {"price": {"$lt": 10}}},
    {"fields": ["lang"], "unique": false, "using": "btree", "name": "trees"}
  ]}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_create('Doc', '{"title": "a", "lang": "en", "author": 1}');
SELECT orm_create('Doc', '{"title": "a", "lang": "en"}');
-- A partial one holds only what its condition chooses.
SELECT orm_bulk_create('Doc', '[{"title": "a", "lang": "de", "author": 1}, {"title": "b", "lang": "en"}, {"title": "b", "lang": "fr", "author": 2}]', '{"returning": false}');
SELECT orm_define('Post', '{"slug": "STRING"}', '{"paranoid": true, "indexes": [{"fields": ["slug"], "unique": true}]}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Post', '[{"slug": "x"}]', '{"returning": false}');
SELECT orm_destroy('Post', '{"where": {}}');
SELECT orm_bulk_create('Post', '[{"slug": "x"}]', '{"returning": false}');
SELECT orm_create('Post', '{"slug": "x"}');
-- A method, a collation, an operator class and columns that only lie in the index are PostgreSQL's.
-- @only postgres
SELECT orm_define('Page', '{"words": "TEXT", "meta": "JSONB", "n": "INTEGER", "m": "INTEGER"}', '{"timestamps": false, "indexes": [
  {"fields": ["meta"], "using": "gin", "operator": "jsonb_path_ops"}, {"fields": [{"name": "words", "collate": "C", "operator": "text_pattern_ops", "order": "DESC NULLS LAST"}], "name": "words_c"},
  {"fields": ["n"], "include": ["m"], "name": "covering"}, {"fields": ["m"], "concurrently": false, "name": "quiet", "method": "hash"}]}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
-- @only postgres
SELECT indexname, substr(indexdef, strpos(indexdef, 'USING')) FROM pg_indexes WHERE tablename = 'Pages' ORDER BY 1;
-- ---- What cannot be
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"name": "x"}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": []}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": [7]}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": ["a"], "uniqe": true}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": ["a"], "type": "FULLTEXT"}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": ["a"], "where": {"b": 1}}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": [{"$fn": "lower", "args": [{"$col": "b"}]}]}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": [{"name": "a", "order": "UPWARDS"}]}]}');
SELECT orm_define('Bad', '{"a": "VIRTUAL"}', '{"indexes": [{"fields": ["a"]}]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": ["a"]}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"indexes": [{"fields": ["a"], "name": "same"}, {"fields": ["id"], "name": "same"}]}');
-- An index is made in the transaction of orm_sync.
SELECT orm_define('Bad', '{"a": "INTEGER"}', '{"indexes": [{"fields": ["a"], "concurrently": true}]}');
-- A prefix stands for the table in an index's name.
SELECT orm_define('Prefixed', '{"aB": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["aB"], "prefix": "My"}]}');
