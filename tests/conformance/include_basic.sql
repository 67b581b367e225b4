-- Includes: the four kinds of associations, how they are named, required, nesting.

-- @hidden
SELECT orm_define_all('{"models": {
  "Country": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "User": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "belongsTo", "target": "Country", "options": {}},
      {"type": "hasOne", "target": "Profile", "options": {"as": "profile", "foreignKey": "userId", "inverse": {"as": "user"}}},
      {"type": "hasMany", "target": "Post", "options": {"as": "posts", "foreignKey": "userId", "inverse": {"as": "author"}}},
      {"type": "hasMany", "target": "Post", "options": {"as": "drafts", "foreignKey": "userId", "scope": {"draft": true}}},
      {"type": "hasOne", "target": "Post", "options": {"as": "first", "foreignKey": "userId"}},
      {"type": "belongsTo", "target": "User", "options": {"as": "boss", "foreignKey": "bossId", "inverse": {"as": "staff"}}}]},
  "Profile": {"attributes": {"bio": "STRING"}, "options": {"timestamps": false}},
  "Post": {"attributes": {"title": "STRING", "draft": "BOOLEAN"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Comment", "options": {"as": "comments", "foreignKey": "postId", "inverse": {"as": "post"}}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "PostTag", "inverse": {"as": "posts"}}}]},
  "Comment": {"attributes": {"text": "STRING"}, "options": {"timestamps": false},
    "associations": [{"type": "belongsTo", "target": "User", "options": {"as": "by", "foreignKey": "byId"}}]},
  "Tag": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "PostTag": {"attributes": {"weight": "INTEGER"}, "options": {"timestamps": false}},
  "Alone": {"attributes": {"a": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Country', '[{"name": "it"}, {"name": "fr"}]');
-- @hidden
SELECT orm_bulk_create('User', '[{"name": "a", "CountryId": 1}, {"name": "b", "CountryId": 2, "bossId": 1}, {"name": "c", "bossId": 1}, {"name": "d", "bossId": 2}]');
-- @hidden
SELECT orm_bulk_create('Profile', '[{"bio": "of a", "userId": 1}, {"bio": "of c", "userId": 3}, {"bio": "of none"}]');
-- @hidden
SELECT orm_bulk_create('Post', '[{"title": "p1", "userId": 1, "draft": false}, {"title": "p2", "userId": 1, "draft": true}, {"title": "p3", "userId": 2}, {"title": "p4"}]');
-- @hidden
SELECT orm_bulk_create('Comment', '[{"text": "k1", "postId": 1, "byId": 2}, {"text": "k2", "postId": 1}, {"text": "k3", "postId": 3, "byId": 1}, {"text": "k4", "byId": 4}]');
-- @hidden
SELECT orm_bulk_create('Tag', '[{"name": "t1"}, {"name": "t2"}, {"name": "t3"}]');
-- @hidden
SELECT orm_bulk_create('PostTag', '[{"PostId": 1, "TagId": 2, "weight": 1}, {"PostId": 1, "TagId": 1, "weight": 2}, {"PostId": 2, "TagId": 2, "weight": 3}, {"PostId": 4, "TagId": 3}]');

-- Each kind: to-one an object or null, to-many a list; the through row is the target's last key.
SELECT orm_find_all('User', '{"include": ["Country"], "order": ["id"]}');
SELECT orm_find_all('User', '{"include": ["profile"], "order": ["id"]}');
SELECT orm_find_all('User', '{"include": ["posts"], "order": ["id"]}');
SELECT orm_find_all('Post', '{"include": ["tags"], "order": ["id"]}');
SELECT orm_find_all('Tag', '{"include": ["posts"], "order": ["id"]}');
-- the association's scope holds; a hasOne with several rows is the first by its key
SELECT orm_find_all('User', '{"attributes": ["name"], "include": ["drafts", "first"], "order": ["id"]}');
-- with itself
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "boss", "attributes": ["name"]}, {"association": "staff", "attributes": ["name"]}], "order": ["id"]}');

-- How an include may be named.
SELECT orm_find_one('User', '{"attributes": ["name"], "include": "posts", "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": {"association": "posts"}, "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"model": "Post", "as": "posts"}], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"model": "Country"}], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"association": "Country"}], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [], "order": ["id"]}');
-- twice is one, the later over the earlier; in the answer they stand in the order given
SELECT orm_find_one('User', '{"attributes": ["name"], "include": ["posts", "Country", {"association": "posts", "attributes": ["title"]}], "order": ["id"]}');
SELECT orm_find_one('User', '{"attributes": ["name"], "include": [{"association": "posts", "where": {"draft": true}}, {"association": "posts", "attributes": ["title"], "where": {"title": "p2"}}]}');
-- two aliases of one model are two includes
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"]}, {"association": "drafts", "attributes": ["title"], "required": true}]}');

-- required
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "Country", "attributes": ["name"], "required": true}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "profile", "attributes": ["bio"], "required": true}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "required": true}], "order": ["id"]}');
SELECT orm_find_all('Tag', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "through": {"attributes": []}, "required": true}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "required": false}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": [], "required": true}, {"association": "profile", "attributes": [], "required": true}], "order": ["id"]}');

