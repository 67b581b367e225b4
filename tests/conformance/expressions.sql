-- The placeholders of SQL expressions, and what only looks like one: strings, quoted names, comments, casts.
SELECT orm_define('E', '{
  "a": {"type": "INTEGER", "field": "col a"}, "b": "TEXT", "order": "INTEGER",
  "str": {"type": "VIRTUAL", "get": "'':a '''' :b''"}, "name": {"type": "VIRTUAL", "get": "'':'' || :b"},
  "cast": {"type": "VIRTUAL(INTEGER)", "get": "cast(:b as integer)"}, "note": {"type": "VIRTUAL", "get": ":a /* :b and '' */ + 1"},
  "line": {"type": "VIRTUAL", "get": ":a -- :zz\n + 2"}, "model": {"type": "VIRTUAL", "get": ":model || :order"}, "case": {"type": "VIRTUAL", "get": "case when :a>1 then ''many'' else ''few'' end"},
  "json": {"type": "VIRTUAL(INTEGER)", "get": "cast(:instance ->> ''order'' as integer)"}, "quoted": {"type": "VIRTUAL", "get": ":\"order\" * 2"}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('E', '{"a": 2, "b": "7", "order": 5}');
-- Casts with two colons, E strings, dollar quotes and slices are PostgreSQL's.
-- @only postgres
SELECT orm_define('P', '{"a": {"type": "ARRAY(INTEGER)"}, "n": {"type": "VIRTUAL", "get": "(:a)[1:2]::text"}, "m": {"type": "VIRTUAL", "get": "$$ :b $$ || E''it\\'':c''"}, "k": {"type": "VIRTUAL", "get": "(:a)[:i]"}, "i": {"type": "INTEGER", "defaultValue": 2}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
-- @only postgres
SELECT orm_create('P', '{"a": [5, 6, 7]}');
-- What is not closed, or closes too much
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "''x"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "(1"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "1)"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "1 /* x"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": "1 -- x"}}');
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "get": ":value"}}');

-- A name in double quotes is a name: one that is not known is refused, also where the engine would take it for a text.
-- @each
SELECT orm_define('Quoted', '{"n": "INTEGER", "v": {"type": "VIRTUAL(STRING)", "get": "\"nothing\""}}');
-- @each
SELECT orm_define('Quoted', '{"n": {"type": "INTEGER", "validate": {"fits": ":value > 1 OR \"nothing\" = ''x''"}}}');
-- @hidden
SELECT orm_define('Quoted', '{"n": "INTEGER", "v": {"type": "VIRTUAL(STRING)", "get": "(SELECT \"a \"\"`b\" FROM (SELECT ''quoted'' AS \"a \"\"`b\") AS \"one\")"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Quoted');
SELECT orm_create('Quoted', '{"n": 1}');
