-- The statements of docs/hooks.md. Written by docs/generate: change them there.

SELECT orm_define('Audit', '{"what": "TEXT"}', '{"timestamps": false}');

SELECT orm_define('User', '{
  "name": {"type": "STRING", "allowNull": false},
  "slug": {"type": "STRING", "allowNull": false}
}', '{"timestamps": false, "hooks": {
  "beforeValidate": "''{\"slug\": \"'' || lower(:values ->> ''name'') || ''\"}''"
}}');

-- @each
SELECT orm_sync();

SELECT orm_add_hook('User', 'afterCreate', 'orm_create(''Audit'', ''{"what": "new: '' || :slug || ''"}'')', 'audit');

SELECT orm_create('User', '{"name": "Ada"}');

SELECT orm_find_all('Audit');

SELECT orm_add_hook('User', 'beforeFind', '''{"order": [["name", "DESC"]]}''', 'order');

SELECT orm_bulk_create('User', '[{"name": "Bob", "slug": "bob"}, {"name": "Cyd", "slug": "cyd"}]', '{"returning": false}');

SELECT orm_find_all('User', '{"attributes": ["name"]}');

SELECT orm_find_all('User', '{"attributes": ["name"], "order": ["name"], "hooks": false}');

SELECT orm_add_hook('User', 'beforeDestroy', 'CASE WHEN :name = ''Ada'' THEN orm_raise(:name || '' stays'') END', 'stay');

SELECT orm_destroy_by_pk('User', 1);

SELECT orm_add_hook('User', 'beforeUpdate', '''{"slug": "'' || :id || ''-'' || :slug || ''"}''', 'number');

SELECT orm_update('User', '{"name": "X"}', '{"where": {"id": {"$gt": 1}}, "individualHooks": true, "returning": ["id", "slug"]}');

