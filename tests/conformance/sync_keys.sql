-- Keys and constraints: primary keys, uniques, checks, foreign keys with what they do.
SELECT orm_define('Shop', '{"code": {"type": "STRING(5)", "primaryKey": true}, "name": "STRING"}', '{"timestamps": false}');
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": {"type": "STRING(5)", "references": {"model": "Shop", "key": "code"}}, "amount": "INTEGER"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Shop', '[{"code": "a"}, {"code": "b"}]', '{"returning": false}');
SELECT orm_bulk_create('Sale', '[{"nr": 1, "shopCode": "a", "amount": 3}, {"nr": 2, "shopCode": "b", "amount": 4}]', '{"returning": false}');
-- Uniques: of one, of several, under a name; they come and go, and are found by what they are of.
SELECT orm_define('Sale', '{"nr": {"type": "INTEGER", "unique": true}, "shopCode": {"type": "STRING(5)", "unique": "pair", "references": {"model": "Shop", "key": "code"}}, "amount": {"type": "INTEGER", "unique": "pair"}}', '{"timestamps": false}');
-- @each
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Sale', '{"nr": 2}');
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": {"type": "STRING(5)", "unique": "couple", "references": {"model": "Shop", "key": "code"}}, "amount": {"type": "INTEGER", "unique": "couple"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Sale', '{"id": 5, "nr": 2, "shopCode": "b"}');
SELECT orm_create('Sale', '{"id": 6, "shopCode": "b", "amount": 4}');
-- Checks.
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": {"type": "STRING(5)", "references": {"model": "Shop", "key": "code"}}, "amount": "INTEGER"}', '{"timestamps": false, "checks": [{"name": "positive", "where": {"amount": {"$gt": 0}}}, {"where": {"nr": {"$between": [1, 99]}}}]}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Sale', '{"id": 7, "amount": 0}');
SELECT orm_create('Sale', '{"id": 7, "nr": 100}');
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": {"type": "STRING(5)", "references": {"model": "Shop", "key": "code"}}, "amount": "INTEGER"}', '{"timestamps": false, "checks": [{"name": "positive", "where": {"amount": {"$gte": 0}}}]}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Sale', '{"id": 7, "nr": 100, "amount": 0}');
SELECT orm_create('Sale', '{"id": 8, "amount": -1}');
-- Foreign keys: what happens on delete and update, when they are checked.
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": {"type": "STRING(5)", "references": {"model": "Shop", "key": "code", "deferrable": "INITIALLY_DEFERRED"}, "onDelete": "CASCADE", "onUpdate": "CASCADE"}, "amount": "INTEGER"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
UPDATE "Shops" SET code = 'z' WHERE code = 'b';
SELECT orm_count('Sale', '{"where": {"shopCode": "z"}}');
SELECT orm_destroy('Shop', '{"where": {"code": "z"}}');
SELECT orm_count('Sale');
BEGIN;
SELECT orm_create('Sale', '{"id": 10, "shopCode": "new"}');
SELECT orm_create('Shop', '{"code": "new"}');
COMMIT;
SELECT orm_count('Sale');
-- One that is not wanted any more goes, with the index that it had.
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": "STRING(5)", "amount": "INTEGER"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Sale', '{"id": 11, "shopCode": "nope"}');
-- And comes back by way of an association, where no row is in its way.
SELECT orm_destroy('Sale', '{"where": {"shopCode": "nope"}}');
SELECT orm_belongs_to('Sale', 'Shop', '{"as": "shop", "foreignKey": "shopCode", "onDelete": "RESTRICT"}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- @each
SELECT orm_destroy('Shop', '{"where": {"code": "new"}}');
-- The primary key: of other columns, and of none that are there.
SELECT orm_undefine_assoc('Sale', 'shop');
SELECT orm_define('Sale', '{"nr": "INTEGER", "shopCode": "STRING(5)", "amount": "INTEGER"}', '{"timestamps": false}');
SELECT orm_define('Shop', '{"code": {"type": "STRING(5)", "primaryKey": true}, "name": {"type": "STRING", "primaryKey": true, "defaultValue": "x"}}', '{"timestamps": false}');
-- @hidden
SELECT orm_update('Shop', '{}', '{"where": {}, "set": {"name": {"$col": "code"}}}');
UPDATE "Shops" SET name = code;
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_create('Shop', '{"code": "a", "name": "other"}');
SELECT orm_create('Shop', '{"code": "a", "name": "a"}');
SELECT orm_define('Shop', '{"code": "STRING(5)", "name": "STRING"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_find_all('Shop', '{"order": ["id"], "attributes": ["code", "name"]}');
SELECT orm_create('Shop', '{"id": 50}');
-- Paranoid: uniques become partial, unless paranoidUnique says no.
SELECT orm_define('Member', '{"mail": {"type": "STRING", "unique": true}}', '{"timestamps": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_create('Member', '{"mail": "a"}', '{"returning": ["mail"]}');
SELECT orm_define('Member', '{"mail": {"type": "STRING", "unique": true}}', '{"timestamps": true, "paranoid": true}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_destroy('Member', '{"where": {}}');
SELECT orm_bulk_create('Member', '[{"mail": "a"}]', '{"returning": false}');
SELECT orm_bulk_create('Member', '[{"mail": "a"}]', '{"returning": false}');
SELECT orm_define('Member', '{"mail": {"type": "STRING", "unique": true}}', '{"timestamps": true, "paranoid": true, "paranoidUnique": false}');
SELECT orm_destroy('Member', '{"where": {}, "force": true}');
-- @hidden
SELECT orm_sync(NULL, '{"alter": {"allow": ["DATA"]}}');
SELECT orm_sync(NULL, '{"alter": true}');
