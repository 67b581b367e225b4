-- orm_count, orm_count_by, orm_find_and_count_all: the number of instances that orm_find_all gives without limit.

-- @hidden
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": "STRING", "city": "STRING", "age": "INTEGER"}, "options": {"timestamps": false, "defaultScope": {"where": {"name": {"$ne": "hidden"}}},
      "scopes": {"posting": {"include": [{"association": "posts", "required": true}]}, "limited": {"limit": 1}}},
    "associations": [
      {"type": "hasMany", "target": "Post", "options": {"as": "posts", "foreignKey": "userId", "inverse": {"as": "author"}}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "UserTag", "inverse": {"as": "users"}}}]},
  "Post": {"attributes": {"title": "STRING", "stars": "INTEGER"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true},
    "associations": [{"type": "hasMany", "target": "Comment", "options": {"as": "comments", "foreignKey": "postId"}}]},
  "Comment": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Tag": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "UserTag": {"attributes": {}, "options": {"timestamps": false}},
  "Cell": {"attributes": {"x": {"type": "INTEGER", "primaryKey": true}, "y": {"type": "INTEGER", "primaryKey": true}, "v": "INTEGER"}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Mark", "options": {"as": "marks", "foreignKey": ["cx", "cy"]}}]},
  "Mark": {"attributes": {"m": "INTEGER"}, "options": {"timestamps": false}},
  "Line": {"attributes": {"a": "INTEGER"}, "options": {"timestamps": false, "noPrimaryKey": true}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('User', '[{"name": "a", "city": "x", "age": 1}, {"name": "b", "city": "x", "age": 2}, {"name": "c", "city": "y", "age": 2}, {"name": "d"}, {"name": "hidden", "city": "x"}]');
-- @hidden
SELECT orm_bulk_create('Post', '[{"title": "p1", "stars": 1, "userId": 1}, {"title": "p2", "stars": 5, "userId": 1}, {"title": "p3", "stars": 5, "userId": 1}, {"title": "p4", "stars": 2, "userId": 2}, {"title": "p5", "userId": 3}, {"title": "p6", "stars": 9}]');
-- @hidden
SELECT orm_destroy('Post', '{"where": {"title": "p5"}}');
-- @hidden
SELECT orm_bulk_create('Comment', '[{"text": "k1", "postId": 1}, {"text": "k2", "postId": 1}, {"text": "k3", "postId": 2}]');
-- @hidden
SELECT orm_bulk_create('Tag', '[{"name": "t1"}, {"name": "t2"}]');
-- @hidden
SELECT orm_bulk_create('UserTag', '[{"UserId": 1, "TagId": 1}, {"UserId": 1, "TagId": 2}, {"UserId": 2, "TagId": 2}]');
-- @hidden
SELECT orm_bulk_create('Cell', '[{"x": 1, "y": 11, "v": 1}, {"x": 11, "y": 1, "v": 1}, {"x": 1, "y": 1}]');
-- @hidden
SELECT orm_bulk_create('Mark', '[{"m": 1, "cx": 1, "cy": 11}, {"m": 2, "cx": 1, "cy": 11}, {"m": 3, "cx": 11, "cy": 1}]');
-- @hidden
SELECT orm_bulk_create('Line', '[{"a": 1}, {"a": 1}, {"a": null}]');

-- Of a table, of a condition; limit, offset, order and attributes change nothing.
SELECT orm_count('User');
SELECT orm_count('User', '{"where": {"city": "x"}}');
SELECT orm_count('User', '{"where": {"city": {"$param": "c"}}}', '{"c": "y"}');
SELECT orm_count('User', '{"limit": 1, "offset": 1, "order": ["name"], "attributes": ["name"]}');
SELECT orm_count('User', '{"scope": "limited"}');
SELECT orm_count('User', '{"scope": null}');
SELECT orm_count('Post');
SELECT orm_count('Post', '{"paranoid": false}');
SELECT orm_count('Line');

-- col: its values that are not null, with distinct different ones. distinct alone changes nothing.
SELECT orm_count('User', '{"col": "age"}');
SELECT orm_count('User', '{"col": "age", "distinct": true}');
SELECT orm_count('User', '{"col": "id"}');
SELECT orm_count('User', '{"distinct": true}');
SELECT orm_count('User', '{"col": "User.city", "distinct": true}');
SELECT orm_count('Line', '{"col": "a"}');
SELECT orm_count('Line', '{"col": "a", "distinct": true}');

-- Includes multiply nothing; required ones drop roots.
SELECT orm_count('User', '{"include": ["posts"]}');
SELECT orm_count('User', '{"include": [{"association": "posts", "required": true}]}');
SELECT orm_count('User', '{"include": [{"association": "posts", "required": true, "paranoid": false}]}');
SELECT orm_count('User', '{"include": [{"association": "posts", "where": {"stars": 5}}]}');
SELECT orm_count('User', '{"include": [{"association": "posts", "where": {"stars": 5}, "required": false}]}');
SELECT orm_count('User', '{"include": [{"association": "posts", "required": true}, {"association": "tags", "required": true}], "distinct": true}');
SELECT orm_count('User', '{"include": [{"association": "posts", "include": [{"association": "comments", "required": true}]}]}');
SELECT orm_count('User', '{"include": [{"association": "posts", "required": true, "include": [{"association": "comments", "required": true}]}]}');
SELECT orm_count('User', '{"include": [{"association": "tags", "where": {"name": "t2"}}]}');
SELECT orm_count('User', '{"include": [{"association": "posts"}], "where": {"$posts.stars$": {"$gt": 1}}}');
SELECT orm_count('User', '{"include": [{"association": "posts", "required": true}], "col": "age"}');
SELECT orm_count('User', '{"include": [{"association": "posts", "required": true}], "col": "city", "distinct": true}');
SELECT orm_count('Post', '{"include": [{"association": "author", "required": true}]}');
SELECT orm_count('User', '{"scope": "posting"}');
SELECT orm_count('Cell', '{"include": [{"association": "marks", "required": true}]}');
SELECT orm_count('Cell', '{"include": [{"association": "marks"}], "where": {"$marks.m$": {"$gt": 0}}}');

-- Per group: one row per combination, null included; order, having and names of groups. limit and offset say nothing here either.
SELECT orm_count_by('User', '{"group": ["city"], "order": ["city"]}');
SELECT orm_count_by('User', '{"group": "city", "order": [["city", "DESC"]]}');
SELECT orm_count_by('User', '{"group": ["city", "age"], "order": ["city", "age"]}');
SELECT orm_count_by('User', '{"attributes": ["city"], "group": ["city"], "order": ["city"]}');
SELECT orm_count_by('User', '{"attributes": [[{"$fn": "upper", "args": [{"$col": "city"}]}, "town"]], "group": ["town"], "order": ["town"]}');
SELECT orm_count_by('User', '{"group": ["city"], "order": ["city"], "limit": 1, "offset": 1}');
SELECT orm_count_by('User', '{"group": ["city"], "having": {"city": {"$ne": "y"}}, "order": ["city"]}');
SELECT orm_count_by('User', '{"group": ["city"], "having": {"$where": {"$fn": "count", "args": ["*"]}, "comparator": ">", "value": 1}, "order": ["city"]}');
SELECT orm_count_by('User', '{"group": ["city"], "col": "age", "order": ["city"]}');
SELECT orm_count_by('User', '{"group": ["city"], "col": "age", "distinct": true, "order": ["city"]}');
SELECT orm_count_by('User', '{"group": ["city"], "where": {"age": 2}, "order": ["city"]}');
SELECT orm_count_by('User', '{"group": ["city"], "include": [{"association": "posts", "required": true}], "order": ["city"]}');
SELECT orm_count_by('User', '{"group": ["city"], "where": {"id": 99}}');

-- Count and rows: the count before the limit.
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "order": ["name"], "limit": 2, "offset": 1}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "order": ["name"], "offset": 10}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "where": {"city": "nowhere"}}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"]}], "order": ["name"], "limit": 1}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "where": {"stars": {"$gt": 1}}}, {"association": "tags", "attributes": ["name"], "through": {"attributes": []}, "required": true}], "order": [["name", "DESC"]], "limit": 1}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"]}], "where": {"$posts.stars$": {"$gt": 1}}, "order": ["name"], "limit": 1}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "order": ["name"], "limit": 1, "distinct": true, "col": "id"}');
SELECT orm_find_and_count_all('User', '{"attributes": ["city", [{"$fn": "count", "args": ["*"]}, "n"]], "group": ["city"], "order": ["city"]}');
SELECT orm_find_and_count_all('User', '{"attributes": ["name"], "limit": 0}');

