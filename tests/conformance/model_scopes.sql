-- Scopes: kept in the model's options or added beside them, described, and asked by finders, includes and writes.
SELECT orm_define('User', '{"name": "STRING", "age": "INTEGER", "team": "STRING", "active": "BOOLEAN"}', '{"timestamps": false,
  "defaultScope": {"where": {"active": true}, "order": [["name", "ASC"]]},
  "scopes": {"old": {"where": {"age": {"$gte": 60}}}, "names": {"attributes": ["name"]}, "two": {"limit": 2}, "of": {"where": {"team": {"$param": "team"}}}}}');
SELECT orm_define('Post', '{"title": "STRING", "userId": "INTEGER"}', '{"timestamps": false, "whereMergeStrategy": "and", "scopes": {"a": {"where": {"title": {"$like": "a%"}}}}}');
SELECT orm_has_many('User', 'Post', '{"as": "posts", "foreignKey": "userId"}');
SELECT orm_belongs_to('Post', 'User', '{"as": "user", "foreignKey": "userId"}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('User', '[{"name": "dan", "age": 70, "team": "x", "active": false}, {"name": "cid", "age": 61, "team": "y", "active": true}, {"name": "bob", "age": 62, "team": "x", "active": true}, {"name": "ann", "age": 20, "team": "x", "active": true}]', '{"returning": false}');
SELECT orm_bulk_create('Post', '[{"title": "ab", "userId": 1}, {"title": "ac", "userId": 2}, {"title": "bc", "userId": 2}]', '{"returning": false}');

-- ---- The default one is asked unless another is named; null asks none.
SELECT orm_find_all('User', '{"attributes": ["name"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": null, "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": [], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": "old", "order": ["id"]}');
SELECT orm_find_all('User', '{"scope": ["defaultScope", "old", "names"]}');
SELECT orm_find_all('User', '{"scope": ["names", "two"], "order": ["id"]}');
-- With params: those of the method, else the call's
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": {"method": ["of", {"team": "x"}]}, "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": "of", "order": ["id"]}', '{"team": "y"}');
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": "of"}');
-- One that is written in the call
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": {"where": {"age": {"$lt": 65}}}, "where": {"team": "x"}, "order": ["id"]}');
-- The same key: the call wins, or both are asked (whereMergeStrategy: "and").
SELECT orm_find_all('User', '{"attributes": ["name"], "where": {"active": false}}');
SELECT orm_find_all('Post', '{"attributes": ["title"], "scope": "a", "where": {"title": {"$like": "%c"}}}');
-- Counts, keys, getters, includes, writes
SELECT orm_count('User');
SELECT orm_find_by_pk('User', 1, '{"attributes": ["name"]}');
SELECT orm_find_by_pk('User', 1, '{"attributes": ["name"], "scope": null}');
SELECT orm_get_assoc('Post', 1, 'user', '{"attributes": ["name"]}');
SELECT orm_find_all('Post', '{"attributes": ["title"], "include": [{"association": "user", "attributes": ["name"], "required": false}], "order": ["id"]}');
SELECT orm_find_all('Post', '{"attributes": ["title"], "include": [{"association": "user", "attributes": ["name"]}], "order": ["id"]}');
SELECT orm_update('User', '{"team": "z"}', '{"where": {}}');
SELECT orm_find_all('User', '{"attributes": ["name", "team"], "scope": null, "order": ["id"]}');
SELECT orm_destroy('User', '{"where": {"age": {"$gt": 60}}}');
SELECT orm_count('User', '{"scope": null}');

-- ---- Added and removed beside the definition; defining the model anew keeps them.
SELECT orm_add_scope('User', 'young', '{"where": {"age": {"$lt": 30}}}');
SELECT orm_add_scope('User', 'young', '{"where": {"age": {"$lt": 30}}}');
SELECT orm_add_scope('User', 'defaultScope', '{"where": {"active": false}}');
SELECT orm_find_all('User', '{"attributes": ["name"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "scope": "young"}');
SELECT orm_describe('User');
SELECT orm_export();
SELECT orm_remove_scope('User', 'defaultScope');
SELECT orm_remove_scope('User', 'defaultScope');
SELECT orm_remove_scope('User', 'old');
SELECT orm_find_all('User', '{"attributes": ["name"]}');

-- ---- What cannot be
SELECT orm_find_all('User', '{"scope": "yung"}');
SELECT orm_find_all('User', '{"scope": 7}');
SELECT orm_find_all('User', '{"scope": {"method": ["of", {}]}}');
SELECT orm_add_scope('User', 'bad', '{"wher": {}}');
SELECT orm_add_scope('User', 'bad', '{"where": {"nam": "x"}}');
SELECT orm_add_scope('User', 'bad', '{"include": [{"association": "pots"}]}');
SELECT orm_add_scope('Usr', 'bad', '{}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"scopes": {"x": {"limt": 1}}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"scopes": {"x": {"where": {"b": 1}}}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"defaultScope": {"order": [["b", "ASC"]]}}');
SELECT orm_define('Bad', '{"a": "TEXT"}', '{"whereMergeStrategy": "or"}');
-- A scope that no longer fits stands in the way of the definition.
SELECT orm_define('User', '{"name": "STRING"}', '{"timestamps": false}');
