-- The option "attributes": lists, include and exclude, other names, expressions, computed attributes, those of includes.

-- @hidden
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING", "mail": {"type": "STRING", "field": "mail_address"}, "age": "INTEGER", "born": "DATEONLY", "active": "BOOLEAN",
      "label": {"type": "VIRTUAL(STRING, [''name'', ''age''])", "get": ":name || ''/'' || :age"},
      "password": {"type": "VIRTUAL(STRING)"},
      "shout": {"type": "STRING", "get": "upper(:value)"}},
    "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Post", "options": {"as": "posts", "foreignKey": "userId", "inverse": {"as": "author"}}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "UserTag"}}]},
  "Post": {"attributes": {"title": "STRING", "views": "INTEGER", "text": "TEXT"}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Comment", "options": {"as": "comments", "foreignKey": "postId", "inverse": {"as": "post"}}}]},
  "Comment": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Tag": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "UserTag": {"attributes": {"since": "INTEGER"}, "options": {"timestamps": false}},
  "Small": {"attributes": {"a": "INTEGER", "b": "STRING"}, "options": {"timestamps": false, "defaultScope": {"attributes": ["b"]}, "scopes": {"plus": {"attributes": {"include": [["a", "alpha"]]}}, "minus": {"attributes": {"exclude": ["b"]}}}}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('User', '[{"name": "Ada", "mail": "ada@x.org", "age": 36, "born": "1815-12-10", "active": true, "shout": "hi"}, {"name": "Bob", "active": false}]');
-- @hidden
SELECT orm_bulk_create('Post', '[{"title": "p1", "views": 5, "text": "t1", "userId": 1}, {"title": "p2", "views": 7, "userId": 1}]');
-- @hidden
SELECT orm_bulk_create('Comment', '[{"text": "c1", "postId": 1}, {"text": "c2", "postId": 2}]');
-- @hidden
SELECT orm_bulk_create('Tag', '[{"name": "red"}]');
-- @hidden
SELECT orm_add_assoc('User', 1, 'tags', 1, '{"through": {"since": 1843}}');
-- @hidden
SELECT orm_bulk_create('Small', '[{"a": 1, "b": "x"}]');

-- A list has its own order; equal names stand once.
SELECT orm_find_all('User', '{"attributes": ["age", "id", "name"], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["mail", "active", "born", "mail"], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": {}, "order": ["id"]}');
-- include and exclude
SELECT orm_find_one('User', '{"attributes": {"exclude": ["mail", "born", "active", "shout", "label"]}, "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": {"include": [[{"$fn": "length", "args": [{"$col": "name"}]}, "size"]]}, "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": {"include": [["name", "called"]], "exclude": ["name", "age", "active", "born"]}, "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": {"exclude": []}, "where": {"id": 2}}');
-- other names
SELECT orm_find_all('User', '{"attributes": [["name", "n"], ["mail", "address"], ["active", "isActive"], ["born", "day"]], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": [["name", "a.b"], ["age", "x\"y"], ["id", "größe"]], "order": ["id"]}');
-- of two with one name the later counts, where the earlier stands
SELECT orm_find_one('User', '{"attributes": ["id", ["name", "x"], ["age", "x"]], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": {"include": [["age", "name"]], "exclude": ["label", "shout"]}, "order": ["id"]}');

-- Expressions have a name. What comes out has its own form where its type is known.
SELECT orm_find_all('User', '{"attributes": ["id", [{"$fn": "coalesce", "args": [{"$col": "mail"}, "none"]}, "mail"]], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": [[{"$col": "mail"}, "m"], [{"$cast": {"$col": "age"}, "type": "STRING"}, "text"], [{"$literal": "1 + 1"}, "two"]], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": [[{"$fn": "upper", "args": [{"$fn": "substr", "args": [{"$col": "name"}, 1, 2]}]}, "short"]], "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": ["id", {"$literal": "2 * 3 AS six"}], "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": [[{"$fn": "coalesce", "args": [{"$param": "text"}, "none"]}, "given"]], "where": {"id": 1}}', '{"text": "it''s"}');
SELECT orm_find_all('User', '{"attributes": ["name", [{"$find": {"model": "Tag", "attributes": ["name"], "order": ["id"]}}, "firstTag"]], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": [[{"$fn": "count", "args": ["*"]}, "n"], [{"$fn": "max", "args": [{"$col": "age"}]}, "most"]]}');

-- Getters and virtuals: one that says its attributes needs none of them to be shown; one without a getter has no value to show.
SELECT orm_find_all('User', '{"attributes": ["label", "shout"], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["id", "password"], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": [["label", "l"]], "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": {"exclude": ["label"]}, "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": ["password"], "where": {"id": 1}}');

-- Attributes of includes: each its own; the key that links is not shown unless asked for.
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"]}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": {"exclude": ["text", "userId"]}, "include": [{"association": "comments", "attributes": [["text", "says"]]}]}], "order": ["id"]}');
SELECT orm_find_all('Post', '{"attributes": ["title", "userId"], "include": [{"association": "author", "attributes": [["name", "who"], [{"$fn": "upper", "args": [{"$col": "author.name"}]}, "loud"]]}], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"association": "tags", "attributes": ["name"]}], "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": ["since"]}}], "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": []}}], "where": {"id": 1}}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": ["UserId", ["since", "from"]]}}], "where": {"id": 1}}');
-- none: the include is asked but not shown, with all below it
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": [], "required": true}]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": [], "include": ["comments"]}], "order": ["id"]}');
-- the root, and an include, may show what a to-one include below has: as the include would, by the order and conditions there
SELECT orm_find_all('Post', '{"attributes": ["title", [{"$col": "author.name"}, "by"]], "include": [{"association": "author", "attributes": []}], "order": ["id"]}');
SELECT orm_find_all('Comment', '{"attributes": ["text", [{"$col": "post.author.name"}, "by"], [{"$fn": "coalesce", "args": [{"$col": "post.author.age"}, 0]}, "age"]], "include": [{"association": "post", "attributes": [], "include": [{"association": "author", "attributes": []}]}], "order": ["id"], "limit": 3}');
SELECT orm_find_all('Post', '{"attributes": ["title", [{"$col": "author.name"}, "by"]], "include": [{"association": "author", "attributes": ["id"], "where": {"age": {"$gt": 40}}, "required": false}], "order": ["id"]}');
SELECT orm_find_all('Post', '{"attributes": ["title", [{"$col": "author.born"}, "born"]], "include": [{"association": "author", "attributes": ["active"]}], "where": {"$author.name$": "Ada"}, "order": [["author", "age", "DESC"], "id"], "limit": 1}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title", [{"$col": "posts.author.name"}, "by"]], "include": [{"association": "author", "attributes": []}]}], "order": ["id"]}');
SELECT orm_get_assoc('User', 1, 'posts', '{"attributes": ["title", [{"$col": "author.name"}, "by"]], "include": [{"association": "author", "attributes": []}]}');
SELECT orm_find_all('User', '{"attributes": ["name", [{"$col": "posts.title"}, "x"]], "include": ["posts"]}');