-- What is wrong.
SELECT orm_count('User', '{"group": ["city"]}');
SELECT orm_count_by('User');
SELECT orm_count_by('User', '{"group": ["cty"]}');
SELECT orm_count('User', '{"col": "agee"}');
SELECT orm_count('User', '{"col": ["age"]}');
SELECT orm_count('User', '{"wher": {}}');
SELECT orm_count_by('User', '{"group": [{"$fn": "upper", "args": [{"$col": "city"}]}]}');
SELECT orm_find_all('User', '{"col": "age"}');

-- What scopes say of the rows' looks, their order and number is none of a count's business.
-- @hidden
SELECT orm_define('Note', '{"kind": "STRING", "text": "STRING", "size": "INTEGER"}', '{"timestamps": false, "defaultScope": {"attributes": ["text"], "order": ["text"], "limit": 2, "offset": 1, "where": {"size": {"$gt": 0}}}}');
-- @hidden
SELECT orm_sync('Note');
-- @hidden
SELECT orm_bulk_create('Note', '[{"kind": "a", "text": "t1", "size": 1}, {"kind": "a", "text": "t2", "size": 2}, {"kind": "b", "text": "t3", "size": 3}, {"kind": "b", "text": "t4", "size": 0}, {"kind": "c", "text": "t5", "size": 5}]');
SELECT orm_find_all('Note');
SELECT orm_count('Note');
SELECT orm_count('Note', '{"col": "kind", "distinct": true}');
SELECT orm_count_by('Note', '{"group": ["kind"], "order": ["kind"]}');
SELECT orm_sum('Note', 'size');
SELECT orm_min('Note', 'text');
SELECT orm_aggregate('Note', 'size', 'max', '{"group": ["kind"], "attributes": ["kind"], "order": [["kind", "DESC"]], "plain": false}');
SELECT orm_aggregate('Note', 'size', 'max', '{"group": ["kind"], "attributes": ["kind"], "order": ["kind"], "limit": 1, "offset": 1, "plain": false}');
SELECT orm_find_and_count_all('Note');
SELECT orm_find_and_count_all('Note', '{"scope": null, "attributes": [["kind", "k"], [{"$fn": "max", "args": [{"$col": "size"}]}, "most"]], "group": ["k"], "order": [["k", "DESC"]], "limit": 1}');
