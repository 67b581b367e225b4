-- Many calls in one: orm_batch.

-- @hidden
SELECT orm_define_all('{"models":{
  "User":{"attributes":{"name":{"type":"STRING","allowNull":false},"email":{"type":"STRING","unique":true},"age":"INTEGER","meta":"JSON"},"options":{"timestamps":false},
    "associations":[{"type":"hasMany","target":"Post","options":{"as":"posts","foreignKey":"userId"}}]},
  "Post":{"attributes":{"title":"STRING"},"options":{"timestamps":false},
    "associations":[{"type":"belongsTo","target":"User","options":{"as":"author","foreignKey":"userId"}},{"type":"belongsToMany","target":"Tag","options":{"as":"tags","through":"PostTag"}}]},
  "Tag":{"attributes":{"word":"STRING"},"options":{"timestamps":false},
    "associations":[{"type":"belongsToMany","target":"Post","options":{"as":"posts","through":"PostTag"}}]},
  "PostTag":{"attributes":{"weight":"INTEGER"},"options":{"timestamps":false}}}}');
-- @hidden
SELECT orm_sync();

-- results come in the steps' order, each as its function answers
SELECT orm_batch('[{"call":"create","args":["User",{"name":"Ada","age":36}]},{"call":"count","args":["User"]},{"call":"find_by_pk","args":["User",1]},{"call":"find_by_pk","args":["User",9]},{"call":"update","args":["User",{"age":37},{"where":{"id":1}}]},{"call":"has_assoc","args":["User",1,"posts",[]]},{"call":"orm_models"}]');
SELECT orm_batch('[]');

-- $ref: what an earlier step answered
SELECT orm_batch('[{"call":"create","args":["User",{"name":"Bob"}],"as":"u"},{"call":"create","args":["Post",{"title":"one","userId":{"$ref":"u.id"}}],"as":"p"},{"call":"find_by_pk","args":["Post",{"$ref":"p.id"},{"include":["author"]}]},{"call":"find_all","args":["Post",{"attributes":["title"],"where":{"userId":{"$param":"id"}}},{"id":{"$ref":"u.id"}}]},{"call":"get_assoc","args":["User",{"$ref":"u"},"posts",{"attributes":["id"]}]}]');
-- in lists by number, at any depth
SELECT orm_batch('[{"call":"bulk_create","args":["Tag",[{"word":"a"},{"word":"b"},{"word":"c"}]],"as":"tags"},{"call":"add_assoc","args":["Post",1,"tags",[{"$ref":"tags[0]"},{"$ref":"tags.2.id"}],{"through":{"weight":{"$ref":"tags[1].id"}}}]},{"call":"get_assoc","args":["Post",1,"tags",{"order":["id"]}]},{"call":"create","args":["User",{"name":"Cid","meta":{"x":[{"y":{"$ref":"tags[0].word"}},{"$ref":"tags[1]"}]}}]}]');
-- $param: a value from outside; also that of a condition where the step has no params
SELECT orm_batch('[{"call":"create","args":["User",{"name":{"$param":"name"},"age":{"$param":"age"}}]},{"call":"find_all","args":["User",{"attributes":["name"],"where":{"name":{"$param":"name"}}}]},{"call":"count","args":["User",{"where":{"age":{"$gt":{"$param":"age"}}}},{"age":100}]},{"call":"find_or_create","args":["User",{"where":{"name":"Eve"},"defaults":{"age":{"$param":"age"}}}]}]', '{"params":{"name":"Dan","age":7}}');
-- $value: what it holds, whatever that is
SELECT orm_batch('[{"call":"create","args":["User",{"name":"Fay","meta":{"$value":{"a":{"$ref":"nobody"},"$param":"x"}}}]},{"call":"update","args":["User",{"meta":[{"$value":{"$value":1}},{"$ref":"u","more":1},{"$refs":"u"}]},{"where":{"name":"Fay"},"returning":["meta"]}]}]');
-- outside of data they are what they are in code: a condition knows no $ref
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":"d"}],"as":"t"},{"call":"find_all","args":["Tag",{"where":{"id":{"$ref":"t.id"}}}]}]');
SELECT orm_count('Tag');

-- one that stands for nothing
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":"x"}],"as":"tag"},{"call":"create","args":["Post",{"title":"x","userId":{"$ref":"tga.id"}}]}]');
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":"x"}],"as":"t"},{"call":"create","args":["Post",{"title":{"$ref":"t.wrod"}}]}]');
SELECT orm_batch('[{"call":"find_one","args":["Tag",{"where":{"word":"none"}}],"as":"t"},{"call":"create","args":["Post",{"userId":{"$ref":"t.id"}}]}]');
SELECT orm_batch('[{"call":"find_all","args":["Tag"],"as":"t"},{"call":"create","args":["Post",{"userId":{"$ref":"t[99].id"}}]}]');
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":{"$ref":"t.word"}}],"as":"t"}]');
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":{"$param":"w"}}]}]', '{"params":{"v":1}}');
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":{"$param":"w"}}]}]');