-- Scopes: lists are joined, equal entries once.
SELECT orm_find_all('Small');
SELECT orm_find_all('Small', '{"attributes": ["a"]}');
SELECT orm_find_all('Small', '{"attributes": ["b", "id"]}');
SELECT orm_find_all('Small', '{"scope": "plus"}');
SELECT orm_find_all('Small', '{"scope": "minus"}');
SELECT orm_find_all('Small', '{"scope": ["plus", "minus"]}');
SELECT orm_find_all('Small', '{"scope": "minus", "attributes": ["b"]}');
SELECT orm_find_all('Small', '{"scope": "plus", "attributes": {"exclude": ["a"]}}');

-- What is wrong.
SELECT orm_find_all('User', '{"attributes": ["nam"]}');
SELECT orm_find_all('User', '{"attributes": ["mail_address"]}');
SELECT orm_find_all('User', '{"attributes": [["nam", "n"]]}');
SELECT orm_find_all('User', '{"attributes": {"exclude": ["nam"]}}');
SELECT orm_find_all('User', '{"attributes": {"only": ["name"]}}');
SELECT orm_find_all('User', '{"attributes": "name"}');
SELECT orm_find_all('User', '{"attributes": []}');
SELECT orm_find_all('User', '{"attributes": [["name"]]}');
SELECT orm_find_all('User', '{"attributes": [["name", 1]]}');
SELECT orm_find_all('User', '{"attributes": [5]}');
SELECT orm_find_all('User', '{"attributes": [{"$fn": "count", "args": ["*"]}]}');
SELECT orm_find_all('User', '{"attributes": [{"$fnn": "count"}]}');
SELECT orm_find_all('User', '{"attributes": [[{"$fn": "no such; name"}, "x"]]}');
SELECT orm_find_all('User', '{"attributes": [[{"$cast": {"$col": "age"}, "type": "STRNG"}, "x"]]}');
SELECT orm_find_all('User', '{"attributes": [[{"$col": "posts.title"}, "x"]]}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "attributes": ["titel"]}]}');
SELECT orm_find_all('User', '{"include": [{"association": "tags", "through": {"attributes": ["sinc"]}}]}');
