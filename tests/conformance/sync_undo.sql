-- The undo steps, in reverse order, bring the catalog back.
SELECT orm_define('Tag', '{"name": {"type": "STRING(20)", "defaultValue": "t"}, "nr": "SMALLINT"}', '{"timestamps": false, "indexes": [{"fields": ["nr"], "name": "numbers"}]}');
-- @hidden
SELECT orm_sync();
SELECT orm_define('Tag', '{"label": {"type": "STRING(30)", "allowNull": false, "renamedFrom": "name"}, "nr": {"type": "INTEGER", "unique": true}, "more": "TEXT"}', '{"timestamps": false, "checks": [{"name": "counted", "where": {"nr": {"$gt": 0}}}]}');
-- @only postgres
SELECT step ->> 'sql', step ->> 'undo' FROM json_array_elements(orm_sync_plan(NULL, '{"alter": true}')) AS step;
-- @only sqlite
SELECT value ->> 'kind', value ->> 'undo' IS NOT NULL FROM json_each(orm_sync_plan(NULL, '{"alter": true}'));
-- @hidden
SELECT orm_sync(NULL, '{"alter": true}');
-- @only postgres
ALTER TABLE "public"."Tags" DROP CONSTRAINT "Tags_nr_key";
-- @only postgres
ALTER TABLE "public"."Tags" DROP CONSTRAINT "counted";
-- @only postgres
ALTER TABLE "public"."Tags" DROP COLUMN "more";
-- @only postgres
ALTER TABLE "public"."Tags" ALTER COLUMN "nr" TYPE smallint;
-- @only postgres
ALTER TABLE "public"."Tags" ALTER COLUMN "label" DROP NOT NULL;
-- @only postgres
ALTER TABLE "public"."Tags" ALTER COLUMN "label" TYPE character varying(20), ALTER COLUMN "label" SET DEFAULT 't'::character varying;
-- @only postgres
CREATE INDEX numbers ON public."Tags" USING btree (nr);
-- @only postgres
ALTER TABLE "public"."Tags" RENAME COLUMN "label" TO "name";
-- @only postgres
SELECT orm_define('Tag', '{"name": {"type": "STRING(20)", "defaultValue": "t"}, "nr": "SMALLINT"}', '{"timestamps": false, "indexes": [{"fields": ["nr"], "name": "numbers"}]}');
-- @only postgres
SELECT orm_sync(NULL, '{"alter": true}');