-- all or nothing, and the place of what is wrong
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":"x"}]},{"call":"destroy","args":["Tag",{"where":{}}]},{"call":"create","args":["User",{"name":"Gil","age":"old"}]}]');
SELECT orm_count('Tag');
SELECT orm_batch('[{"call":"create","args":["Tag",{"word":"x"}]},{"call":"bulk_create","args":["User",[{"name":"a"},{"name":"b","agee":1}]]}]');
SELECT orm_batch('[{"call":"find_all","args":["User",{"where":{"agee":1}}]}]');
SELECT orm_batch('[{"call":"find_all","args":["User",{"wher":{}}]}]');
SELECT orm_batch('[{"call":"find_all","args":["Usr"]}]');
SELECT orm_batch('[{"call":"get_assoc","args":["User",1,"post"]}]');
SELECT orm_batch('[{"call":"count","args":["User"]},{"call":"update_by_pk","args":["User",99,{"age":1}]}]');
SELECT orm_batch('[{"call":"create","args":["User",{"name":"x","email":"e"}]},{"call":"create","args":["User",{"name":"y","email":"e"}]}]');
SELECT orm_batch('[{"call":"find_all","args":["User",{"where":{"age":{"$param":"a"}}}]}]');
SELECT orm_batch('[{"call":"query","args":["SELECT ?",{"replacements":[]}]}]');
SELECT orm_count('User');

-- steps that are none
SELECT orm_batch('[{"call":"creat","args":["User",{}]}]');
SELECT orm_batch('[{"cal":"create"}]');
SELECT orm_batch('[{"args":[]}]');
SELECT orm_batch('[1]');
SELECT orm_batch('{"call":"count"}');
SELECT orm_batch(NULL);
SELECT orm_batch('[{"call":"count","args":["User",null,null,1]}]');
SELECT orm_batch('[{"call":"count","args":[1]}]');
SELECT orm_batch('[{"call":"count"}]');
SELECT orm_batch('[{"call":"count","args":["User"],"as":"a.b"}]');
SELECT orm_batch('[{"call":"count","args":["User"],"as":"a"},{"call":"count","args":["User"],"as":"a"}]');
SELECT orm_batch('[{"call":"batch","args":[[]]}]');
SELECT orm_batch('[]', '{"dryrun":true}');
SELECT orm_batch('[{"call":"count","call":"count"}]');
SELECT orm_batch('[{"call":"create","args":["User",{"name":"x","name":"y"}]}]');

-- a dry run answers what would be, and leaves nothing
SELECT orm_batch('[{"call":"create","args":["Tag",{"id":50,"word":"dry"}],"as":"t"},{"call":"destroy","args":["User",{"where":{}}]},{"call":"count","args":["User"]},{"call":"query","args":["SELECT word FROM \"Tags\" WHERE word = ?",{"replacements":[{"$ref":"t.word"}]}]}]', '{"dryRun":true}');
SELECT orm_batch('[{"call":"count","args":["User"]},{"call":"count","args":["Tag",{"where":{"word":"dry"}}]}]', '{"dryRun":true}');
-- … inside a transaction of the caller's too
BEGIN;
SELECT orm_batch('[{"call":"create","args":["Tag",{"id":51,"word":"kept"}]}]');
SELECT orm_batch('[{"call":"destroy","args":["Tag",{"where":{}}]},{"call":"count","args":["Tag"]}]', '{"dryRun":true}');
SELECT orm_count('Tag');
SAVEPOINT a;
SELECT orm_batch('[{"call":"destroy","args":["Tag",{"where":{}}]},{"call":"create","args":["User",{}]}]', '{"dryRun":true}');
ROLLBACK TO a;
SELECT orm_count('Tag');
COMMIT;
SELECT orm_count('Tag');

-- definitions and tables, as one
SELECT orm_batch('[{"call":"define","args":["Note",{"text":"STRING"},{"timestamps":false}]},{"call":"sync","args":["Note"]},{"call":"create","args":["Note",{"text":"a"}]},{"call":"find_all","args":["Note"]},{"call":"find_all","args":["Nota"]}]');
SELECT orm_find_all('Note');
-- @each
SELECT orm_batch('[{"call":"define","args":["Note",{"text":"STRING"},{"timestamps":false}]},{"call":"sync","args":["Note"]},{"call":"create","args":["Note",{"text":"a"}]},{"call":"find_all","args":["Note"]}]');
SELECT orm_find_all('Note');
SELECT orm_batch('[{"call":"create","args":["Note",{"id":7,"text":"b"}]},{"call":"undefine","args":["Note"]}]', '{"dryRun":true}');
SELECT orm_find_all('Note');

-- raw SQL
SELECT orm_batch('[{"call":"query","args":["INSERT INTO \"Tags\" (word) VALUES (:w)",{"replacements":{"w":{"$param":"w"}}}]},{"call":"query","args":["SELECT count(*) AS n FROM \"Tags\" WHERE word = $w",{"bind":{"w":{"$param":"w"}},"plain":true}],"as":"n"},{"call":"add_assoc","args":["Post",1,"tags",{"$ref":"n.n"}]},{"call":"count_assoc","args":["Post",1,"tags"]}]', '{"params":{"w":"raw"}}');
SELECT orm_batch('[{"call":"query","args":["ROLLBACK"]}]');

-- one time for all of it; a step may have its own
-- @hidden
SELECT orm_batch('[{"call":"define","args":["Stamp",{"n":"INTEGER"}]},{"call":"sync","args":["Stamp"]}]');
SELECT orm_batch('[{"call":"create","args":["Stamp",{"n":1}]},{"call":"create","args":["Stamp",{"n":2},{"now":"2001-01-01T00:00:00Z"}]},{"call":"create","args":["Stamp",{"n":3}]}]', '{"now":"2000-01-01T00:00:00Z"}');
SELECT orm_batch('[]', '{"now":"soon"}');
