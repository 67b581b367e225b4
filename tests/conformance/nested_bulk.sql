-- orm_bulk_create with include: one INSERT per model and level, whatever the number of rows.
SELECT orm_define_all('{"models": {
  "Author": {"attributes": {"name": {"type": "STRING", "allowNull": false, "validate": {"len": [2, 10]}}}, "options": {"timestamps": false}, "associations": [
    {"type": "belongsTo", "target": "City", "options": {"as": "city", "foreignKey": "cityId"}},
    {"type": "hasMany", "target": "Book", "options": {"as": "books", "foreignKey": "authorId"}}]},
  "City": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Book": {"attributes": {"title": {"type": "STRING", "set": "trim(:value)"}, "pages": {"type": "INTEGER", "defaultValue": 100}}, "options": {"timestamps": false}, "associations": [
    {"type": "belongsToMany", "target": "Genre", "options": {"as": "genres", "through": "BookGenre", "foreignKey": "bookId", "otherKey": "genreId"}},
    {"type": "hasMany", "target": "Page", "options": {"as": "leaves", "foreignKey": "bookId"}}]},
  "Genre": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "BookGenre": {"attributes": {"weight": "INTEGER"}, "options": {"timestamps": false}},
  "Page": {"attributes": {}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();

SELECT orm_bulk_create('Author', '[
  {"name": "Ada", "city": {"name": "London"}, "books": [{"title": " one "}, {"title": "two", "pages": 7, "genres": [{"name": "g1", "BookGenre": {"weight": 3}}, {"name": "g2"}]}]},
  {"name": "Bob"},
  {"name": "Cy", "city": null, "books": []},
  {"name": "Dan", "city": {"name": "Paris"}, "books": [{"genres": [{}]}, {"title": null}, {"title": "  three"}]}]',
  '{"include": ["city", {"association": "books", "include": ["genres"]}]}');
SELECT orm_find_all('Author', '{"include": ["city", {"association": "books", "include": ["genres"]}], "order": ["id"]}');
-- Rows without a value of their own.
SELECT orm_bulk_create('Book', '[{"leaves": [{}, {}]}, {"leaves": [{}]}]', '{"include": ["leaves"]}');

-- The number alone; some attributes of the rows given.
SELECT orm_bulk_create('Author', '[{"name": "Eve", "books": [{"title": "x"}]}, {"name": "Fay"}]', '{"include": ["books"], "returning": false}');
SELECT orm_bulk_create('Author', '[{"name": "Gus", "books": [{"title": "y"}]}]', '{"include": ["books"], "returning": ["name"]}');
SELECT orm_bulk_create('Author', '[]', '{"include": ["books"]}');

-- Validators are asked when it is said, as without include; types and nulls are always checked.
SELECT orm_bulk_create('Author', '[{"name": "a name too long", "books": [{"title": "z"}]}]', '{"include": ["books"]}');
SELECT orm_bulk_create('Author', '[{"name": "x"}, {"name": "ok", "books": [{"pages": "many"}, {"pages": {}}]}, {}]', '{"include": ["books"], "validate": true}');
SELECT orm_count('Author');

SELECT orm_bulk_create('Author', '[{"name": "ok"}, 1]', '{"include": ["books"]}');
SELECT orm_bulk_create('Author', '{"name": "ok"}', '{"include": ["books"]}');
SELECT orm_bulk_create('Author', '[{"name": "ok", "boks": []}]', '{"include": ["books"]}');
SELECT orm_bulk_create('Author', '[{"name": "ok"}]', '{"include": ["books"], "ignoreDuplicates": true}');
