-- Indexes are compared by what they are, not by what they are called.
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["title"]}, {"fields": ["lang", {"name": "size", "order": "DESC"}], "name": "by_size"}]}');
-- @each
SELECT orm_sync();
-- Under another name it is the same.
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["title"], "name": "titles"}, {"fields": ["lang", {"name": "size", "order": "DESC"}]}]}');
SELECT orm_sync(NULL, '{"alter": true}');
-- Under the same name another one is another: unique, partial, in other order, of an expression.
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["title"], "unique": true, "name": "docs_title"}, {"fields": ["lang", "size"], "name": "by_size"}, {"fields": [{"$fn": "lower", "args": [{"$col": "title"}]}], "name": "lowered"}, {"fields": ["size"], "where": {"lang": {"$in": ["en", "fr"]}, "size": {"$gt": 1}}}]}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_bulk_create('Doc', '[{"title": "a", "lang": "en", "size": 2}, {"title": "A", "lang": "de", "size": 2}]', '{"returning": false}');
SELECT orm_create('Doc', '{"title": "a"}');
-- Another condition, another expression.
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": [{"$fn": "upper", "args": [{"$col": "title"}]}], "name": "lowered"}, {"fields": ["size"], "where": {"lang": {"$in": ["en", "fr"]}, "size": {"$gt": 2}}}]}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- `drop: false` makes what is missing and leaves the rest.
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["lang"]}]}');
-- @each
SELECT orm_sync(NULL, '{"alter": {"drop": false}}');
SELECT orm_sync(NULL, '{"alter": {"drop": false}}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- One by hand that does what is wanted serves, whatever its name, and is never dropped.
CREATE INDEX hand_made ON "Docs" (title, size);
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["title", "size"]}]}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_define('Doc', '{"title": "STRING", "lang": "STRING(2)", "size": "INTEGER"}', '{"timestamps": false}');
SELECT orm_sync(NULL, '{"alter": true}');
DROP INDEX hand_made;
-- A foreign key's index: not where another one begins with the key, nor where it is not wanted.
SELECT orm_define('Page', '{"nr": "INTEGER"}', '{"timestamps": false, "indexes": [{"fields": ["docId", "nr"], "unique": true}]}');
SELECT orm_belongs_to('Page', 'Doc', '{"as": "doc", "foreignKey": "docId"}');
SELECT orm_define('Line', '{"nr": "INTEGER"}', '{"timestamps": false}');
SELECT orm_belongs_to('Line', 'Doc', '{"as": "doc", "foreignKey": {"name": "docId", "index": false}}');
-- @each
SELECT orm_sync();
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_define('Page', '{"nr": "INTEGER"}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- Two indexes of one name in two tables cannot be; a generated name that is taken gets a number.
CREATE TABLE other (a integer);
CREATE INDEX lines_nr ON other (a);
SELECT orm_define('Line', '{"nr": {"type": "INTEGER", "index": true}}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
