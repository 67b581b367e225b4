-- Groups and values over instances: group, having, aggregates, orm_min, orm_max, orm_sum, orm_aggregate, windows.

-- @hidden
SELECT orm_define_all('{"models": {
  "Region": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Sale": {"attributes": {"item": "STRING", "qty": "INTEGER", "price": "DECIMAL(8,2)", "size": "ENUM(''s'', ''m'', ''l'')", "day": "DATEONLY", "at": "DATE", "big": "BIGINT", "rate": "DOUBLE", "done": "BOOLEAN", "code": {"type": "STRING", "field": "item_code"}},
    "options": {"timestamps": false},
    "associations": [
      {"type": "belongsTo", "target": "Region", "options": {"as": "region", "foreignKey": "regionId", "inverse": {"as": "sales"}}},
      {"type": "hasMany", "target": "Claim", "options": {"as": "claims", "foreignKey": "saleId"}}]},
  "Claim": {"attributes": {"cost": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Region', '[{"name": "n"}, {"name": "s"}, {"name": "w"}]');
-- @hidden
SELECT orm_bulk_create('Sale', '[
  {"item": "a", "qty": 1, "price": "1.50", "size": "l", "day": "2020-01-02", "at": "2020-01-02T03:04:05.678Z", "big": 9007199254740993, "rate": 0.1, "code": "x", "regionId": 1},
  {"item": "a", "qty": 3, "price": "2.25", "size": "s", "day": "2020-01-01", "big": 1, "rate": 0.2, "code": "y", "regionId": 1},
  {"item": "b", "qty": 5, "price": "10", "size": "m", "day": "2021-01-01", "code": "x", "regionId": 2},
  {"item": "c", "qty": null, "price": null, "regionId": 2},
  {"item": null, "qty": 7, "price": "0.25"}]');
-- @hidden
SELECT orm_bulk_create('Claim', '[{"cost": 1, "saleId": 1}, {"cost": 2, "saleId": 1}, {"cost": 9, "saleId": 3}]');

-- Values over all, over some, over nothing; each in its form, an ENUM as declared.
SELECT orm_min('Sale', 'qty');
SELECT orm_max('Sale', 'qty');
SELECT orm_sum('Sale', 'qty');
SELECT orm_max('Sale', 'price');
SELECT orm_sum('Sale', 'price');
SELECT orm_min('Sale', 'size');
SELECT orm_max('Sale', 'size');
SELECT orm_min('Sale', 'day');
SELECT orm_max('Sale', 'at');
SELECT orm_max('Sale', 'big');
SELECT orm_sum('Sale', 'big');
SELECT orm_sum('Sale', 'rate');
SELECT orm_max('Sale', 'item');
SELECT orm_min('Sale', 'code');
SELECT orm_max('Sale', 'qty', '{"where": {"item": "a"}}');
SELECT orm_sum('Sale', 'qty', '{"where": {"price": {"$lt": {"$param": "p"}}}}', '{"p": 2}');
SELECT orm_sum('Sale', 'qty', '{"where": {"item": "nothing"}}');
SELECT orm_min('Sale', 'qty', '{"where": {"item": "c"}}');
SELECT orm_sum('Sale', 'qty', '{"distinct": true}');
SELECT orm_sum('Sale', 'big', '{"numbers": "string"}');
-- each instance once, whatever the includes
SELECT orm_sum('Sale', 'qty', '{"include": [{"association": "claims", "required": true}]}');
SELECT orm_sum('Sale', 'qty', '{"include": [{"association": "region", "where": {"name": "n"}}]}');
SELECT orm_max('Sale', 'qty', '{"include": ["claims"], "where": {"$claims.cost$": {"$lt": 5}}}');
-- limit and order are the rows', not the value's
SELECT orm_sum('Sale', 'qty', '{"order": ["id"], "limit": 1}');
-- any function
SELECT orm_aggregate('Sale', 'qty', 'count');
SELECT orm_aggregate('Sale', '*', 'count');
SELECT orm_aggregate('Sale', 'qty', 'avg');
SELECT orm_aggregate('Sale', 'item', 'count', '{"distinct": true}');
SELECT orm_aggregate('Sale', 'qty', 'sum', '{"attributes": ["item"], "group": ["item"], "order": ["item"], "plain": false}');
SELECT orm_aggregate('Sale', 'qty', 'sum', '{"group": ["item"], "having": {"item": {"$ne": null}}, "order": [["item", "DESC"]], "plain": false}');
SELECT orm_max('Sale', 'price', '{"attributes": ["code"], "group": ["code"], "order": ["code"], "plain": false}');
SELECT orm_min('Sale', 'qty', '{"plain": false}');

-- Finders of groups.
SELECT orm_find_all('Sale', '{"attributes": ["item", [{"$fn": "sum", "args": [{"$col": "qty"}]}, "qty"]], "group": ["item"], "order": ["item"]}');
SELECT orm_find_all('Sale', '{"attributes": ["item", [{"$fn": "count", "args": ["*"]}, "n"]], "group": "item", "order": [["item", "DESC"]], "limit": 2}');
SELECT orm_find_all('Sale', '{"attributes": ["item", "code"], "group": ["item", "code"], "order": ["item", "code"]}');
SELECT orm_find_all('Sale', '{"attributes": [["item_code", "c"]], "group": ["code"], "order": ["code"]}');
SELECT orm_find_all('Sale', '{"attributes": [["code", "c"], [{"$fn": "count", "args": [{"$col": "id"}]}, "n"]], "group": ["c"], "order": ["c"]}');
SELECT orm_find_all('Sale', '{"attributes": [[{"$fn": "upper", "args": [{"$col": "item"}]}, "up"], [{"$fn": "max", "args": [{"$col": "price"}]}, "most"]], "group": [{"$fn": "upper", "args": [{"$col": "item"}]}], "order": [["up", "ASC"]]}');
SELECT orm_find_one('Sale', '{"attributes": ["item", [{"$fn": "sum", "args": [{"$col": "qty"}]}, "total"]], "group": ["item"], "order": [["total", "DESC NULLS LAST"]]}');
-- what a function makes of an attribute has the attribute's form
SELECT orm_find_all('Sale', '{"attributes": ["item", [{"$fn": "MAX", "args": [{"$col": "price"}]}, "price"], [{"$fn": "min", "args": [{"$col": "day"}]}, "day"], [{"$fn": "max", "args": [{"$col": "at"}]}, "at"], [{"$fn": "max", "args": [{"$col": "size"}]}, "size"], [{"$fn": "avg", "args": [{"$col": "qty"}]}, "mean"], [{"$fn": "sum", "args": [{"$col": "price"}]}, "money"]], "group": ["item"], "order": ["item"]}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "COALESCE", "args": [{"$col": "price"}, 0]}, "price"], [{"$fn": "coalesce", "args": [{"$col": "done"}, {"$col": "done"}]}, "done"], [{"$fn": "coalesce", "args": [{"$col": "at"}, {"$col": "at"}]}, "at"], [{"$fn": "lag", "args": [{"$col": "day"}], "over": {"order": ["id"]}}, "before"]], "order": ["id"]}');
-- having: conditions on groups, also by the names of what is shown
SELECT orm_find_all('Sale', '{"attributes": ["item", [{"$fn": "count", "args": ["*"]}, "n"]], "group": ["item"], "having": {"$where": {"$fn": "count", "args": ["*"]}, "comparator": "$gt", "value": 1}}');
SELECT orm_find_all('Sale', '{"attributes": ["item", [{"$fn": "sum", "args": [{"$col": "qty"}]}, "total"]], "group": ["item"], "having": {"total": {"$gte": 4}}, "order": ["item"]}');
SELECT orm_find_all('Sale', '{"attributes": ["item"], "group": ["item"], "having": {"item": {"$in": {"$param": "items"}}}, "order": ["item"]}', '{"items": ["a", "c"]}');
SELECT orm_find_all('Sale', '{"attributes": ["item"], "group": ["item"], "where": {"qty": {"$gt": 1}}, "order": ["item"]}');
-- across includes: groups are of the rows of the join
SELECT orm_find_all('Sale', '{"attributes": [[{"$fn": "sum", "args": [{"$col": "Sale.qty"}]}, "qty"]], "include": [{"association": "region", "attributes": ["name"]}], "group": ["region.id", "region.name"], "order": [["region", "name", "ASC"]]}');
SELECT orm_find_all('Region', '{"attributes": ["name", [{"$fn": "count", "args": [{"$col": "sales.id"}]}, "n"]], "include": [{"association": "sales", "attributes": []}], "group": ["Region.id", "Region.name"], "order": ["name"]}');
SELECT orm_find_all('Region', '{"attributes": ["name", [{"$fn": "max", "args": [{"$col": "sales.qty"}]}, "most"]], "include": [{"association": "sales", "attributes": [], "required": true}], "group": ["id", "name"], "order": [["most", "DESC"]]}');

-- Windows: a value beside each row.
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "sum", "args": [{"$col": "qty"}], "over": {"partitionBy": ["item"]}}, "ofItem"]], "order": ["id"]}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "row_number", "over": {"partitionBy": ["item"], "order": [["qty", "DESC NULLS LAST"], "id"]}}, "place"]], "order": ["id"]}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "rank", "args": [], "over": {"order": ["size"]}}, "rank"]], "order": ["id"]}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "count", "args": ["*"], "over": {}}, "all"]], "order": ["id"], "limit": 2}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "lag", "args": [{"$col": "qty"}, 1], "over": {"order": ["id"]}}, "before"]], "order": ["id"]}');

-- What is wrong.
SELECT orm_sum('Sale', 'qtty');
SELECT orm_aggregate('Sale', 'qty', 'no such');
SELECT orm_max('Sale', 'qty', '{"grup": ["item"]}');
SELECT orm_find_all('Sale', '{"attributes": ["item"], "group": ["itm"]}');
SELECT orm_find_all('Sale', '{"attributes": ["item"], "group": [5]}');
SELECT orm_find_all('Sale', '{"attributes": ["item"], "group": ["item"], "having": {"itm": 1}}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "rank", "over": {"partitonBy": ["item"]}}, "r"]]}');
SELECT orm_find_all('Sale', '{"attributes": ["id", [{"$fn": "rank", "over": {"partitionBy": ["itm"]}}, "r"]]}');
SELECT orm_aggregate('Sale', 'qty', 'sum', '{"group": [{"$fn": "upper", "args": [{"$col": "item"}]}], "plain": false}');
