-- @hidden
SELECT orm_define('User', '{"name":"STRING","age":"INTEGER"}', '{"timestamps":false}');
-- @hidden
SELECT orm_define('Post', '{"title":"STRING"}', '{"timestamps":false,"paranoid":true,"deletedAt":"gone"}');
-- @hidden
SELECT orm_define('Tag', '{"label":"STRING"}', '{"timestamps":false}');
-- @hidden
SELECT orm_has_many('User', 'Post', '{"as":"posts"}');
-- @hidden
SELECT orm_belongs_to('Post', 'User', '{"as":"author","foreignKey":"UserId"}');
-- @hidden
SELECT orm_belongs_to_many('Post', 'Tag', '{"through":"PostTag","as":"tags","timestamps":false}');
-- @hidden
SELECT orm_sync(NULL);
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"Ada","age":36},{"name":"Bob","age":20},{"name":"Cy"}]');
-- @hidden
SELECT orm_bulk_create('Post', '[{"title":"a","UserId":1,"tags":[{"label":"x"},{"label":"y"}]},{"title":"b","UserId":1},{"title":"c","UserId":2,"tags":[{"label":"z"}]}]', '{"include":["tags"]}');

-- A row per instance, as orm_find_all has it in its list.
SELECT value FROM orm_each('User', '{"order":["id"]}');
SELECT value FROM orm_each('User', '{"order":["id"],"include":[{"association":"posts","attributes":["title"],"include":[{"association":"tags","attributes":["label"],"through":{"attributes":[]}}]}]}');
SELECT value FROM orm_each('Post', '{"order":[["title","DESC"]],"limit":2,"offset":1,"attributes":["id","title"],"include":["author"]}');
-- Names, conditions, params; the columns of a row are the engine's own business.
SELECT value ->> 'name' FROM orm_each('User', '{"where":{"age":{"$gt":{"$param":"age"}}},"order":[["age","DESC"]]}', '{"age":18}');
SELECT value ->> 'name' FROM orm_each('User', '{"where":{"name":{"$param":"n"}},"params":{"n":"Cy"}}');
SELECT value FROM orm_each('User', '{"where":{"id":-1}}');
SELECT value FROM orm_each('User', '{"order":["id"]}') LIMIT 1;
SELECT value FROM orm_each('User', '{"order":["id"]}') LIMIT 1 OFFSET 2;
SELECT count(*) FROM orm_each('User');
SELECT count(*) FROM orm_each('Post', '{"paranoid":false}');
-- Conditions on children, joins, groups.
SELECT value ->> 'name' FROM orm_each('User', '{"where":{"$posts.title$":"c"},"include":["posts"]}');
SELECT value FROM orm_each('User', '{"attributes":["name"],"order":[["posts","title","DESC"],["id","ASC"]],"include":[{"association":"posts","attributes":["title"]}]}');
SELECT value FROM orm_each('Post', '{"attributes":["UserId",[{"$fn":"count","args":[{"$col":"id"}]},"n"]],"group":["UserId"],"order":["UserId"]}');
-- Nested, in one statement and with options that the other one makes.
SELECT u.value ->> 'name', p.value ->> 'title' FROM orm_each('User', '{"order":["id"]}') AS u, orm_each('Post', '{"order":["id"]}') AS p WHERE p.value ->> 'UserId' = u.value ->> 'id';
-- Written while it is read.
SELECT count(done) FROM (SELECT orm_update_by_pk('User', value ->> 'id', '{"age":1}') AS done FROM orm_each('User', '{"where":{"age":{"$ne":1}}}')) AS loop;
SELECT orm_count('User', '{"where":{"age":1}}');
SELECT count(done) FROM (SELECT orm_destroy_by_pk('Post', value ->> 'id') AS done FROM orm_each('Post', '{"order":["id"]}')) AS loop;
SELECT orm_count('Post');

-- Errors.
SELECT value FROM orm_each('Usr');
SELECT value FROM orm_each('User', '{"wher":{}}');
SELECT value FROM orm_each('User', '{"include":["postss"]}');
SELECT value FROM orm_each('User', '{"where":{"id":-1},"rejectOnEmpty":true}');
SELECT value FROM orm_each('User', '{"params":{}}', '{}');
SELECT value FROM orm_each('User', '{"limit":-1}');
SELECT value FROM orm_each(NULL);
SELECT value FROM orm_each('User', '[');
SELECT orm_batch('[{"call":"each","args":["User"]}]');
-- What it reads is what orm_find_all reads.
SELECT orm_to_sql('each', '["User",{"include":["posts"]}]') -> 1 ->> 'for';
SELECT orm_help('each');
