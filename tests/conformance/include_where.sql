-- Conditions in includes: where, on, or, paths, through rows, scopes, paranoid.

-- @hidden
SELECT orm_define_all('{"models": {
  "Shop": {"attributes": {"name": "STRING", "city": "STRING", "min": "INTEGER"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Item", "options": {"as": "items", "foreignKey": "shopId", "inverse": {"as": "shop"}}},
      {"type": "hasOne", "target": "Owner", "options": {"as": "owner", "foreignKey": "shopId", "inverse": {"as": "shop"}}}]},
  "Owner": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Item": {"attributes": {"name": "STRING", "price": "INTEGER", "city": "STRING"}, "options": {"timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true,
      "scopes": {"cheap": {"where": {"price": {"$lt": 5}}}, "upTo": {"where": {"price": {"$lte": {"$param": "price"}}}}}},
    "associations": [
      {"type": "belongsToMany", "target": "Label", "options": {"as": "labels", "through": "ItemLabel", "inverse": {"as": "items"}}},
      {"type": "hasMany", "target": "Review", "options": {"as": "reviews", "foreignKey": "itemId"}}]},
  "Label": {"attributes": {"word": "STRING"}, "options": {"timestamps": false, "defaultScope": {"where": {"word": {"$ne": "secret"}}}, "scopes": {"red": {"where": {"word": "red"}}}}},
  "ItemLabel": {"attributes": {"weight": "INTEGER"}, "options": {"timestamps": false}},
  "Review": {"attributes": {"stars": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Shop', '[{"name": "s1", "city": "x", "min": 3}, {"name": "s2", "city": "y", "min": 8}, {"name": "s3", "city": "y"}]');
-- @hidden
SELECT orm_bulk_create('Owner', '[{"name": "o1", "shopId": 1}, {"name": "o2", "shopId": 2}]');
-- @hidden
SELECT orm_bulk_create('Item', '[{"name": "i1", "price": 2, "city": "x", "shopId": 1}, {"name": "i2", "price": 5, "city": "y", "shopId": 1}, {"name": "i3", "price": 9, "city": "y", "shopId": 2}, {"name": "gone", "price": 4, "city": "x", "shopId": 2}, {"name": "i5", "city": "z"}]');
-- @hidden
SELECT orm_destroy('Item', '{"where": {"name": "gone"}}');
-- @hidden
SELECT orm_bulk_create('Label', '[{"word": "red"}, {"word": "blue"}, {"word": "secret"}]');
-- @hidden
SELECT orm_bulk_create('ItemLabel', '[{"ItemId": 1, "LabelId": 1, "weight": 1}, {"ItemId": 1, "LabelId": 2, "weight": 5}, {"ItemId": 2, "LabelId": 2, "weight": 2}, {"ItemId": 3, "LabelId": 3, "weight": 9}, {"ItemId": 3, "LabelId": 1}]');
-- @hidden
SELECT orm_bulk_create('Review', '[{"stars": 1, "itemId": 1}, {"stars": 5, "itemId": 1}, {"stars": 4, "itemId": 3}]');

-- where makes the include required, unless it says otherwise.
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": {"$gt": 2}}}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": {"$gt": 2}}, "required": false}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "shop", "attributes": ["name"], "where": {"city": "y"}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "shop", "attributes": ["name"], "where": {"city": "y"}, "required": false}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "owner", "attributes": ["name"], "where": {"name": "o2"}}]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"$or": [{"price": 2}, {"city": "y"}]}}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": {"$gte": {"$param": "p"}}}}], "order": ["id"], "limit": 1}', '{"p": 5}');
-- with limit and offset, of several includes, and below one another
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"city": "y"}}, {"association": "owner", "attributes": ["name"], "required": true}], "order": [["id", "DESC"]], "limit": 1, "offset": 1}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "include": [{"association": "reviews", "attributes": ["stars"], "where": {"stars": {"$gt": 3}}}]}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "required": true, "include": [{"association": "reviews", "attributes": ["stars"], "where": {"stars": {"$gt": 4}}}]}], "order": ["id"], "limit": 5}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": {"$lt": 9}}, "required": false, "include": [{"association": "labels", "attributes": ["word"], "through": {"attributes": []}, "where": {"word": "blue"}}]}], "order": ["id"], "limit": 2}');

-- Deleted targets are left out, unless the include says otherwise.
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"]}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "paranoid": false}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": 4}}]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": 4}, "paranoid": false}]}');
-- paranoid: false of the root is the root's alone
SELECT orm_find_all('Item', '{"attributes": ["name"], "paranoid": false, "include": [{"association": "shop", "attributes": ["name"], "include": [{"association": "items", "attributes": ["name"]}]}], "where": {"name": "gone"}}');

