-- The statements of docs/reference.md. Written by docs/generate: change them there.

SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING", "email": {"type": "STRING", "unique": true}, "age": "INTEGER"},
           "options": {"timestamps": false}},
  "Post": {"attributes": {"title": {"type": "STRING", "allowNull": false}, "views": {"type": "INTEGER", "defaultValue": 0}},
           "options": {"timestamps": false},
           "associations": [
             {"type": "belongsTo", "target": "User", "options": {"as": "author", "foreignKey": "userId", "inverse": {"as": "posts"}}},
             {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "PostTag", "inverse": {"as": "posts"}}}]},
  "Tag": {"attributes": {"name": "STRING(30)"}, "options": {"timestamps": false}}
}}');

SELECT orm_define('Note', '{"text": "TEXT"}', '{"timestamps": false}');

SELECT orm_define_all('{"models": {"Note": {"attributes": {"text": "TEXT", "color": "STRNG(7)"}}}}');

SELECT orm_define_all('{"models": {"Note": {"attributes": {"text": "TEXT", "color": "STRING(7)"}, "options": {"timestamps": false}}}}');

SELECT orm_belongs_to('Note', 'User', '{"as": "owner", "foreignKey": "ownerId"}');

SELECT orm_has_one('User', 'Note', '{"as": "motto", "foreignKey": "ownerId"}');

SELECT orm_has_many('User', 'Note', '{"as": "notes", "foreignKey": "ownerId"}');

SELECT orm_belongs_to_many('Note', 'Tag', '{"as": "tags", "through": "NoteTag"}');

SELECT orm_undefine_assoc('Note', 'tags');

SELECT orm_undefine('Note');

SELECT orm_models();

SELECT orm_add_scope('Post', 'popular', '{"where": {"views": {"$gte": {"$param": "views"}}}}');

SELECT orm_add_scope('Post', 'unread', '{"where": {"views": 0}}');

SELECT orm_remove_scope('Post', 'unread');

SELECT orm_add_hook('Post', 'beforeCreate', 'NULL', 'nothing');

SELECT orm_remove_hook('Post', 'beforeCreate', 'nothing');

SELECT orm_config('inflection', '{"Datum": "Data"}');

SELECT orm_config('inflection');

SELECT orm_config('numbers');

SELECT orm_export();

SELECT orm_models();

SELECT orm_describe('Post');

SELECT orm_scope('Post', '{"method": ["popular", {"views": 50}]}');

SELECT orm_scope('Post', '["popular", {"order": ["title"], "limit": 5}]', '{"views": 50}');

-- @each
SELECT orm_sync('Tag');

-- @each
SELECT orm_sync();

SELECT orm_sync_plan();

SELECT orm_define('Gone', '{"a": "INTEGER"}');

-- @each
SELECT orm_sync('Gone');

-- @each
SELECT orm_drop('Gone');

SELECT orm_define('Log', '{"line": "TEXT"}', '{"timestamps": false}');

-- @each
SELECT orm_sync('Log');

SELECT orm_bulk_create('Log', '[{"line": "a"}, {"line": "b"}]', '{"returning": false}');

SELECT orm_truncate('Log');

SELECT orm_undefine('Gone');

SELECT orm_undefine('Log');

SELECT orm_bulk_create('User', '[{"name": "Ada", "email": "ada@example.org", "age": 36}, {"name": "Bob", "email": "bob@example.org", "age": 17}, {"name": "Cleo", "email": "cleo@example.org"}]');

SELECT orm_bulk_create('Post', '[{"title": "Engines", "views": 70, "userId": 1}, {"title": "Notes", "views": 5, "userId": 1}, {"title": "Bread", "views": 30, "userId": 2}, {"title": "Draft"}]');

SELECT orm_bulk_create('Tag', '[{"name": "machines"}, {"name": "food"}]');

SELECT orm_set_assoc('Post', 1, 'tags', '[1]');

SELECT orm_set_assoc('Post', 3, 'tags', '[1, 2]');

SELECT orm_find_all('Post', '{"attributes": ["title"], "where": {"views": {"$gt": 10}}, "order": [["views", "DESC"]]}');

SELECT orm_find_all('User', '{"attributes": ["name"], "where": {"email": {"$param": "email"}}}', '{"email": "bob@example.org"}');

