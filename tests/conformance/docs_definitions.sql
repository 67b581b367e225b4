-- The statements of docs/definitions.md. Written by docs/generate: change them there.

SELECT orm_define('Book', '{
  "title": {"type": "STRING(200)", "allowNull": false, "validate": {"len": [1, 200]}},
  "price": {"type": "DECIMAL(8,2)", "defaultValue": 0},
  "state": {"type": "ENUM(''draft'',''published'')", "defaultValue": "draft"}
}', '{"paranoid": true}');

SELECT orm_validate('Book', '{"title": 7, "price": "12.345", "state": "lost"}');

SELECT orm_build('Book', '{"title": 7, "price": "12.345"}');

SELECT orm_define('Visit', '{"id": {"type": "UUID", "primaryKey": true, "defaultValue": "UUIDV4"},
  "at": {"type": "DATE", "defaultValue": "NOW"},
  "host": {"type": "STRING", "defaultValue": {"$fn": "upper", "args": ["localhost"]}}}', '{"timestamps": false}');

SELECT orm_define('Bad', '{"n": {"type": "INTEGER", "defaultValue": "many"}}');

SELECT orm_define('Seat', '{"row": {"type": "STRING(2)", "primaryKey": true}, "number": {"type": "INTEGER", "primaryKey": true},
  "guest": "STRING"}', '{"timestamps": false}');

-- @each
SELECT orm_sync('Seat');

SELECT orm_create('Seat', '{"row": "A", "number": 7, "guest": "Ada"}');

SELECT orm_find_by_pk('Seat', '{"row": "A", "number": 7}');

SELECT orm_find_by_pk('Seat', '7');

SELECT orm_define('Order', '{"customer": "INTEGER", "state": "STRING(10)", "paid": "BOOLEAN", "total": "DECIMAL(10,2)"}', '{
  "indexes": [
    {"fields": ["customer", {"name": "createdAt", "order": "DESC"}]},
    {"fields": [{"$fn": "lower", "args": [{"$col": "state"}]}], "name": "orders_state"},
    {"fields": ["customer"], "unique": true, "where": {"paid": false}, "name": "one_open_order"}
  ],
  "checks": [{"name": "orders_total", "where": {"total": {"$gte": 0}}}]
}');

-- @each
SELECT orm_sync('Order');

SELECT orm_define('Tag', '{"name": "STRING(30)"}', '{"timestamps": false}');

SELECT orm_belongs_to_many('Book', 'Tag', '{"as": "tags", "through": "BookTag", "inverse": {"as": "books"}}');

SELECT orm_belongs_to('Order', 'Book', '{"as": "book", "foreignKey": {"name": "bookId", "allowNull": false}, "onDelete": "RESTRICT"}');

SELECT orm_has_many('Tag', 'Bok');

SELECT orm_add_scope('Book', 'published', '{"where": {"state": "published"}}');

SELECT orm_add_scope('Book', 'cheaper', '{"where": {"price": {"$lt": {"$param": "than"}}}}');

SELECT orm_define('Person', '{
  "first": "STRING", "last": "STRING",
  "email": {"type": "STRING", "set": "lower(:value)"},
  "full": {"type": "VIRTUAL(STRING)", "get": ":first || '' '' || :last"},
  "initial": {"type": "STRING(1)", "generated": {"as": "substr(:last, 1, 1)"}}
}', '{"timestamps": false}');

-- @each
SELECT orm_sync('Person');

SELECT orm_create('Person', '{"first": "Ada", "last": "Lovelace", "email": "Ada@Example.org"}');

SELECT orm_find_all('Person', '{"attributes": ["full"], "where": {"full": {"$startsWith": "Ada"}}, "order": ["full"]}');

SELECT orm_define('Wrong', '{"a": {"type": "VIRTUAL(STRING)", "get": "upper(:b)"}}');

SELECT orm_define('Event', '{
  "title": {"type": "STRING", "validate": {"len": {"args": [3, 20], "msg": "3 to 20 characters, please"}, "calm": "NOT (:value LIKE ''%!'')"}},
  "starts": "DATEONLY", "ends": "DATEONLY"
}', '{"timestamps": false, "validate": {"order": ":starts <= :ends OR :ends IS NULL"}}');

SELECT orm_validate('Event', '{"title": "Hi!", "starts": "2026-02-02", "ends": "2026-01-01"}');

SELECT orm_validate('Event', '{"title": "A", "starts": "2026-02-30"}');

SELECT orm_define('Other', '{"a": {"type": "STRING", "validate": {"isEmial": true}}}');