-- Through rows: their conditions, and those of the target.
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"where": {"weight": {"$gt": 1}}, "attributes": ["weight"]}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"where": {"weight": {"$gt": 1}}, "attributes": []}, "required": true}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"where": {"weight": {"$lt": 5}}, "attributes": ["weight"]}, "where": {"word": "blue"}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"where": {"weight": null}, "attributes": []}, "required": true}], "order": ["id"], "limit": 1}');

-- Scopes of the target: its default scope is asked, and its where makes the include required; scope says another.
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"attributes": []}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"attributes": []}, "required": false}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"model": "Label", "as": "labels", "scope": null, "attributes": ["word"], "through": {"attributes": []}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"model": "Label", "as": "labels", "scope": "red", "attributes": ["word"], "through": {"attributes": []}}], "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"attributes": []}, "where": {"word": "secret"}}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"model": "Item", "as": "items", "scope": ["cheap", {"method": ["upTo", {"price": 3}]}], "attributes": ["name"]}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"model": "Item", "as": "items", "scope": "cheap", "attributes": ["name"], "where": {"city": "x"}}], "order": ["id"]}');

-- Paths: at the root they decide over roots and show the children of the rows that are true.
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"]}], "where": {"$items.price$": {"$gt": 2}}, "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"]}], "where": {"$or": [{"$items.price$": 2}, {"city": "y"}]}, "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"]}], "where": {"$items.id$": null}, "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "shop", "attributes": ["name"], "include": [{"association": "owner", "attributes": ["name"]}]}], "where": {"$shop.owner.name$": "o1"}, "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "labels", "attributes": ["word"], "through": {"attributes": ["weight"]}}], "where": {"$labels.ItemLabel.weight$": {"$gt": 1}}, "order": ["id"]}');
SELECT orm_find_all('Item', '{"attributes": ["name"], "include": [{"association": "shop", "attributes": []}], "where": {"city": {"$col": "shop.city"}}, "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"]}], "where": {"$items.price$": {"$gt": {"$col": "min"}}}, "order": ["id"], "limit": 5}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "include": [{"association": "reviews", "attributes": ["stars"]}]}, {"association": "owner", "attributes": ["name"]}], "where": {"$items.reviews.stars$": {"$gte": 4}, "$owner.name$": {"$like": "o%"}}, "order": ["id"], "limit": 1, "offset": 1}');
-- in an include they start at the root, too, and may name what stands on the way to it
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"city": {"$col": "Shop.city"}}}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "where": {"price": {"$gt": {"$col": "Shop.min"}}}, "required": false}], "order": ["id"], "limit": 2}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "include": [{"association": "reviews", "attributes": ["stars"], "where": {"stars": {"$lt": {"$col": "items.price"}}}}]}], "order": ["id"]}');

-- on takes the place of the keys; or stands beside them.
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "on": {"city": {"$col": "Shop.city"}}}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "on": {"shopId": {"$col": "Shop.id"}, "price": {"$gt": 4}}, "required": true}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "or": true, "where": {"name": "i5"}}], "order": ["id"]}');
SELECT orm_find_all('Shop', '{"attributes": ["name"], "include": [{"association": "items", "attributes": ["name"], "or": true, "where": {"name": "i5"}, "required": false}], "order": [["id", "DESC"]], "limit": 1}');

-- What is wrong.
SELECT orm_find_all('Shop', '{"include": [{"association": "items", "where": {"prize": 1}}]}');
SELECT orm_find_all('Shop', '{"include": [{"association": "items", "where": {"price": {"$gtt": 1}}}]}');
SELECT orm_find_all('Shop', '{"include": [{"association": "items", "where": {"price": "much"}}]}');
SELECT orm_find_all('Shop', '{"include": [{"association": "items", "where": "price = 1"}]}');
SELECT orm_find_all('Shop', '{"where": {"$items.price$": 1}}');
SELECT orm_find_all('Shop', '{"include": ["items"], "where": {"$itens.price$": 1}}');
SELECT orm_find_all('Shop', '{"include": ["items"], "where": {"$items.prize$": 1}}');
SELECT orm_find_all('Shop', '{"include": [{"association": "items", "where": {"$owner.name$": "o1"}}, "owner"]}');
SELECT orm_find_all('Item', '{"include": [{"association": "labels", "on": {"word": "red"}}]}');
SELECT orm_find_all('Item', '{"include": [{"association": "labels", "through": {"where": {"wait": 1}}}]}');
SELECT orm_find_all('Shop', '{"include": [{"association": "items", "scope": "cheep"}]}');
