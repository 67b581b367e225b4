-- What the lexer of SQL expressions sees: a placeholder is only where the engine would see one.
SELECT orm_define('X', '{
  "a": {"type": "INTEGER", "defaultValue": 7}, "a b": {"type": "INTEGER", "field": "a_b", "defaultValue": 2}, "q\"x": {"type": "INTEGER", "field": "q", "defaultValue": 3}, "é": {"type": "INTEGER", "defaultValue": 4},
  "comment": {"type": "VIRTUAL(INTEGER)", "get": ":a/*:b ''*/+1"}, "line": {"type": "VIRTUAL(INTEGER)", "get": ":a -- :b ''\n"}, "string": {"type": "VIRTUAL", "get": "''it''''s :a '' || :a"},
  "slash": {"type": "VIRTUAL", "get": "''\\'' || :a || ''''"}, "blank": {"type": "VIRTUAL(INTEGER)", "get": ":\"a b\" * 10"}, "quote": {"type": "VIRTUAL(INTEGER)", "get": ":\"q\"\"x\" * 10"},
  "accent": {"type": "VIRTUAL(INTEGER)", "get": ":é*10"}, "near": {"type": "VIRTUAL(INTEGER)", "get": "(:a)+(:a)-:a"}, "select": {"type": "VIRTUAL(INTEGER)", "get": "(with x as (select 1 as y) select y from x)"},
  "e": {"type": "VIRTUAL(DOUBLE)", "get": "1e1+:a"}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('X', '{}');
SELECT orm_find_all('X', '{"attributes": ["quote"], "where": {"slash": "\\7", "quote": 30}, "order": ["blank"]}');

-- ---- PostgreSQL's own: E strings, dollar quotes, casts, named arguments, slices, Unicode strings, strings in pieces
-- @only postgres
SELECT orm_define('Y', '{"a": {"type": "INTEGER", "defaultValue": 1}, "l": {"type": "ARRAY(INTEGER)", "defaultValue": [1, 2, 3]}, "e": {"type": "VIRTUAL", "get": "E''\\'':a'' || :a"}, "d": {"type": "VIRTUAL", "get": "$t$ $$ :a '' $t$ || $$:a$$ || :a"},
  "c": {"type": "VIRTUAL", "get": ":a::text||(:a)::pg_catalog.text"}, "n": {"type": "VIRTUAL", "get": "make_interval(days := :a)::text || make_interval(hours => :a)"}, "s": {"type": "VIRTUAL", "get": "((:l)[:a:2])::text || ((:l)[:a])::text || ((:l)[:a : :a])::text"},
  "u": {"type": "VIRTUAL", "get": "U&''\\0041:a'' || :a"}, "p": {"type": "VIRTUAL", "get": "''x''\n'':a'' || :a"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
-- @only postgres
SELECT orm_create('Y', '{}');

-- ---- One scalar expression: no list, no statement, nothing that closes or opens too much, no parameter of the engine
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":a, 1"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":a; SELECT 1"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":a) FROM x; --"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":a /* /* :b */ :c */ + 1"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "$1"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "?"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "@x"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":\"a"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "$t$ x"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":A + 1"}}');
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": ":w"}, "w": {"type": "VIRTUAL", "get": ":v"}}');
-- @each
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "DELETE FROM x"}}');
-- @each
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "1 UNION SELECT 2"}}');
-- A count of rows or a number among them is nothing that a row has.
-- @each
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "count(:a)"}}');
-- @each
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "row_number() over ()"}}');
-- @only postgres
SELECT orm_define('Bad', '{"a": "INTEGER", "v": {"type": "VIRTUAL", "get": "generate_series(1, :a)"}}');