SELECT orm_find_one('Post', '{"order": [["views", "DESC"]]}');

SELECT orm_find_one('Post', '{"where": {"title": "Nowhere"}}');

SELECT orm_find_by_pk('User', 2);

SELECT orm_find_by_pk('User', 2, '{"attributes": ["name"], "include": ["posts"]}');

SELECT orm_find_and_count_all('Post', '{"attributes": ["title"], "order": ["title"], "limit": 2, "offset": 1}');

SELECT orm_find_page('Post', '{"attributes": ["title"], "order": [["views", "DESC"]], "first": 1}');

SELECT value FROM orm_each('User', '{"order": ["id"], "attributes": ["id", "name"]}');

SELECT orm_count('User');

SELECT orm_count('User', '{"include": [{"association": "posts", "required": true}]}');

SELECT orm_count_by('Post', '{"group": ["userId"], "order": ["userId"]}');

SELECT orm_min('User', 'age');

SELECT orm_max('User', 'name', '{"where": {"age": {"$ne": null}}}');

SELECT orm_sum('Post', 'views', '{"where": {"userId": 1}}');

SELECT orm_aggregate('User', 'name', 'count', '{"distinct": true}');

SELECT orm_aggregate('Post', 'views', 'max', '{"group": ["userId"], "attributes": ["userId"], "order": ["userId"], "plain": false}');

SELECT orm_query('SELECT name, age FROM "Users" WHERE age > :age ORDER BY name', '{"replacements": {"age": 30}}');

SELECT orm_query('SELECT id, title AS "post.title" FROM "Posts" WHERE "userId" = $1 ORDER BY id', '{"bind": [1], "nest": true}');

SELECT orm_query('UPDATE "Users" SET age = ? WHERE name = ?', '{"replacements": [37, "nobody"]}');

-- @each
SELECT orm_to_sql('find_all', '["User", {"where": {"age": {"$gt": 30}}, "include": ["posts"]}]');

-- @each
SELECT orm_to_sql('create', '["User", {"name": "Lin", "posts": [{"title": "Loops"}]}, {"include": ["posts"], "now": "2024-01-02T03:04:05Z"}]');

-- @each
SELECT orm_explain('find_by_pk', '["User", 1]') -> 0 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type' AS how;

SELECT orm_find_all('User', '{"attributes": ["name"], "where": {"$or": [{"age": {"$between": [30, 40]}}, {"age": null}]}, "order": ["id"]}');

SELECT orm_find_all('User', '{"attributes": ["name"], "where": {"email": {"$startsWith": "a"}, "age": {"$not": 17}}}');

SELECT orm_find_all('User', '{"attributes": ["name"], "where": {"$none": {"posts": {}}}}');

SELECT orm_find_all('Post', '{"attributes": ["title"], "where": {"$author.age$": {"$lt": 18}}, "include": [{"association": "author", "attributes": ["name"]}]}');

SELECT orm_find_all('User', '{"where": {"age": {"$gt": "old"}}}');

SELECT orm_find_all('User', '{"where": {"agee": 1}}');

SELECT orm_find_all('User', '{"where": {"age": {"$gtt": 1}}}');

SELECT orm_define('Doc', '{"name": "STRING", "meta": "JSONB", "words": "ARRAY(STRING)"}', '{"timestamps": false}');

-- @each
SELECT orm_sync('Doc');

SELECT orm_bulk_create('Doc', '[{"name": "ant", "meta": {"a": {"b": 2}}, "words": ["x", "y"]}, {"name": "Bee", "meta": {"a": {"b": "2"}}, "words": ["z"]}]', '{"returning": false}');

SELECT orm_find_all('Doc', '{"attributes": ["name"], "where": {"meta.a.b": {"$gt": 1}}}');

SELECT orm_find_all('Doc', '{"attributes": ["name"], "where": {"meta.a.b::integer": 2}, "order": ["id"]}');

SELECT orm_find_all('Doc', '{"attributes": ["name", [{"$json": "meta.a.b"}, "b"]], "where": {"meta": {"$contains": {"a": {"b": "2"}}}}}');

SELECT orm_find_all('Doc', '{"attributes": ["name"], "where": {"words": {"$overlap": ["y", "q"]}}}');

