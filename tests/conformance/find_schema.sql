-- The options schema and numbers of finders.
-- schema: the same model in another schema; on SQLite a prefix of the table's name.

-- @only postgres
CREATE SCHEMA shop;
-- @hidden
SELECT orm_define_all('{"models": {
  "Item": {"attributes": {"name": "STRING", "price": "DECIMAL(10,2)", "code": "BIGINT"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Part", "options": {"as": "parts", "foreignKey": "itemId", "constraints": false, "inverse": {"as": "item"}}},
      {"type": "belongsToMany", "target": "Tag", "options": {"as": "tags", "through": "ItemTag", "constraints": false, "inverse": {"as": "items"}}}]},
  "Part": {"attributes": {"name": "STRING", "itemId": "INTEGER"}, "options": {"timestamps": false}},
  "Tag": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "ItemTag": {"attributes": {}, "options": {"timestamps": false}},
  "Kept": {"attributes": {"a": "INTEGER"}, "options": {"timestamps": false, "schema": "shop"}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_sync('Item', '{"schema": "shop"}');
-- @hidden
SELECT orm_sync('Part', '{"schema": "shop"}');
-- @hidden
SELECT orm_sync('Tag', '{"schema": "shop"}');
-- @hidden
SELECT orm_bulk_create('Item', '[{"name": "out", "price": "1.5", "code": 9007199254740993}, {"name": "none"}]');
-- @hidden
SELECT orm_bulk_create('Item', '[{"name": "in", "price": 2, "code": 1}, {"name": "in2"}]', '{"schema": "shop"}');
-- @hidden
SELECT orm_bulk_create('Part', '[{"name": "p out", "itemId": 1}, {"name": "q out", "itemId": 2}]');
-- @hidden
SELECT orm_bulk_create('Part', '[{"name": "p in", "itemId": 1}]', '{"schema": "shop"}');
-- @hidden
SELECT orm_bulk_create('Tag', '[{"name": "t out"}]');
-- @hidden
SELECT orm_bulk_create('Tag', '[{"name": "t in"}]', '{"schema": "shop"}');
-- @hidden
SELECT orm_bulk_create('ItemTag', '[{"ItemId": 1, "TagId": 1}]');
-- @hidden
SELECT orm_create('Kept', '{"a": 1}');

SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "schema": "shop"}');
SELECT orm_find_one('Item', '{"attributes": ["name"], "order": [["id", "DESC"]], "schema": "shop"}');
SELECT orm_find_by_pk('Item', 1, '{"attributes": ["name"], "schema": "shop"}');
SELECT orm_count('Item', '{"where": {"price": {"$gt": 1}}, "schema": "shop"}');
SELECT orm_max('Item', 'price', '{"schema": "shop"}');
SELECT orm_find_page('Item', '{"attributes": ["name"], "first": 1, "schema": "shop"}');
SELECT orm_find_and_count_all('Item', '{"attributes": ["name"], "order": ["id"], "limit": 1, "schema": "shop"}');
-- an include says its own; without it the target is where its model is
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "schema": "shop", "include": [{"association": "parts", "attributes": ["name"]}]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "schema": "shop", "include": [{"association": "parts", "attributes": ["name"], "schema": "shop"}]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "include": [{"association": "parts", "attributes": ["name"], "schema": "shop", "required": true}]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "schema": "shop", "include": [{"association": "parts", "attributes": ["name"], "schema": "shop"}], "where": {"$parts.name$": {"$like": "p%"}}}');
-- a through table is where its model is
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": []}, "schema": "shop"}]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": []}, "schema": "shop", "required": true}]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "order": ["id"], "include": [{"association": "tags", "attributes": ["name"], "through": {"attributes": []}, "schema": "shop"}], "where": {"$tags.name$": "t in"}}');
-- getters: the instance's and the targets'
SELECT orm_get_assoc('Item', 1, 'parts', '{"attributes": ["name"], "schema": "shop"}');
SELECT orm_count_assoc('Item', 2, 'parts', '{"schema": "shop"}');
-- a model with a schema of its own; the option is over it
SELECT orm_find_all('Kept');
-- @each
SELECT orm_find_all('Kept', '{"schema": "nowhere"}');
SELECT orm_find_all('Item', '{"schema": 5}');

-- numbers: BIGINT and DECIMAL as text
SELECT orm_find_all('Item', '{"order": ["id"], "numbers": "string"}');
SELECT orm_find_all('Item', '{"order": ["id"], "numbers": "number", "limit": 1}');
SELECT orm_find_all('Item', '{"attributes": ["code", ["price", "p"]], "order": ["id"], "numbers": "string", "include": [{"association": "parts", "attributes": ["id"]}], "limit": 1}');
SELECT orm_find_by_pk('Item', 1, '{"attributes": ["code"], "numbers": "string"}');
SELECT orm_max('Item', 'code', '{"numbers": "string"}');
SELECT orm_count('Item', '{"numbers": "string"}');
SELECT orm_find_all('Part', '{"attributes": ["id"], "include": [{"association": "item", "attributes": ["price"]}], "order": ["id"], "numbers": "string"}');
SELECT orm_get_assoc('Part', 1, 'item', '{"attributes": ["code", "price"], "numbers": "string"}');
-- for all calls; a call may say otherwise
SELECT orm_config('numbers', '"string"');
SELECT orm_find_by_pk('Item', 1);
SELECT orm_find_by_pk('Item', 1, '{"numbers": "number"}');
SELECT orm_find_all('Item', '{"numbers": "text"}');
SELECT orm_find_all('Item', '{"numbers": true}');
