-- The order of hooks: what runs before and behind each function. The same calls in Sequelize 6 give the same
-- order, but that it validates an update twice, reads more on the way, and goes through all events of one row
-- before it begins with the next one.
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": {"type": "TEXT", "allowNull": false, "validate": {"len": [1, 10]}}, "email": {"type": "STRING", "unique": true}}, "options": {"paranoid": true}, "associations": [{"type": "hasMany", "target": "Post", "options": {"as": "posts"}}, {"type": "belongsToMany", "target": "Tag", "options": {"through": "UserTag", "as": "tags"}}, {"type": "hasOne", "target": "Profile", "options": {"as": "profile"}}, {"type": "belongsTo", "target": "Group", "options": {"as": "group"}}]},
  "Post": {"attributes": {"title": "TEXT"}},
  "Tag": {"attributes": {"label": "TEXT"}, "associations": [{"type": "belongsToMany", "target": "User", "options": {"through": "UserTag", "as": "users"}}]},
  "Profile": {"attributes": {"bio": "TEXT"}},
  "Group": {"attributes": {"g": "TEXT"}},
  "UserTag": {"attributes": {"note": "TEXT"}},
  "Log": {"attributes": {"event": "TEXT"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync(NULL, '{"hooks": false}');
-- Every event of every model is noted: hooks of all models, run behind a model's own.
SELECT orm_add_hook(NULL, 'beforeValidate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeValidate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterValidate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterValidate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'validationFailed', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' validationFailed"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeCreate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeCreate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterCreate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterCreate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeUpdate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeUpdate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterUpdate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterUpdate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeSave', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeSave"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterSave', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterSave"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeUpsert', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeUpsert"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterUpsert', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterUpsert"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeDestroy', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeDestroy"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterDestroy', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterDestroy"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeRestore', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeRestore"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterRestore', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterRestore"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeBulkCreate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeBulkCreate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterBulkCreate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterBulkCreate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeBulkUpdate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeBulkUpdate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterBulkUpdate', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterBulkUpdate"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeBulkDestroy', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeBulkDestroy"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterBulkDestroy', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterBulkDestroy"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeBulkRestore', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeBulkRestore"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterBulkRestore', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterBulkRestore"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeFind', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeFind"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeFindAfterExpandIncludeAll', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeFindAfterExpandIncludeAll"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeFindAfterOptions', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeFindAfterOptions"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterFind', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterFind"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeCount', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeCount"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeSync', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeSync"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterSync', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterSync"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'beforeBulkSync', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' beforeBulkSync"}'') IS NULL THEN 0 END');
SELECT orm_add_hook(NULL, 'afterBulkSync', 'CASE WHEN :model <> ''Log'' AND orm_create(''Log'', ''{"event": "'' || :model || '' afterBulkSync"}'') IS NULL THEN 0 END');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create('User', '{"name":"ann"}');
-- orm_create('User', '{"name":"ann"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"a"},{"name":"b"}]');
-- orm_bulk_create('User', '[{"name":"a"},{"name":"b"}]')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"a"},{"name":"b"}]', '{"validate":true}');
-- orm_bulk_create('User', '[{"name":"a"},{"name":"b"}]', '{"validate":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"c"}]', '{"individualHooks":true}');
-- orm_bulk_create('User', '[{"name":"c"}]', '{"individualHooks":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"c"}]', '{"individualHooks":true,"validate":true}');
-- orm_bulk_create('User', '[{"name":"c"}]', '{"individualHooks":true,"validate":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_update('User', '{"name":"x"}', '{"where":{"id":1}}');
-- orm_update('User', '{"name":"x"}', '{"where":{"id":1}}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_update('User', '{"name":"y"}', '{"where":{"id":[1]},"individualHooks":true}');
-- orm_update('User', '{"name":"y"}', '{"where":{"id":[1]},"individualHooks":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_update('User', '{"name":"z"}', '{"where":{"id":1},"hooks":false}');
-- orm_update('User', '{"name":"z"}', '{"where":{"id":1},"hooks":false}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_update('User', '{"name":"z"}', '{"where":{"id":1},"validate":false}');
-- orm_update('User', '{"name":"z"}', '{"where":{"id":1},"validate":false}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_destroy('User', '{"where":{"id":2}}');
-- orm_destroy('User', '{"where":{"id":2}}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_destroy('User', '{"where":{"id":3},"individualHooks":true}');
-- orm_destroy('User', '{"where":{"id":3},"individualHooks":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_restore('User', '{"where":{"id":2}}');
-- orm_restore('User', '{"where":{"id":2}}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_restore('User', '{"where":{"id":3},"individualHooks":true}');
-- orm_restore('User', '{"where":{"id":3},"individualHooks":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_update_by_pk('User', 1, '{"name":"bob"}');
-- orm_update_by_pk('User', 1, '{"name":"bob"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_destroy_by_pk('User', 1);
-- orm_destroy_by_pk('User', 1)
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_restore_by_pk('User', 1);
-- orm_restore_by_pk('User', 1)
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_reload('User', 1);
-- orm_reload('User', 1)
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_upsert('User', '{"id":77,"name":"u"}');
-- orm_upsert('User', '{"id":77,"name":"u"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_increment('User', '"id"', '{"where":{"id":-1}}');
-- orm_increment('User', '"id"', '{"where":{"id":-1}}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_find_or_create('User', '{"where":{"name":"foc"}}');
-- orm_find_or_create('User', '{"where":{"name":"foc"}}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_find_all('User');
-- orm_find_all('User')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_find_one('User');
-- orm_find_one('User')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_count('User');
-- orm_count('User')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_max('User','id');
-- orm_max('User','id')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_find_and_count_all('User');
-- orm_find_and_count_all('User')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_find_all('User', '{"include":["posts"]}');
-- orm_find_all('User', '{"include":["posts"]}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create('User', '{"name":"n","posts":[{"title":"t"},{"title":"s"}]}', '{"include":["posts"]}');
-- orm_create('User', '{"name":"n","posts":[{"title":"t"},{"title":"s"}]}', '{"include":["posts"]}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create('User', '{"name":"n","group":{"g":"t"}}', '{"include":["group"]}');
-- orm_create('User', '{"name":"n","group":{"g":"t"}}', '{"include":["group"]}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create('User', '{"name":"n","tags":[{"label":"t"}]}', '{"include":["tags"]}');
-- orm_create('User', '{"name":"n","tags":[{"label":"t"}]}', '{"include":["tags"]}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"n","posts":[{"title":"t"}]}]', '{"include":["posts"]}');
-- orm_bulk_create('User', '[{"name":"n","posts":[{"title":"t"}]}]', '{"include":["posts"]}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create_assoc('User',1,'posts','{"title":"q"}');
-- orm_create_assoc('User',1,'posts','{"title":"q"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create_assoc('User',1,'tags','{"label":"q"}');
-- orm_create_assoc('User',1,'tags','{"label":"q"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create_assoc('User',1,'group','{"g":"q"}');
-- orm_create_assoc('User',1,'group','{"g":"q"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_add_assoc('User',1,'posts','1');
-- orm_add_assoc('User',1,'posts','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_remove_assoc('User',1,'posts','1');
-- orm_remove_assoc('User',1,'posts','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_set_assoc('User',1,'posts','[1,2]');
-- orm_set_assoc('User',1,'posts','[1,2]')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_add_assoc('User',1,'tags','1');
-- orm_add_assoc('User',1,'tags','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_remove_assoc('User',1,'tags','1');
-- orm_remove_assoc('User',1,'tags','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_set_assoc('User',1,'tags','[1]');
-- orm_set_assoc('User',1,'tags','[1]')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_set_assoc('User',1,'group','1');
-- orm_set_assoc('User',1,'group','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_set_assoc('User',1,'profile',NULL);
-- orm_set_assoc('User',1,'profile',NULL)
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_create('Profile','{"bio":"b"}');
-- orm_create('Profile','{"bio":"b"}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_set_assoc('User',1,'profile','1');
-- orm_set_assoc('User',1,'profile','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_get_assoc('User',1,'posts');
-- orm_get_assoc('User',1,'posts')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_count_assoc('User',1,'posts');
-- orm_count_assoc('User',1,'posts')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_has_assoc('User',1,'posts','1');
-- orm_has_assoc('User',1,'posts','1')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_get_assoc('User',1,'group');
-- orm_get_assoc('User',1,'group')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_truncate('Post');
-- orm_truncate('Post')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_sync('Post');
-- orm_sync('Post')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_destroy('Post','{"truncate":true}');
-- orm_destroy('Post','{"truncate":true}')
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
-- ---- all tables
-- @hidden
SELECT orm_destroy('Log', '{"truncate": true}');
-- @hidden
SELECT orm_sync();
SELECT orm_find_all('Log', '{"attributes": ["event"], "order": ["id"]}');
