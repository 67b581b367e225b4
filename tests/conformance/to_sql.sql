-- @hidden
SELECT orm_define('User', '{"name":"STRING","email":{"type":"STRING","unique":true},"age":"INTEGER"}');
-- @hidden
SELECT orm_define('Post', '{"title":{"type":"STRING","validate":{"len":[1,9]}},"views":"INTEGER"}');
-- @hidden
SELECT orm_define('Comment', '{"text":"TEXT"}', '{"timestamps":false}');
-- @hidden
SELECT orm_define('Tag', '{"label":"STRING"}', '{"timestamps":false}');
-- @hidden
SELECT orm_has_many('User', 'Post', '{"as":"posts"}');
-- @hidden
SELECT orm_belongs_to('Post', 'User', '{"as":"author","foreignKey":"UserId"}');
-- @hidden
SELECT orm_has_many('Post', 'Comment', '{"as":"comments"}');
-- @hidden
SELECT orm_belongs_to_many('Post', 'Tag', '{"through":"PostTag","as":"tags","timestamps":false}');
-- @hidden
SELECT orm_add_scope('Post', 'chatty', '{"include":["comments"]}');
-- @hidden
SELECT orm_sync(NULL);

-- Reading: a statement per level; the keys of the rows above are not known before they run.
-- @each
SELECT orm_to_sql('find_all', '["User",{"attributes":["id"],"where":{"age":{"$in":[1,2]},"name":{"$param":"n"}}},{"n":"Ada"}]');
-- @each
SELECT orm_to_sql('find_all', '["User",{"attributes":["id"],"include":[{"association":"posts","attributes":["id"],"limit":2,"include":["comments","tags"]}]}]');
-- An include of a scope stands where the scope does; all of `all` stand where it does.
SELECT orm_to_sql('find_all', '["Post",{"scope":"chatty"}]') -> 1 ->> 'for';
SELECT orm_to_sql('find_all', '["Post",{"include":{"all":true}}]') -> 3 ->> 'for';
-- A reader's other statements.
-- @each
SELECT orm_to_sql('find_and_count_all', '["Tag",{"limit":1}]');
-- @each
SELECT orm_to_sql('find_page', '["Tag",{"first":2}]');
-- @each
SELECT orm_to_sql('max', '["Post","views"]');
-- @each
SELECT orm_to_sql('get_assoc', '["Post",1,"tags"]');
-- @each
SELECT orm_to_sql('has_assoc', '["Post",1,"tags",[3,4]]');
-- @each
SELECT orm_to_sql('query', '["SELECT 1 AS one WHERE 2 > :n",{"replacements":{"n":1}}]');

-- Writing: nothing is stored, and what would be wrong is wrong.
-- @each
SELECT orm_to_sql('create', '["Tag",{"label":"a"}]');
-- @each
SELECT orm_to_sql('create', '["Post",{"title":"p","comments":[{"text":"c"},{"text":"d"}],"tags":[{"label":"l"}]},{"include":["comments","tags"],"now":"2024-01-02T03:04:05Z","returning":false}]');
-- @each
SELECT orm_to_sql('bulk_create', '["Tag",[{"label":"a"},{"label":"b"}]]');
-- @each
SELECT orm_to_sql('update', '["Tag",{"label":"z"},{"where":{"id":[1,2]}}]');
-- @each
SELECT orm_to_sql('bulk_update', '["Tag",[{"id":1,"label":"x"},{"id":2,"label":"y"}]]');
-- @each
SELECT orm_to_sql('destroy_by_pk', '["Tag",1]');
-- @each
SELECT orm_to_sql('set_assoc', '["Post",{"id":1},"tags",[3]]');
-- @each
SELECT orm_to_sql('create_assoc', '["Post",1,"tags",{"label":"n"}]');
-- @each
SELECT orm_to_sql('truncate', '["Tag",{"cascade":true}]');
-- What looks first finds nothing.
-- @each
SELECT orm_to_sql('find_or_create', '["Tag",{"where":{"label":"a"}}]');
-- @each
SELECT orm_to_sql('save', '["Tag",{"id":1,"label":"a"}]');
-- An instance with its children is there, and so are those that have keys.
-- @each
SELECT orm_to_sql('save', '["Post",{"id":1,"comments":[{"id":4,"text":"t"},{"text":"n"}]},{"children":{"comments":"replace"},"now":"2024-01-02T03:04:05Z"}]');
-- Rows that refer to rows of their own kind: one round is shown.
-- @hidden
SELECT orm_define('Node', '{"name":"STRING"}', '{"paranoid":true,"createdAt":false,"updatedAt":false}');
-- @hidden
SELECT orm_has_many('Node', 'Node', '{"as":"children","foreignKey":"parentId","onDelete":"CASCADE"}');
-- @hidden
SELECT orm_sync('Node');
-- @each
SELECT orm_to_sql('destroy_by_pk', '["Node",1,{"now":"2024-01-02T03:04:05Z"}]');
-- @each
SELECT orm_to_sql('restore_by_pk', '["Node",1,{"now":"2024-01-02T03:04:05Z"}]');

SELECT orm_to_sql('create', '["Post",{"title":"much too long"}]');
SELECT orm_to_sql('bulk_create', '["User",[{"age":1},{"age":"x"}]]');
SELECT orm_count('Tag'), orm_count('Post'), orm_count('User');

-- Errors have their place in the arguments.
SELECT orm_to_sql('find_all', '["User",{"where":{"agee":1}}]');
SELECT orm_to_sql('find_all', '["User",{"wher":{}}]');
SELECT orm_to_sql('update', '["User",{"age":1},{}]');
SELECT orm_to_sql('finde_all', '["User"]');
SELECT orm_to_sql('orm_find_all', '["Usr"]');
SELECT orm_to_sql('find_all', '{"model":"User"}');
SELECT orm_to_sql('find_all', '["User",{},{},1]');
SELECT orm_to_sql('find_all', '[7]');
SELECT orm_to_sql('find_all');
SELECT orm_to_sql(NULL, '["User"]');
SELECT orm_to_sql('sync', '["User"]');
SELECT orm_to_sql('batch', '[[]]');
SELECT orm_to_sql('to_sql', '["count",["User"]]');

-- The calls themselves are what they were.
SELECT orm_bulk_create('Tag', '[{"label":"a"},{"label":"b"}]');
SELECT orm_to_sql('count', '["Tag"]') -> 0 ->> 'for';
SELECT orm_batch('[{"call":"to_sql","args":["count",["Tag"]]},{"call":"count","args":["Tag"]}]') ->> 1;
