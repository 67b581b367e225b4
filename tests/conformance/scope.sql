-- What scopes give together: orm_scope.  orm_raise.

-- @hidden
SELECT orm_define_all('{"models":{
  "User":{"attributes":{"name":"STRING"},"options":{"timestamps":false},"associations":[{"type":"hasMany","target":"Post","options":{"as":"posts"}},{"type":"hasOne","target":"Post","options":{"as":"first"}}]},
  "Post":{"attributes":{"title":"STRING","views":"INTEGER","meta":"JSON"},"options":{"timestamps":false,
      "defaultScope":{"where":{"views":{"$gt":0}},"order":["id"]},
      "scopes":{"popular":{"where":{"views":{"$gte":{"$param":"views"}}},"limit":{"$param":"limit"}},
                "titled":{"where":{"title":{"$ne":null}},"attributes":["id","title"],"order":["title"]},
                "tagged":{"where":{"meta":{"tag":{"$in":{"$param":"tags"}}}}},
                "busy":{"where":{"views":{"$gt":1000}},"attributes":["views","id"]}}},
    "associations":[{"type":"belongsTo","target":"User","options":{"as":"author"}}]},
  "Strict":{"attributes":{"a":"INTEGER"},"options":{"timestamps":false,"whereMergeStrategy":"and","scopes":{"one":{"where":{"a":1}},"two":{"where":{"a":{"$lt":5}}}}}}}}');
-- @hidden
SELECT orm_add_scope('User', 'withPosts', '{"include":["posts",{"association":"first","where":{"views":1}}]}');
-- @hidden
SELECT orm_add_scope('User', 'withTitles', '{"include":[{"association":"posts","attributes":["title"]},{"model":"Post","as":"first","where":{"title":"x"}}]}');

-- absent: the default scope; null or nothing: none
SELECT orm_scope('Post');
SELECT orm_scope('User');
SELECT orm_scope('Post', 'null');
SELECT orm_scope('Post', '[]');
-- a name, also as a bare word; several, the later over the earlier
SELECT orm_scope('Post', '"titled"');
SELECT orm_scope('Post', 'titled');
SELECT orm_scope('Post', '["defaultScope","titled"]');
SELECT orm_scope('Post', '["titled","busy"]');
SELECT orm_scope('Post', '["busy",{"where":{"views":1,"title":"a"},"limit":5}]');
SELECT orm_scope('Strict', '["one","two"]');
-- includes of one alias are one
SELECT orm_scope('User', '["withPosts","withTitles"]');
SELECT orm_scope('User', '["withTitles","withPosts"]');
-- params: a method's own, else the call's; without any they stay open
SELECT orm_scope('Post', 'popular');
SELECT orm_scope('Post', '{"method":["popular",{"views":10,"limit":3}]}');
SELECT orm_scope('Post', '["titled",{"method":["popular",{"views":10,"limit":3}]}]');
SELECT orm_scope('Post', 'popular', '{"views":10,"limit":3,"more":1}');
SELECT orm_scope('Post', '["tagged",{"method":["popular",{"views":null,"limit":1}]}]', '{"tags":["a","b"]}');
SELECT orm_scope('Post', 'popular', '{"views":10}');
SELECT orm_scope('Post', '{"method":["popular",{"views":10}]}');
-- what it gives may be given back
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Post', '[{"title":"a","views":5},{"title":"b","views":15},{"title":"c","views":25}]');
SELECT orm_find_all('Post', orm_scope('Post', '["titled",{"method":["popular",{"views":10,"limit":3}]}]'));
SELECT orm_find_all('Post', '{"scope":["titled",{"method":["popular",{"views":10,"limit":3}]}]}');
-- what is wrong
SELECT orm_scope('Post', 'populr');
SELECT orm_scope('Post', '["titled","populr"]');
SELECT orm_scope('Post', '{"wher":{}}');
SELECT orm_scope('Post', '{"method":["popular",5]}');
SELECT orm_scope('Post', '[1]');
SELECT orm_scope('Post', '5');
SELECT orm_scope('Post', '[');
SELECT orm_scope('Post', 'popular', '[]');
SELECT orm_scope('Pots');
SELECT orm_scope(NULL);
SELECT orm_batch('[{"call":"scope","args":["Post"]},{"call":"scope","args":["Post",null]},{"call":"scope","args":["Post","titled"]}]');

SELECT orm_raise('not on Sundays');
SELECT CASE WHEN 1 = 2 THEN orm_raise('no') ELSE '1' END AS one;
SELECT orm_raise(NULL);
SELECT orm_query('SELECT orm_raise(''from inside'')');
SELECT orm_batch('[{"call":"count","args":["User"]},{"call":"raise","args":["here"]}]');
