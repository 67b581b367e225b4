-- orm_config: set with two arguments, read with one; what was set is part of the export.
SELECT orm_config('define');
SELECT orm_config('inflection');
SELECT orm_config('allow_literal');
SELECT orm_config('numbers');

-- ---- define: options under those of every model, also of those that are there
SELECT orm_define('Early', '{"firstName": "TEXT"}');
SELECT orm_config('define', '{"underscored": true, "timestamps": false, "paranoid": true, "comment": "ours", "indexes": [{"fields": ["first_name"]}]}');
SELECT orm_config('define');
SELECT orm_describe('Early');
-- A model's own options win; objects are merged, lists are the model's first, then the others, as in Sequelize.
SELECT orm_define('Late', '{"firstName": "TEXT", "n": "INTEGER"}', '{"timestamps": true, "comment": null, "indexes": [{"fields": ["n"]}]}');
SELECT orm_describe('Late');
SELECT orm_export();
-- What would make a model impossible is refused, and nothing is changed.
SELECT orm_config('define', '{"noPrimaryKey": true, "tableName": "one_for_all"}');
SELECT orm_config('define', '{"underscred": true}');
SELECT orm_config('define', '{"engine": "InnoDB"}');
SELECT orm_config('define', '[]');
SELECT orm_config('define', '"underscored"');
SELECT orm_config('define');
-- Null takes a setting away.
SELECT orm_config('define', 'null');
SELECT orm_config('define');
SELECT orm_describe('Late');

-- ---- inflection: words whose plural or singular is another
SELECT orm_config('inflection', '{"irregular": {"octopus": "octopodes"}}');
SELECT orm_config('inflection', '{"octopus": "octopodes", "Jam": "Jam"}');
SELECT orm_config('inflection');
SELECT orm_define('octopus', '{}', '{"timestamps": false}');
SELECT orm_define('Jam', '{}', '{"timestamps": false}');
SELECT orm_has_many('octopus', 'Jam');
SELECT orm_belongs_to('Jam', 'octopus');

-- ---- numbers: how BIGINT and DECIMAL are answered where the call does not say
SELECT orm_define('Big', '{"b": "BIGINT", "d": "DECIMAL(5,2)", "i": "INTEGER"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Big');
SELECT orm_create('Big', '{"b": 9007199254740993, "d": 1.5, "i": 7}');
SELECT orm_config('numbers', '"string"');
SELECT orm_config('numbers');
SELECT orm_find_all('Big');
SELECT orm_find_all('Big', '{"numbers": "number"}');
SELECT orm_create('Big', '{"b": 1, "d": 2}');
SELECT orm_update_by_pk('Big', 2, '{"b": 3}');
SELECT orm_update('Big', '{"d": 2.5}', '{"where": {"id": 2}, "returning": true}');
SELECT orm_bulk_create('Big', '[{"b": 1}]');
SELECT orm_upsert('Big', '{"id": 3, "b": 4}');
SELECT orm_increment('Big', 'b', '{"where": {"id": 3}, "returning": true}');
SELECT orm_build('Big', '{"b": 1}');
SELECT orm_count('Big');
SELECT orm_sum('Big', 'b');
SELECT orm_config('numbers', '"text"');
SELECT orm_config('numbers', '5');
SELECT orm_config('numbers', 'null');
SELECT orm_find_all('Big', '{"where": {"id": 1}}');

-- ---- allow_literal
SELECT orm_config('allow_literal', 'false');
SELECT orm_config('allow_literal');
SELECT orm_find_all('Big', '{"where": {"$literal": "1 = 1"}}');
SELECT orm_find_all('Big', '{"attributes": [[{"$fn": "upper", "args": ["a"]}, "u"]], "where": {"id": 1}}');
SELECT orm_find_all('Big', '{"attributes": [[{"$fn": "anything", "args": ["a"]}, "u"]]}');
SELECT orm_query('SELECT 1 AS one');
SELECT orm_define('Bad', '{"a": {"type": "INTEGER", "defaultValue": {"$literal": "1"}}}');
SELECT orm_config('allow_literal', '"no"');
SELECT orm_config('allow_literal', 'true');
SELECT orm_query('SELECT 1 AS one');

-- ---- Keys that there are not
SELECT orm_config('defin');
SELECT orm_config('defin', '{}');
SELECT orm_config('');
SELECT orm_config(NULL);

-- ---- orm_help
SELECT orm_help('orm_version');
SELECT orm_help('version');
SELECT orm_help('creat');
-- Without a name, all of them
SELECT substr(orm_help(NULL), 1, 50);
