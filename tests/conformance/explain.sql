-- @hidden
SELECT orm_define('User', '{"name":"STRING","age":"INTEGER"}', '{"timestamps":false}');
-- @hidden
SELECT orm_define('Post', '{"title":"STRING"}', '{"timestamps":false}');
-- @hidden
SELECT orm_has_many('User', 'Post', '{"as":"posts"}');
-- @hidden
SELECT orm_sync(NULL);

-- A plan for each statement, by its place; on both engines nodes are read the same way.
-- @each
SELECT orm_explain('find_by_pk', '["User",1]') -> 0 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type';
SELECT orm_explain('find_all', '["User",{"include":["posts"]}]') -> 1 ->> 'for';
-- @each
SELECT orm_explain('find_all', '["User",{"include":["posts"]}]') -> 1 ->> 'sql';
-- @each
SELECT orm_explain('find_all', '["User",{"include":["posts"]}]') -> 1 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type';
-- @each
SELECT orm_explain('update', '["User",{"age":1},{"where":{"id":{"$in":{"$find":{"model":"Post","attributes":["UserId"]}}}}}]') -> 0 -> 'plan' -> 0 -> 'Plan' -> 'Plans' -> 0 ->> 'Node Type';
-- @each
SELECT orm_explain('bulk_create', '["User",[{"name":"a"},{"name":"b"}]]') -> 0 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type';
-- @each
SELECT orm_explain('destroy', '["User",{"where":{"name":"x"}}]') -> 0 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type';
-- @each
SELECT orm_explain('query', '["SELECT name FROM \"Users\" WHERE id = $1",{"bind":[1]}]') -> 0 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type';
-- What has no plan says so.
-- @each
SELECT orm_explain('truncate', '["User",{"cascade":true}]') -> 1 -> 'plan';

-- Nothing ran.
SELECT orm_count('User');
-- Errors are those of the call.
SELECT orm_explain('find_all', '["User",{"include":["postss"]}]');
SELECT orm_explain('define', '["User",{}]');