SELECT orm_find_all('Doc', '{"attributes": ["name"], "where": {"name": {"$iRegexp": "^b"}}}');

SELECT orm_find_all('User', '{"attributes": [[{"$fn": "upper", "args": [{"$col": "name"}]}, "loud"]], "where": {"age": {"$gt": {"$cast": "20", "type": "INTEGER"}}}}');

SELECT orm_find_all('Post', '{"attributes": ["userId", [{"$fn": "sum", "args": [{"$col": "views"}]}, "views"]], "group": ["userId"], "order": ["userId"]}');

SELECT orm_find_all('User', '{"attributes": ["name", ["age", "years"]], "order": ["id"], "limit": 1}');

SELECT orm_find_all('User', '{"attributes": {"exclude": ["id", "age"]}, "order": ["id"], "limit": 1}');

SELECT orm_find_all('User', '{"attributes": ["name", "age"], "order": [["age", "DESC NULLS LAST"], "name"]}');

SELECT orm_find_all('Post', '{"attributes": ["title"], "order": [["author", "name", "DESC"], "title"], "include": [{"association": "author", "attributes": ["name"], "required": true}]}');

SELECT orm_find_all('User', '{"attributes": ["name"], "order": ["id"], "include": [
  {"association": "posts", "attributes": ["title"], "order": [["views", "DESC"]],
   "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": []}}]}]}');

SELECT orm_find_all('Post', '{"attributes": ["title"], "include": [
  {"association": "author", "attributes": ["name"], "where": {"name": "Bob"}}, {"association": "tags"}]}');

SELECT orm_find_all('User', '{"attributes": ["name"], "order": ["id"], "include": [{"association": "posts", "aggregate": {"number": "count", "most": {"max": "views"}}}]}');

SELECT orm_find_all('Post', '{"include": [{"association": "autor"}]}');

SELECT orm_find_all('Post', '{"attributes": ["title"], "scope": {"method": ["popular", {"views": 50}]}}');

SELECT orm_count('Post', '{"scope": "popular", "where": {"title": {"$ne": "Bread"}}}', '{"views": 20}');

SELECT orm_count('Post', '{"scope": "poplar"}');

SELECT orm_create('Post', '{"title": "Butter", "userId": 2}', '{"set": {"views": {"$fn": "abs", "args": [-7]}}}');

SELECT orm_create('Post', '{"views": "many"}');

SELECT orm_create('User', '{"name": "Dora", "posts": [{"title": "First", "tags": [{"name": "new"}]}]}',
  '{"include": [{"association": "posts", "include": ["tags"]}]}');

SELECT orm_bulk_create('Tag', '[{"name": "sea"}, {"name": "sky"}]', '{"returning": ["id"]}');

SELECT orm_bulk_create('Post', '[{"title": "A"}, {"views": 1}, {"title": "C", "views": "x"}]');

SELECT orm_bulk_update('Post', '[{"id": 1, "views": 71}, {"id": 2, "title": "Notes!"}]');

SELECT orm_bulk_update('Post', '[{"id": 2, "title": "Notes"}]', '{"returning": ["title", "views"]}');

SELECT orm_bulk_upsert('User', '[{"email": "ada@example.org", "age": 36}, {"email": "gus@example.org", "name": "Gus"}]');

SELECT orm_update('Post', '{"views": 6}', '{"where": {"title": "Notes"}}');

SELECT orm_update('Post', '{}', '{"where": {"userId": 2}, "set": {"title": {"$fn": "upper", "args": [{"$col": "title"}]}}, "returning": ["id", "title"]}');

SELECT orm_update('Post', '{"views": 0}', '{}');

SELECT orm_destroy('Post', '{"where": {"title": {"$param": "title"}}}', '{"title": "BUTTER"}');

SELECT orm_destroy('Post', '{"wher": {"id": 1}}');

SELECT orm_build('Post', '{"title": "Later"}');

SELECT orm_validate('Post', '{"title": "Fine"}');

SELECT orm_validate('Post', '{"views": "x"}', '{"skip": ["title"]}');

SELECT orm_update_by_pk('Post', 2, '{"views": 9}');

SELECT orm_update_by_pk('Post', 99, '{"views": 9}');

