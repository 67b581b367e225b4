-- Names of tables and columns: tableName, freezeTableName, underscored, name, schema, field. The words are Sequelize's.
SELECT orm_define('Person', '{}', '{"timestamps": false}');
SELECT orm_define('Fish', '{}', '{"timestamps": false, "freezeTableName": true}');
SELECT orm_define('Goose', '{}', '{"timestamps": false, "tableName": "the geese"}');
SELECT orm_define('UserAccount', '{"firstName": "TEXT", "userID": "TEXT", "given": {"type": "TEXT", "field": "GIVEN"}}', '{"underscored": true}');
SELECT orm_define('Datum', '{}', '{"timestamps": false, "name": {"singular": "item", "plural": "items"}}');
SELECT orm_define('Log', '{"text": "TEXT"}', '{"timestamps": false, "schema": "audit"}');
-- @hidden
SELECT orm_sync('UserAccount');
SELECT orm_sync('UserAccount');
SELECT orm_create('UserAccount', '{"firstName": "Ann", "userID": "a", "given": "x"}', '{"now": "2024-01-01T00:00:00Z"}');
SELECT "first_name", "user_i_d", "GIVEN" FROM "user_accounts";
SELECT orm_find_all('UserAccount', '{"attributes": ["firstName", "createdAt"], "where": {"userID": "a"}, "order": ["updatedAt"]}');
-- A schema is PostgreSQL's; on SQLite it stands before the table's name.
-- @hidden
SELECT orm_sync('Log');
SELECT orm_create('Log', '{"text": "x"}');
-- @only postgres
SELECT "text" FROM audit."Logs";
-- @only sqlite
SELECT "text" FROM "audit.Logs";
-- The names of associations come from those of the models.
SELECT orm_has_many('Person', 'Datum');
SELECT orm_belongs_to('Datum', 'Goose');
-- ---- Settings for all definitions: define, and words that the rules do not know
SELECT orm_config('inflection', '{"gadjo": "gadje", "Kaktus": "Kakteen"}');
SELECT orm_define('gadjo', '{}', '{"timestamps": false}');
SELECT orm_define('Kaktus', '{}', '{"timestamps": false}');
SELECT orm_config('inflection');
SELECT orm_config('define', '{"underscored": true, "timestamps": false}');
SELECT orm_define('BlogPost', '{"shortText": "TEXT"}', '{"comment": "from a blog"}');
SELECT orm_define('Kaktus', '{}', '{"underscored": false}');
SELECT orm_export();
-- A setting may not be what a definition could not say.
SELECT orm_config('define', '{"undrscored": true}');
SELECT orm_config('define', '{"tableName": "one"}');
SELECT orm_config('inflection', '{"a": 1}');
SELECT orm_config('numbers', 'text');
SELECT orm_config('naming', '{}');
-- With null it is taken back; SQL's NULL is no value, and asks.
SELECT orm_config('define', 'null');
SELECT orm_config('define', NULL);
SELECT orm_describe('BlogPost');
