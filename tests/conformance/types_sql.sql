-- SQL('…'): any type the engine knows. Its values go in as text, and come out as a string in the engine's own form.
SELECT orm_define('Item', '{"v": {"type": "SQL(''varchar(10)'')", "defaultValue": "x"}, "w": "SQL(''char(3)'')"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_create('Item', '{}');
SELECT orm_create('Item', '{"v": 7, "w": "abc"}');
SELECT orm_create('Item', '{"v": true, "w": null}');
SELECT orm_find_all('Item', '{"where": {"v": "7"}}');
-- Its own types each engine prints in its own way.
SELECT orm_define('Other', '{"n": "SQL(''numeric(10,3)'')", "b": "SQL(''boolean'')"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
-- @each
SELECT orm_create('Other', '{"n": "1.5", "b": true}');
-- Wrong: what is no scalar
SELECT orm_validate('Item', '{"v": {"a": 1}, "w": [1]}');
-- It is one type, and nothing that would end the definition.
SELECT orm_define('Bad', '{"a": "SQL(''int, b int'')"}');
SELECT orm_define('Bad', '{"a": "SQL(''int); DROP TABLE \"Items\"; --'')"}');
SELECT orm_define('Bad', '{"a": "SQL"}');
-- It counts as a literal: where those are switched off there is none, and while there is one they cannot be.
SELECT orm_config('allow_literal', false);
SELECT orm_undefine('Item');
SELECT orm_undefine('Other');
SELECT orm_config('allow_literal', false);
SELECT orm_define('Item', '{"v": "SQL(''varchar(10)'')"}');