SELECT orm_destroy_by_pk('Post', 99);

SELECT orm_define('Memo', '{"text": "TEXT"}', '{"paranoid": true, "timestamps": true}');

-- @each
SELECT orm_sync('Memo');

SELECT orm_bulk_create('Memo', '[{"text": "a"}, {"text": "b"}]', '{"returning": false}');

SELECT orm_destroy('Memo', '{"where": {}}');

SELECT orm_restore('Memo', '{"where": {"text": "a"}}');

SELECT orm_find_all('Memo', '{"attributes": ["text"]}');

SELECT orm_restore_by_pk('Memo', 2);

SELECT orm_increment('Post', 'views', '{"where": {"id": 1}}');

SELECT orm_increment('Post', '{"views": 5}', '{"where": {"id": 1}, "returning": ["views"]}');

SELECT orm_decrement('Post', '["views"]', '{"where": {"id": 1}}');

SELECT orm_save('Tag', '{"name": "wood"}');

SELECT orm_save('Tag', '{"id": 1, "name": "iron"}');

SELECT orm_save('Tag', '{"id": 6, "posts": [{"id": 4, "views": 1}, {"title": "Grain"}]}', '{"children": {"posts": "merge"}}');

SELECT orm_save('Tag', '{"id": 6, "posts": [{"title": "Oak"}]}', '{"children": {"posts": "replace"}}');

SELECT orm_reload('Tag', '{"id": 1, "name": "old"}', '{"attributes": ["name"]}');

SELECT orm_upsert('User', '{"email": "ada@example.org", "age": 37}');

SELECT orm_upsert('User', '{"email": "eve@example.org", "name": "Eve"}');

SELECT orm_find_or_create('User', '{"where": {"email": "fay@example.org"}, "defaults": {"name": "Fay"}}');

SELECT orm_find_or_create('User', '{"where": {"email": "fay@example.org"}, "defaults": {"name": "Fay"}}');

SELECT orm_find_or_build('Tag', '{"where": {"name": "glass"}}');

SELECT orm_find_create_find('User', '{"where": {"email": "fay@example.org"}}');

SELECT orm_batch('[
  {"call": "create", "args": ["User", {"id": 70, "name": "Gil", "email": "gil@example.org"}], "as": "u"},
  {"call": "update", "args": ["Post", {"userId": {"$ref": "u.id"}}, {"where": {"title": {"$param": "title"}}}]},
  {"call": "get_assoc", "args": ["User", {"$ref": "u"}, "posts", {"attributes": ["title"]}]}]',
  '{"params": {"title": "Notes"}, "dryRun": true}');

SELECT orm_count('User', '{"where": {"name": "Gil"}}');

SELECT orm_batch('[{"call": "count", "args": ["Post"]}, {"call": "create", "args": ["User", {"nam": "x"}]}]');

SELECT orm_get_assoc('User', 1, 'posts', '{"attributes": ["title"], "where": {"views": {"$gt": 10}}}');

SELECT orm_get_assoc('Post', '{"id": 3}', 'author');

SELECT orm_get_assoc('Post', 3, 'tags', '{"attributes": ["name"], "through": {"attributes": []}}');

SELECT orm_count_assoc('User', 1, 'posts');

SELECT orm_has_assoc('Post', 3, 'tags', '[1, 2]');

SELECT orm_has_assoc('Post', 1, 'tags', 2);

SELECT orm_set_assoc('Post', 3, 'tags', '[2, {"id": 3}]');

SELECT orm_set_assoc('Post', 4, 'author', 3);

SELECT orm_set_assoc('User', 1, 'posts', null);

SELECT orm_add_assoc('Post', 3, 'tags', 1);

SELECT orm_remove_assoc('Post', 3, 'tags', '[1, 2]');

SELECT orm_create_assoc('User', 3, 'posts', '{"title": "Hello"}');

SELECT orm_version();

SELECT orm_help('create');

SELECT orm_raise('not on Sundays');

-- @each
SELECT orm_count('Nobody');

-- @each
SELECT orm_last_error();

SELECT CASE WHEN orm_stats() IS NOT NULL THEN 'counters' END;

SELECT orm_reset();

SELECT orm_reset('true');