-- Three levels and more; every list by its key.
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "include": [{"association": "comments", "attributes": ["text"], "include": [{"association": "by", "attributes": ["name"], "include": [{"association": "Country", "attributes": ["name"]}]}]}, {"association": "tags", "attributes": ["name"], "through": {"attributes": []}}]}], "order": ["id"]}');
SELECT orm_find_all('Comment', '{"attributes": ["text"], "include": [{"association": "post", "attributes": ["title"], "include": [{"association": "author", "attributes": ["name"], "include": ["Country"]}]}], "order": ["id"]}');
-- round a circle
SELECT orm_find_one('User', '{"attributes": ["name"], "where": {"id": 1}, "include": [{"association": "posts", "attributes": ["title"], "include": [{"association": "author", "attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"]}]}]}]}');
-- required all the way down, below an optional one, and above it
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "required": true, "include": [{"association": "comments", "attributes": ["text"], "required": true}]}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "include": [{"association": "comments", "attributes": ["text"], "required": true}]}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "include": [{"association": "comments", "attributes": ["text"], "required": true}]}], "order": ["id"], "limit": 2, "offset": 1}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "required": true, "include": [{"association": "comments", "attributes": ["text"]}]}], "order": ["id"]}');
SELECT orm_find_all('Comment', '{"attributes": ["text"], "include": [{"association": "post", "attributes": ["title"], "include": [{"association": "author", "attributes": ["name"], "required": true}]}], "order": ["id"]}');
SELECT orm_find_all('Comment', '{"attributes": ["text"], "include": [{"association": "post", "attributes": ["title"], "required": true, "include": [{"association": "author", "attributes": ["name"], "required": true, "include": [{"association": "profile", "attributes": ["bio"], "required": true}]}]}], "order": ["id"]}');
SELECT orm_find_all('Tag', '{"attributes": ["name"], "include": [{"association": "posts", "attributes": ["title"], "through": {"attributes": []}, "required": true, "include": [{"association": "author", "attributes": ["name"], "required": true}]}], "order": ["id"]}');
SELECT orm_find_all('User', '{"attributes": ["name"], "include": [{"association": "staff", "attributes": ["name"], "required": true, "include": [{"association": "staff", "attributes": ["name"], "required": true}]}], "order": ["id"]}');

-- raw: the same objects
SELECT orm_find_one('User', '{"attributes": ["name"], "raw": true, "nest": true, "include": [{"association": "Country", "attributes": ["name"]}], "order": ["id"]}');

-- What is wrong.
SELECT orm_find_all('User', '{"include": ["postss"]}');
SELECT orm_find_all('User', '{"include": [{"association": "postss"}]}');
SELECT orm_find_all('User', '{"include": [{"model": "Post"}]}');
SELECT orm_find_all('User', '{"include": ["Post"]}');
SELECT orm_find_all('User', '{"include": [{"model": "Alone"}]}');
SELECT orm_find_all('User', '{"include": [{"model": "Pst", "as": "posts"}]}');
SELECT orm_find_all('User', '{"include": [{"model": "Tag", "as": "posts"}]}');
SELECT orm_find_all('User', '{"include": [{"model": "Post", "as": "posst"}]}');
SELECT orm_find_all('User', '{"include": [{"as": "posts"}]}');
SELECT orm_find_all('User', '{"include": [{"required": true}]}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "requried": true}]}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "required": 1}]}');
SELECT orm_find_all('User', '{"include": [5]}');
SELECT orm_find_all('User', '{"include": 5}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "include": ["coments"]}]}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "right": true}]}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "having": {}}]}');
SELECT orm_find_all('User', '{"include": [{"association": "posts", "group": ["id"]}]}');
SELECT orm_find_all('Post', '{"include": [{"association": "tags", "through": {"as": "link"}}]}');
SELECT orm_find_all('Post', '{"include": [{"association": "tags", "through": {"atributes": []}}]}');
