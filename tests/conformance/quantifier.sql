-- $some, $none, $every: conditions on the rows that an include of the alias would give.

-- @hidden
SELECT orm_define_all('{"models": {
  "Farm": {"attributes": {"name": "STRING", "size": "INTEGER"}, "options": {"timestamps": false, "scopes": {"herding": {"where": {"$some": {"cows": {"milk": {"$gte": {"$param": "milk"}}}}}}}},
    "associations": [
      {"type": "hasMany", "target": "Cow", "options": {"as": "cows", "foreignKey": "farmId", "inverse": {"as": "farm"}}},
      {"type": "hasMany", "target": "Cow", "options": {"as": "browns", "foreignKey": "farmId", "scope": {"color": "brown"}}},
      {"type": "belongsToMany", "target": "Crop", "options": {"as": "crops", "through": "Field", "inverse": {"as": "farms"}}},
      {"type": "belongsTo", "target": "Farm", "options": {"as": "mother", "foreignKey": "motherId", "inverse": {"as": "daughters"}}}]},
  "Cow": {"attributes": {"name": "STRING", "milk": "INTEGER", "color": "STRING"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true},
    "associations": [{"type": "hasMany", "target": "Calf", "options": {"as": "calves", "foreignKey": "cowId"}}]},
  "Calf": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Crop": {"attributes": {"name": "STRING", "price": "INTEGER"}, "options": {"timestamps": false, "defaultScope": {"where": {"name": {"$ne": "weed"}}}}},
  "Field": {"attributes": {"acres": "INTEGER"}, "options": {"timestamps": false}},
  "Plot": {"attributes": {"a": {"type": "INTEGER", "primaryKey": true}, "b": {"type": "INTEGER", "primaryKey": true}}, "options": {"timestamps": false},
    "associations": [{"type": "hasMany", "target": "Stone", "options": {"as": "stones", "foreignKey": ["pa", "pb"]}}]},
  "Stone": {"attributes": {"kg": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Farm', '[{"name": "f1", "size": 10}, {"name": "f2", "size": 20, "motherId": 1}, {"name": "f3", "motherId": 1}, {"name": "f4", "size": 5, "motherId": 2}]');
-- @hidden
SELECT orm_bulk_create('Cow', '[{"name": "a", "milk": 10, "color": "brown", "farmId": 1}, {"name": "b", "milk": 20, "color": "white", "farmId": 1}, {"name": "c", "milk": 30, "farmId": 2}, {"name": "d", "color": "brown", "farmId": 3}, {"name": "gone", "milk": 99, "farmId": 4}, {"name": "e", "milk": 1}]');
-- @hidden
SELECT orm_destroy('Cow', '{"where": {"name": "gone"}}');
-- @hidden
SELECT orm_bulk_create('Calf', '[{"name": "x", "cowId": 1}, {"name": "y", "cowId": 3}]');
-- @hidden
SELECT orm_bulk_create('Crop', '[{"name": "corn", "price": 5}, {"name": "oats", "price": 3}, {"name": "weed", "price": 0}]');
-- @hidden
SELECT orm_bulk_create('Field', '[{"FarmId": 1, "CropId": 1, "acres": 5}, {"FarmId": 1, "CropId": 2, "acres": 1}, {"FarmId": 2, "CropId": 3, "acres": 9}, {"FarmId": 3, "CropId": 2, "acres": 2}]');
-- @hidden
SELECT orm_bulk_create('Plot', '[{"a": 1, "b": 11}, {"a": 11, "b": 1}, {"a": 1, "b": 1}]');
-- @hidden
SELECT orm_bulk_create('Stone', '[{"kg": 5, "pa": 1, "pb": 11}, {"kg": 50, "pa": 11, "pb": 1}, {"kg": 7, "pa": 1}]');

-- There is one; there is none; there is none for which it is not true. A child for which it is unknown does not satisfy it.
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"milk": {"$gt": 15}}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$none": {"cows": {"milk": {"$gt": 15}}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$every": {"cows": {"milk": {"$gt": 5}}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$every": {"cows": {"milk": {"$gt": 10}}}}, "order": ["id"]}');
-- no condition: whether there are any
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$none": {"cows": {}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$every": {"cows": {}}}, "order": ["id"]}');
-- several aliases, several conditions, groups
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"milk": 20}, "crops": {"name": "corn"}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"milk": 20, "color": "brown"}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": [{"$some": {"cows": {"milk": 20}}}, {"$some": {"cows": {"color": "brown"}}}], "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$or": [{"$some": {"cows": {"milk": 30}}}, {"size": 5}]}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$not": {"$some": {"cows": {"milk": {"$gt": 15}}}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"$or": [{"milk": 10}, {"milk": null}]}}, "size": {"$gt": 1}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"milk": {"$gte": {"$param": "m"}}}}}, "order": ["id"]}', '{"m": 30}');
-- every kind of association, its scope, the target's default scope, deleted rows left out
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"browns": {"milk": null}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"crops": {}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$every": {"crops": {"price": {"$lt": 4}}}}, "order": ["id"]}');
SELECT orm_find_all('Crop', '{"attributes": ["name"], "where": {"$some": {"farms": {"size": null}}}, "order": ["id"]}');
SELECT orm_find_all('Cow', '{"attributes": ["name"], "where": {"$some": {"farm": {"size": {"$gt": 10}}}}, "order": ["id"]}');
SELECT orm_find_all('Cow', '{"attributes": ["name"], "where": {"$none": {"farm": {}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"daughters": {"size": 20}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"mother": {"name": "f1"}}}, "order": ["id"]}');
SELECT orm_find_all('Plot', '{"where": {"$some": {"stones": {"kg": {"$gt": 4}}}}, "order": ["a", "b"]}');
SELECT orm_find_all('Plot', '{"where": {"$none": {"stones": {"kg": {"$gt": 10}}}}, "order": ["a", "b"]}');
-- one in another
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"$some": {"calves": {"name": "x"}}}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$every": {"cows": {"$some": {"calves": {}}}}}, "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$none": {"daughters": {"$some": {"daughters": {}}}}}, "order": ["id"]}');
-- beside includes, in includes, in scopes, with limit
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"milk": 20}}}, "include": [{"association": "cows", "attributes": ["name"], "where": {"milk": 10}}]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "include": [{"association": "cows", "attributes": ["name"], "where": {"$none": {"calves": {}}}}], "order": ["id"]}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "include": [{"association": "cows", "attributes": ["name"], "required": false, "where": {"$some": {"calves": {"name": {"$like": "%"}}}}}], "order": [["id", "DESC"]], "limit": 2, "offset": 1}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "scope": {"method": ["herding", {"milk": 25}]}, "order": ["id"]}');
SELECT orm_count('Farm', '{"where": {"$some": {"cows": {}}}}');
SELECT orm_count_assoc('Farm', 1, 'daughters', '{"where": {"$some": {"cows": {"milk": 30}}}}');
SELECT orm_max('Farm', 'size', '{"where": {"$none": {"cows": {}}}}');
SELECT orm_find_all('Farm', '{"attributes": ["name"], "where": {"$some": {"cows": {"milk": {"$gt": {"$find": {"model": "Crop", "attributes": ["price"], "where": {"name": "corn"}}}}}}}, "order": ["id"]}');
-- in writes
SELECT orm_update('Farm', '{"size": 0}', '{"where": {"$none": {"cows": {}}}, "returning": ["name", "size"]}');
SELECT orm_destroy('Calf', '{"where": {"id": {"$gt": 0}, "name": {"$in": {"$find": {"model": "Calf", "attributes": ["name"], "where": {"name": "y"}}}}}}');

-- What is wrong.
SELECT orm_find_all('Farm', '{"where": {"$some": {"cos": {}}}}');
SELECT orm_find_all('Farm', '{"where": {"$some": {"cows": {"milc": 1}}}}');
SELECT orm_find_all('Farm', '{"where": {"$some": ["cows"]}}');
SELECT orm_find_all('Farm', '{"where": {"$some": "cows"}}');
SELECT orm_find_all('Farm', '{"where": {"$some": {"cows": 1}}}');
SELECT orm_find_all('Farm', '{"where": {"$any": {"cows": {}}}}');
SELECT orm_find_all('Farm', '{"where": {"$exists": {"cows": {}}}}');
SELECT orm_find_all('Farm', '{"where": {"size": {"$some": {"cows": {}}}}}');
SELECT orm_find_all('Farm', '{"where": {"$some": {"cows": {"$farm.name$": "x"}}}}');
