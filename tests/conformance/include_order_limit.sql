-- order, limit and offset of includes: of each parent's children. separate.

-- @hidden
SELECT orm_define_all('{"models": {
  "Room": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Talk", "options": {"as": "talks", "foreignKey": "roomId", "inverse": {"as": "room"}}},
      {"type": "hasOne", "target": "Talk", "options": {"as": "any", "foreignKey": "roomId"}}]},
  "Talk": {"attributes": {"title": "STRING", "hour": "INTEGER"}, "options": {"timestamps": false, "scopes": {"two": {"limit": 2, "order": [["hour", "DESC"]]}}},
    "associations": [
      {"type": "belongsToMany", "target": "Person", "options": {"as": "speakers", "through": "Slot", "inverse": {"as": "talks"}}},
      {"type": "hasMany", "target": "Note", "options": {"as": "notes", "foreignKey": "talkId"}}]},
  "Person": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [{"type": "belongsToMany", "target": "Person", "options": {"as": "friends", "through": "Friend", "foreignKey": "aId", "otherKey": "bId"}}]},
  "Slot": {"attributes": {"place": "INTEGER"}, "options": {"timestamps": false}},
  "Friend": {"attributes": {}, "options": {"timestamps": false}},
  "Note": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Area": {"attributes": {"x": {"type": "INTEGER", "primaryKey": true}, "y": {"type": "STRING", "primaryKey": true}}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Dot", "options": {"as": "dots", "foreignKey": ["ax", "ay"]}}]},
  "Dot": {"attributes": {"n": "INTEGER"}, "options": {"timestamps": false}},
  "Day": {"attributes": {"on": {"type": "DATEONLY", "primaryKey": true}}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Event", "options": {"as": "events", "foreignKey": "dayOn"}}]},
  "Event": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Room', '[{"name": "r1"}, {"name": "r2"}, {"name": "r3"}]');
-- @hidden
SELECT orm_bulk_create('Talk', '[{"title": "t1", "hour": 9, "roomId": 1}, {"title": "t2", "hour": 8, "roomId": 1}, {"title": "t3", "hour": 10, "roomId": 1}, {"title": "t4", "hour": 9, "roomId": 2}, {"title": "t5", "roomId": 2}, {"title": "t6", "hour": 7}]');
-- @hidden
SELECT orm_bulk_create('Person', '[{"name": "a"}, {"name": "b"}, {"name": "c"}]');
-- @hidden
SELECT orm_bulk_create('Slot', '[{"TalkId": 1, "PersonId": 1, "place": 3}, {"TalkId": 1, "PersonId": 2, "place": 1}, {"TalkId": 1, "PersonId": 3, "place": 2}, {"TalkId": 2, "PersonId": 1, "place": 1}, {"TalkId": 4, "PersonId": 3, "place": 2}, {"TalkId": 4, "PersonId": 1, "place": 1}]');
-- @hidden
SELECT orm_bulk_create('Friend', '[{"aId": 1, "bId": 1}, {"aId": 1, "bId": 2}, {"aId": 1, "bId": 3}, {"aId": 2, "bId": 1}, {"aId": 3, "bId": 2}]');
-- @hidden
SELECT orm_bulk_create('Note', '[{"text": "n1", "talkId": 1}, {"text": "n2", "talkId": 1}, {"text": "n3", "talkId": 3}, {"text": "n4", "talkId": 4}]');
-- @hidden
SELECT orm_bulk_create('Area', '[{"x": 1, "y": "a"}, {"x": 1, "y": "b"}, {"x": 2, "y": "a"}]');
-- @hidden
SELECT orm_bulk_create('Dot', '[{"n": 1, "ax": 1, "ay": "a"}, {"n": 2, "ax": 1, "ay": "a"}, {"n": 3, "ax": 1, "ay": "b"}, {"n": 4, "ax": 2, "ay": "a"}, {"n": 5, "ax": 2, "ay": "a"}, {"n": 6, "ax": 1}]');
-- @hidden
SELECT orm_bulk_create('Day', '[{"on": "2020-01-01"}, {"on": "2020-01-02"}]');
-- @hidden
SELECT orm_bulk_create('Event', '[{"name": "e1", "dayOn": "2020-01-01"}, {"name": "e2", "dayOn": "2020-01-01"}, {"name": "e3", "dayOn": "2020-01-02"}]');

-- Each parent has its own order and limit.
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "order": [["hour", "ASC"]]}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": 1}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "order": [["hour", "DESC NULLS LAST"]], "limit": 2, "offset": 1}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "order": [["hour", "DESC NULLS LAST"]], "limit": 1, "where": {"hour": {"$lt": 10}}, "required": false}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": 0}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": {"$param": "n"}, "offset": {"$param": "m"}}], "order": ["id"]}', '{"n": 1, "m": 1}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": {"$param": "n"}}], "order": ["id"]}', '{"n": null}');
-- required asks whether there are children at all, not whether the limit leaves one
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "offset": 2, "required": true}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": 0, "where": {"hour": 9}}], "order": ["id"]}');
-- many-to-many: the same, per parent; by the through row
SELECT orm_find_all('Talk', '{"attributes": ["title"], "include": [{"association": "speakers", "attributes": ["name"], "through": {"attributes": ["place"]}, "order": [["name", "DESC"]], "limit": 2}], "order": ["id"]}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "through": {"attributes": []}, "order": [["hour", "DESC NULLS LAST"]], "limit": 1, "offset": 1}], "order": ["id"]}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "include": [{"association": "friends", "attributes": ["name"], "through": {"attributes": []}, "order": [["id", "DESC"]], "limit": 2}], "order": ["id"]}');
-- nested: at every level, with roots cut as well
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "order": [["hour", "DESC NULLS LAST"]], "limit": 2, "include": [{"association": "speakers", "attributes": ["name"], "through": {"attributes": []}, "limit": 1}, {"association": "notes", "attributes": ["text"], "order": [["text", "DESC"]], "limit": 1}]}], "order": ["id"], "limit": 2}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": 1, "required": true, "include": [{"association": "notes", "attributes": ["text"], "required": true}]}], "order": [["id", "DESC"]], "limit": 1, "offset": 1}');
-- composite keys, and keys of other types
SELECT orm_find_all('Area', '{"include": [{"association": "dots", "attributes": ["n"], "order": [["n", "DESC"]], "limit": 1}], "order": ["x", "y"]}');
SELECT orm_find_all('Day', '{"include": [{"association": "events", "attributes": ["name"], "offset": 1}], "order": ["on"]}');
-- a limit beside a path that leads to the include
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": 1}], "where": {"$talks.hour$": {"$gt": 8}}, "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "attributes": ["title"], "limit": 1, "offset": 1}], "order": [["talks", "hour", "DESC NULLS LAST"], "id"]}');
-- scopes bring limits, too; a to-one drops them
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "scope": "two", "attributes": ["title"]}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "any", "scope": "two", "attributes": ["title"]}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "any", "attributes": ["title"], "order": [["hour", "DESC NULLS LAST"]]}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "any", "attributes": ["title"], "order": ["hour"], "where": {"hour": {"$gt": 8}}}], "order": ["id"]}');

-- separate, implied by a limit: in Sequelize a statement of its own, for which the root shows its key.
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "separate": true, "attributes": ["title"], "order": ["title"], "limit": 2}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "separate": true, "attributes": ["title"], "include": [{"association": "notes", "separate": true, "attributes": ["text"], "order": [["text", "DESC"]]}]}], "order": ["id"]}');
SELECT orm_find_all('Room', '{"attributes": ["name"], "include": [{"association": "talks", "separate": true, "attributes": ["title"], "where": {"hour": 9}}], "order": ["id"]}');

-- What is wrong.
SELECT orm_find_all('Room', '{"include": [{"association": "talks", "limit": -1}]}');
SELECT orm_find_all('Room', '{"include": [{"association": "talks", "offset": "x"}]}');
SELECT orm_find_all('Room', '{"include": [{"association": "talks", "order": [["huor", "ASC"]]}]}');
SELECT orm_find_all('Talk', '{"include": [{"association": "room", "limit": 1}]}');
SELECT orm_find_all('Room', '{"include": [{"association": "any", "offset": 1}]}');
SELECT orm_find_all('Room', '{"include": [{"association": "talks", "order": [["notes", "text"]], "include": ["notes"]}]}');
