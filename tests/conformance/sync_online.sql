-- {"online": true}: a plan whose steps are run one by one, each in a transaction of its own. Rows are looked at while others write.
SELECT orm_define('Org', '{"name": "STRING"}', '{"timestamps": false}');
SELECT orm_define('Man', '{"name": "STRING", "mail": "STRING", "age": "INTEGER", "orgId": "INTEGER"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
-- Of a table without rows nothing needs it.
SELECT orm_define('Man', '{"name": "STRING", "mail": "STRING", "age": {"type": "INTEGER", "index": true}, "orgId": "INTEGER"}', '{"timestamps": false}');
-- @each
SELECT orm_sync_plan(NULL, '{"alter": true, "online": true}');
SELECT orm_create('Org', '{"name": "O"}');
SELECT orm_create('Man', '{"name": "M", "mail": "m", "age": 3, "orgId": 1}');
SELECT orm_define('Man', '{"name": {"type": "STRING", "allowNull": false}, "mail": {"type": "STRING", "unique": true}, "age": {"type": "INTEGER", "index": true}}', '{"timestamps": false, "checks": [{"name": "grown", "where": {"age": {"$gte": 0}}}]}');
SELECT orm_belongs_to('Man', 'Org', '{"as": "org", "foreignKey": "orgId"}');
-- @only postgres
SELECT orm_sync_plan(NULL, '{"alter": true, "online": true}');
-- In one call it cannot be.
SELECT orm_sync(NULL, '{"alter": true, "online": true}');
-- The statements as they are run by hand.
-- @only postgres
ALTER TABLE "public"."Men" ADD CONSTRAINT "Men_name_not_null" CHECK ("name" IS NOT NULL) NOT VALID;
-- @only postgres
ALTER TABLE "public"."Men" VALIDATE CONSTRAINT "Men_name_not_null";
-- @only postgres
ALTER TABLE "public"."Men" ALTER COLUMN "name" SET NOT NULL;
-- @only postgres
ALTER TABLE "public"."Men" DROP CONSTRAINT "Men_name_not_null";
-- @only postgres
CREATE UNIQUE INDEX CONCURRENTLY "Men_mail_key" ON "public"."Men" ("mail");
-- @only postgres
ALTER TABLE "public"."Men" ADD CONSTRAINT "Men_mail_key" UNIQUE USING INDEX "Men_mail_key";
-- A plan in between has only what is left.
-- @only postgres
SELECT step ->> 'sql' FROM json_array_elements(orm_sync_plan(NULL, '{"alter": true, "online": true}')) AS step;
-- @only postgres
ALTER TABLE "public"."Men" ADD CONSTRAINT "grown" CHECK ("age" >= 0) NOT VALID;
-- What was added NOT VALID is validated by the next sync.
-- @only postgres
SELECT step ->> 'sql' FROM json_array_elements(orm_sync_plan(NULL, '{"alter": true, "online": true}')) AS step;
-- @only sqlite
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
SELECT orm_sync(NULL, '{"alter": true}');
-- What a plan had proposed and somebody has run is sync's own: it goes when the model does not want it any more.
SELECT orm_define('Man', '{"name": {"type": "STRING", "allowNull": false}, "mail": "STRING", "age": "INTEGER"}', '{"timestamps": false}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
-- A label that is used before its transaction has ended is told; inside one orm_sync the type is replaced instead.
SELECT orm_define('Task', '{"state": "ENUM(''new'',''done'')"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Task');
SELECT orm_define('Task', '{"state": {"type": "ENUM(''new'',''done'',''lost'')", "defaultValue": "lost"}}', '{"timestamps": false}');
-- @only postgres
SELECT step -> 'sql', step -> 'hazards' FROM json_array_elements(orm_sync_plan('Task', '{"alter": true, "online": true}')) AS step;
