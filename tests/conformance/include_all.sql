-- {"all": true}: every association, or those of some kinds; nested: those below them, no model twice on the way down.

-- @hidden
SELECT orm_define_all('{"models": {
  "Ship": {"attributes": {"name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "belongsTo", "target": "Port", "options": {"as": "home", "foreignKey": "homeId"}},
      {"type": "hasOne", "target": "Bell", "options": {"as": "bell", "foreignKey": "shipId"}},
      {"type": "hasMany", "target": "Sailor", "options": {"as": "crew", "foreignKey": "shipId", "inverse": {"as": "ship"}}},
      {"type": "belongsToMany", "target": "Port", "options": {"as": "calls", "through": "Call", "inverse": {"as": "guests"}}},
      {"type": "belongsTo", "target": "Ship", "options": {"as": "tug", "foreignKey": "tugId"}}]},
  "Port": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Bell": {"attributes": {"note": "STRING"}, "options": {"timestamps": false}},
  "Sailor": {"attributes": {"name": "STRING"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true},
    "associations": [{"type": "hasMany", "target": "Knot", "options": {"as": "knots", "foreignKey": "sailorId"}}]},
  "Knot": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Call": {"attributes": {}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Port', '[{"name": "p1"}, {"name": "p2"}]');
-- @hidden
SELECT orm_bulk_create('Ship', '[{"name": "s1", "homeId": 1}, {"name": "s2", "tugId": 1}]');
-- @hidden
SELECT orm_bulk_create('Bell', '[{"note": "c", "shipId": 1}]');
-- @hidden
SELECT orm_bulk_create('Sailor', '[{"name": "a", "shipId": 1}, {"name": "b", "shipId": 1}, {"name": "drowned", "shipId": 2}]');
-- @hidden
SELECT orm_destroy('Sailor', '{"where": {"name": "drowned"}}');
-- @hidden
SELECT orm_bulk_create('Knot', '[{"name": "k1", "sailorId": 1}]');
-- @hidden
SELECT orm_bulk_create('Call', '[{"ShipId": 1, "PortId": 2}, {"ShipId": 2, "PortId": 1}]');

SELECT orm_find_all('Ship', '{"include": [{"all": true}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"include": {"all": true}, "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "BelongsTo", "attributes": ["name"]}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "HasOne"}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "HasMany"}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "BelongsToMany", "attributes": ["name"]}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "One"}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "Has"}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": ["HasOne", "BelongsTo"]}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "All"}], "order": ["id"]}');
-- one that is named keeps its own options
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"association": "crew", "attributes": ["name"], "where": {"name": "a"}}, {"all": true}], "order": ["id"]}');
-- options beside it are those of each
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": "HasMany", "attributes": ["name"], "paranoid": false}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": ["HasOne", "HasMany"], "required": true}], "order": ["id"]}');
-- nested
SELECT orm_find_all('Ship', '{"include": [{"all": true, "nested": true}], "order": ["id"]}');
SELECT orm_find_all('Sailor', '{"attributes": ["name"], "include": [{"all": "BelongsTo", "nested": true}], "order": ["id"]}');
SELECT orm_find_all('Ship', '{"attributes": ["name"], "include": [{"all": ["HasMany"], "nested": true, "attributes": ["name"]}], "order": ["id"]}');
-- below a named include
SELECT orm_find_all('Port', '{"attributes": ["name"], "include": [{"association": "guests", "attributes": ["name"], "through": {"attributes": []}, "include": [{"all": "HasOne"}]}], "order": ["id"]}');
-- a count, and one row
SELECT orm_count('Ship', '{"include": [{"all": true}]}');
SELECT orm_find_by_pk('Ship', 2, '{"attributes": ["name"], "include": [{"all": true, "attributes": ["id"]}]}');

-- What is wrong.
SELECT orm_find_all('Ship', '{"include": [{"all": "Everything"}]}');
SELECT orm_find_all('Ship', '{"include": [{"all": ["HasMany", "Some"]}]}');
SELECT orm_find_all('Ship', '{"include": [{"all": 1}]}');
SELECT orm_find_all('Ship', '{"include": [{"all": true, "nestd": true}]}');
