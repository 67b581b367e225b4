-- Rows that are marked as deleted, and brought back.
-- @hidden
SELECT orm_define('Note', '{"text": "STRING"}', '{"paranoid": true, "version": true}');
-- @hidden
SELECT orm_define('Tag', '{"text": "STRING"}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Note', '[{"text": "a"}, {"text": "b"}, {"text": "c"}]', '{"now": "2020-01-01T00:00:00Z"}');

SELECT orm_destroy_by_pk('Note', 1, '{"now": "2020-02-01T00:00:00Z"}');
SELECT orm_find_all('Note', '{"paranoid": false, "where": {"id": 1}}');
-- A mark is not set twice.
SELECT orm_destroy_by_pk('Note', 1, '{"now": "2020-02-02T00:00:00Z"}');
SELECT orm_destroy_by_pk('Note', 99);
SELECT orm_reload('Note', 1);
SELECT orm_reload('Note', 1, '{"paranoid": false, "attributes": ["id", "deletedAt", "version"]}');
-- By key a row is changed though it is marked.
SELECT orm_update_by_pk('Note', 1, '{"text": "changed"}', '{"now": "2020-02-03T00:00:00Z"}');
SELECT orm_update_by_pk('Note', 1, '{"text": "changed again"}', '{"paranoid": true}');

SELECT orm_restore_by_pk('Note', 1, '{"now": "2020-03-01T00:00:00Z"}');
SELECT orm_restore_by_pk('Note', 1);
SELECT orm_restore_by_pk('Note', 99);
SELECT orm_reload('Note', 1);
SELECT orm_destroy_by_pk('Note', 1, '{"force": true}');
SELECT orm_restore_by_pk('Note', 1);
SELECT orm_restore_by_pk('Tag', 1);
SELECT orm_restore('Tag');

-- By a condition: restore touches every row that it chooses, but changes those alone that were marked.
SELECT orm_destroy('Note', '{"where": {"text": "b"}, "now": "2020-04-01T00:00:00Z"}');
SELECT orm_restore('Note', '{"where": {"text": {"$in": ["b", "c"]}}, "now": "2020-04-02T00:00:00Z"}');
SELECT orm_find_all('Note', '{"order": ["id"], "attributes": ["id", "updatedAt", "deletedAt", "version"]}');
SELECT orm_destroy('Note', '{"where": {}}');
SELECT orm_restore('Note', '{"where": {"text": {"$param": "t"}}}', '{"t": "c"}');
SELECT orm_restore('Note', '{"where": {}, "limit": 1}');
SELECT orm_restore('Note');
SELECT orm_count('Note');
SELECT orm_restore('Note', '{"wher": {}}');
SELECT orm_destroy('Note', '{"truncate": true}');
SELECT orm_destroy('Note', '{"truncate": true, "where": {"text": "b"}, "force": true}');
SELECT orm_count('Note', '{"paranoid": false}');
SELECT orm_destroy('Note', '{"truncate": true, "force": true, "restartIdentity": true}');
SELECT orm_create('Note', '{"text": "first again"}', '{"returning": true, "now": "2020-05-01T00:00:00Z"}');
SELECT orm_destroy('Tag', '{"truncate": true, "cascade": true}');
SELECT orm_destroy('Tag');

-- deletedAt with another name and another default.
-- @hidden
SELECT orm_define('Kept', '{"text": "STRING", "goneAt": {"type": "DATE", "field": "gone", "defaultValue": "1970-01-01T00:00:00Z"}}', '{"paranoid": true, "timestamps": true, "createdAt": false, "updatedAt": false, "deletedAt": "goneAt"}');
-- @hidden
SELECT orm_sync('Kept');
SELECT orm_create('Kept', '{"text": "k"}');
SELECT orm_destroy_by_pk('Kept', 1, '{"now": "2021-01-01T00:00:00Z"}');
SELECT orm_find_all('Kept'), orm_find_all('Kept', '{"paranoid": false}');
SELECT orm_restore_by_pk('Kept', 1);
SELECT orm_find_all('Kept');

-- ---- what belongs to a row goes with it, where the foreign key cascades
-- @hidden
SELECT orm_define_all('{"models": {
    "Owner": {"attributes": {"name": "STRING"}, "options": {"paranoid": true, "timestamps": true}, "associations": [{"type": "hasMany", "target": "Shop", "options": {"onDelete": "CASCADE"}}, {"type": "hasMany", "target": "Card", "options": {"onDelete": "SET NULL"}}]},
    "Shop": {"attributes": {"name": "STRING"}, "options": {"paranoid": true}, "associations": [{"type": "hasMany", "target": "Item", "options": {"onDelete": "CASCADE"}}, {"type": "hasMany", "target": "Bill", "options": {"onDelete": "CASCADE"}}]},
    "Item": {"attributes": {"name": "STRING"}, "options": {"paranoid": true, "version": true}, "associations": [{"type": "hasMany", "target": "Item", "options": {"as": "parts", "foreignKey": "partOf", "onDelete": "CASCADE"}}]},
    "Bill": {"attributes": {"name": "STRING"}},
    "Card": {"attributes": {"name": "STRING"}, "options": {"paranoid": true}},
    "Note": {"attributes": {"text": "STRING"}}}}', '{"replace": true}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Owner', '[{"name": "o1"}, {"name": "o2"}]');
-- @hidden
SELECT orm_bulk_create('Shop', '[{"name": "s1", "OwnerId": 1}, {"name": "s2", "OwnerId": 1}, {"name": "s3", "OwnerId": 2}]');
-- @hidden
SELECT orm_bulk_create('Item', '[{"name": "i1", "ShopId": 1}, {"name": "i2", "ShopId": 2}, {"name": "i3", "ShopId": 3}, {"name": "p1", "partOf": 1}, {"name": "p2", "partOf": 4}]');
-- @hidden
SELECT orm_bulk_create('Bill', '[{"name": "b", "ShopId": 1}]');
-- @hidden
SELECT orm_bulk_create('Card', '[{"name": "c", "OwnerId": 1}]');
-- One item is deleted for itself, before.
SELECT orm_destroy_by_pk('Item', 2, '{"now": "2020-01-01T00:00:00Z"}');
SELECT orm_destroy('Owner', '{"where": {"name": "o1"}, "now": "2021-01-01T00:00:00Z"}');
SELECT orm_find_all('Owner', '{"attributes": ["id"]}'), orm_find_all('Shop', '{"attributes": ["id"]}'), orm_find_all('Item', '{"attributes": ["id"]}'), orm_find_all('Bill', '{"attributes": ["id"]}'), orm_find_all('Card', '{"attributes": ["id", "OwnerId"]}');
-- It does not come back with its shop.
SELECT orm_restore('Owner', '{"where": {}}');
SELECT orm_find_all('Shop', '{"attributes": ["id"], "order": ["id"]}'), orm_find_all('Item', '{"attributes": ["id", "version"], "order": ["id"]}');
SELECT orm_destroy_by_pk('Shop', 1, '{"now": "2022-01-01T00:00:00Z"}');
SELECT orm_find_all('Item', '{"attributes": ["id"], "order": ["id"]}');
SELECT orm_restore_by_pk('Shop', 1);
SELECT orm_find_all('Item', '{"attributes": ["id"], "order": ["id"]}');
