-- orm_find_page: pages by cursors, forwards and backwards, are the whole list exactly once.
-- A cursor is the JSON list of the order's values in a row as base64: [value…, key…].

-- @hidden
SELECT orm_define_all('{"models": {
  "Song": {"attributes": {"title": "STRING", "year": "INTEGER", "mood": "ENUM(''sad'', ''calm'', ''wild'')", "album": {"type": "STRING", "field": "album_name"}}, "options": {"timestamps": false, "defaultScope": {"where": {"title": {"$ne": "hidden"}}}},
    "associations": [{"type": "hasMany", "target": "Play", "options": {"as": "plays", "foreignKey": "songId"}}]},
  "Play": {"attributes": {"n": "INTEGER"}, "options": {"timestamps": false}},
  "Grid": {"attributes": {"x": {"type": "INTEGER", "primaryKey": true}, "y": {"type": "INTEGER", "primaryKey": true}}, "options": {"timestamps": false}},
  "Line": {"attributes": {"a": "INTEGER"}, "options": {"timestamps": false, "noPrimaryKey": true}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Song', '[{"title": "a", "year": 2000, "mood": "wild"}, {"title": "b", "year": 1990, "mood": "calm", "album": "x"}, {"title": "c", "year": 2000, "mood": "sad", "album": "x"}, {"title": "d", "mood": "calm"}, {"title": "e", "album": "y"}, {"title": "hidden", "year": 1}]');
-- @hidden
SELECT orm_bulk_create('Play', '[{"n": 1, "songId": 1}, {"n": 2, "songId": 1}, {"n": 3, "songId": 3}]');
-- @hidden
SELECT orm_bulk_create('Grid', '[{"x": 1, "y": 2}, {"x": 1, "y": 1}, {"x": 2, "y": 1}]');

-- By the key alone, from the first to the last; and with the cursors of before: [2], [4].
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 2}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 2, "after": "WzJd"}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 2, "after": "WzRd"}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 2, "after": "WzVd"}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 5}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 10}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 0}');
-- backwards: the rows stand in the list's order all the same
SELECT orm_find_page('Song', '{"attributes": ["title"], "last": 2}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "last": 2, "before": "WzRd"}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "last": 2, "before": "WzJd"}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "last": 2, "before": "WzFd"}');
-- an empty list
SELECT orm_find_page('Song', '{"attributes": ["title"], "first": 2, "where": {"title": "nothing"}}');

-- Ties and nulls: the key is appended to the order; nulls have their place in it.
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": ["year"], "first": 2}');
-- after [2000,1]
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": ["year"], "first": 2, "after": "WzIwMDAsMV0"}');
-- after [null,4]
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": ["year"], "first": 2, "after": "W251bGwsNF0"}');
-- before [null,4]
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": ["year"], "last": 2, "before": "W251bGwsNF0"}');
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": [["year", "DESC"]], "first": 3}');
-- after [2000,1]
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": [["year", "DESC"]], "first": 3, "after": "WzIwMDAsMV0"}');
-- after [null,4]
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": [["year", "DESC"]], "first": 1, "after": "W251bGwsNF0"}');
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": [["year", "DESC NULLS LAST"], ["title", "DESC"]], "last": 3}');
SELECT orm_find_page('Song', '{"attributes": ["title", "year"], "order": [["year", "ASC NULLS FIRST"], "id"], "first": 3}');
-- what is not shown, under another column's name, labels as declared, expressions
SELECT orm_find_page('Song', '{"attributes": ["title"], "order": [["album", "DESC NULLS LAST"], "title"], "first": 2}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "order": ["mood", "title"], "first": 2}');
-- after ["calm","b",2]
SELECT orm_find_page('Song', '{"attributes": ["title"], "order": ["mood", "title"], "first": 2, "after": "WyJjYWxtIiwiYiIsMl0"}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "order": [[{"$fn": "upper", "args": [{"$col": "title"}]}, "DESC"]], "first": 2}');
-- after ["D",4]
SELECT orm_find_page('Song', '{"attributes": ["title"], "order": [[{"$fn": "upper", "args": [{"$col": "title"}]}, "DESC"]], "first": 2, "after": "WyJEIiw0XQ"}');
-- keys of several parts: after [1,1]
SELECT orm_find_page('Grid', '{"first": 1}');
SELECT orm_find_page('Grid', '{"first": 1, "after": "WzEsMV0"}');
SELECT orm_find_page('Grid', '{"order": [["y", "DESC"]], "first": 2}');

-- Conditions, params, scopes and includes as in any finder.
SELECT orm_find_page('Song', '{"attributes": ["title"], "where": {"year": {"$gte": {"$param": "y"}}}, "order": ["title"], "first": 1}', '{"y": 2000}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "scope": null, "order": [["id", "DESC"]], "first": 1}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "include": [{"association": "plays", "attributes": ["n"]}], "first": 2}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "include": [{"association": "plays", "attributes": ["n"], "required": true}], "first": 1}');
SELECT orm_find_page('Song', '{"attributes": ["title"], "include": [{"association": "plays", "attributes": ["n"]}], "where": {"$plays.n$": {"$gt": 1}}, "first": 1}');
-- after [1]
SELECT orm_find_page('Song', '{"attributes": ["title"], "include": [{"association": "plays", "attributes": ["n"], "required": true, "limit": 1}], "first": 1, "after": "WzFd"}');

-- What is wrong.
SELECT orm_find_page('Song');
SELECT orm_find_page('Song', '{"first": 1, "last": 1}');
SELECT orm_find_page('Song', '{"first": 1, "before": "WzFd"}');
SELECT orm_find_page('Song', '{"last": 1, "after": "WzFd"}');
SELECT orm_find_page('Song', '{"first": -1}');
SELECT orm_find_page('Song', '{"first": "many"}');
SELECT orm_find_page('Song', '{"first": 1, "after": "???"}');
SELECT orm_find_page('Song', '{"first": 1, "after": ""}');
SELECT orm_find_page('Song', '{"first": 1, "after": "e30"}');
SELECT orm_find_page('Song', '{"first": 1, "after": "W10"}');
SELECT orm_find_page('Song', '{"first": 1, "order": ["title"], "after": "WzFd"}');
SELECT orm_find_page('Song', '{"first": 1, "after": "WyJ4Il0"}');
SELECT orm_find_page('Song', '{"first": 1, "after": 5}');
SELECT orm_find_page('Song', '{"first": 1, "limit": 1}');
SELECT orm_find_page('Song', '{"first": 1, "offset": 1}');
SELECT orm_find_page('Song', '{"first": 1, "group": ["year"]}');
SELECT orm_find_page('Song', '{"first": 1, "distinctOn": ["year"]}');
SELECT orm_find_page('Song', '{"first": 1, "include": ["plays"], "order": [["plays", "n"]]}');
SELECT orm_find_page('Line', '{"first": 1}');
SELECT orm_find_all('Song', '{"first": 1}');
