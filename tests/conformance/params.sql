-- {"$param": name}: outside values enter code by name, as data; a param never changes the operator.

-- @hidden
SELECT orm_define_all('{"models": {
  "Person": {"attributes": {"name": "STRING", "age": "INTEGER", "born": "DATEONLY", "seen": "DATE", "meta": "JSONB", "active": "BOOLEAN", "score": "DOUBLE"},
    "options": {"timestamps": false, "scopes": {"older": {"where": {"age": {"$gt": {"$param": "age"}}}}, "named": {"where": {"name": {"$in": {"$param": "names"}}}}}},
    "associations": [{"type": "hasMany", "target": "Pet", "options": {"as": "pets", "foreignKey": "personId"}}]},
  "Pet": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Person', '[{"name": "a", "age": 10, "born": "2001-02-03", "seen": "2020-01-01T00:00:00.000Z", "meta": {"k": 1, "$gt": 0}, "active": true, "score": 1.5}, {"name": "b", "age": 20, "meta": {"k": "x"}}, {"name": "$gt", "age": null, "active": false}]');
-- @hidden
SELECT orm_bulk_create('Pet', '[{"name": "p1", "personId": 1}, {"name": "p2", "personId": 1}, {"name": "p3", "personId": 2}]');

-- Everywhere a value stands, converted by the attribute's type.
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"name": {"$param": "n"}}}', '{"n": "a"}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$param": "n"}}}', '{"n": "20"}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$gt": {"$param": "n"}, "$lt": {"$param": "m"}}}}', '{"n": 5, "m": 15}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$between": [{"$param": "n"}, {"$param": "m"}]}}, "order": ["id"]}', '{"n": 10, "m": 20}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"born": {"$param": "d"}}}', '{"d": "2001-02-03"}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"seen": {"$lte": {"$param": "d"}}}}', '{"d": "2020-01-01T01:00:00+01:00"}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"active": {"$param": "b"}, "score": {"$param": "s"}}}', '{"b": true, "s": 1.5}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"name": {"$startsWith": {"$param": "s"}}}}', '{"s": "$"}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"$or": [{"name": {"$param": "n"}}, {"age": {"$param": "a"}}]}, "order": ["id"]}', '{"n": "b", "a": 10}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"meta.k": {"$param": "k"}}}', '{"k": "x"}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "include": [{"association": "pets", "attributes": ["name"], "where": {"name": {"$param": "p"}}}], "limit": {"$param": "l"}}', '{"p": "p3", "l": 5}');
SELECT orm_find_all('Person', '{"attributes": [[{"$fn": "coalesce", "args": [{"$col": "age"}, {"$param": "d"}]}, "age"]], "order": ["id"]}', '{"d": 0}');
-- one param twice, and options.params
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"$or": [{"name": {"$param": "x"}}, {"meta.k": {"$param": "x"}}]}, "params": {"x": "x"}}');
SELECT orm_count('Person', '{"where": {"age": {"$gte": {"$param": "a"}}}, "params": {"a": 10}}');
SELECT orm_get_assoc('Person', 1, 'pets', '{"attributes": ["name"], "where": {"name": {"$param": "n"}}}', '{"n": "p2"}');
-- a key of the params may have any name
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"name": {"$param": "$a.b"}}}', '{"$a.b": "b"}');

-- null is IS NULL under equality, and unknown under any other comparison, as null itself is.
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$param": "n"}}}', '{"n": null}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$eq": {"$param": "n"}}}}', '{"n": null}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$ne": {"$param": "n"}}}, "order": ["id"]}', '{"n": null}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$is": {"$param": "n"}}}}', '{"n": null}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$not": {"$param": "n"}}}, "order": ["id"]}', '{"n": null}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$gt": {"$param": "n"}}}}', '{"n": null}');
-- and back: one plan must not serve the other
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$param": "n"}}}', '{"n": 20}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$param": "n"}}}', '{"n": null}');

-- A list only where a list operator stands.
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$in": {"$param": "l"}}}, "order": ["id"]}', '{"l": [10, 20, null]}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$in": {"$param": "l"}}}, "order": ["id"]}', '{"l": []}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$notIn": {"$param": "l"}}}, "order": ["id"]}', '{"l": [10]}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$in": [{"$param": "x"}, 20]}}, "order": ["id"]}', '{"x": 10}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"age": {"$between": {"$param": "l"}}}, "order": ["id"]}', '{"l": [5, 15]}');
SELECT orm_find_all('Person', '{"where": {"age": {"$param": "l"}}}', '{"l": [10]}');
SELECT orm_find_all('Person', '{"where": {"age": {"$eq": {"$param": "l"}}}}', '{"l": [10]}');
SELECT orm_find_all('Person', '{"where": {"age": {"$gt": {"$param": "l"}}}}', '{"l": [10]}');
SELECT orm_find_all('Person', '{"where": {"age": {"$in": {"$param": "l"}}}}', '{"l": 10}');
SELECT orm_find_all('Person', '{"where": {"age": {"$in": {"$param": "l"}}}}', '{"l": null}');
SELECT orm_find_all('Person', '{"where": {"age": {"$in": {"$param": "l"}}}}', '{"l": [10, "x"]}');
SELECT orm_find_all('Person', '{"where": {"age": {"$in": {"$param": "l"}}}}', '{"l": [[10]]}');

-- An object is no operator: it is a value, and only a JSON attribute has such.
SELECT orm_find_all('Person', '{"where": {"age": {"$param": "o"}}}', '{"o": {"$gt": 0}}');
SELECT orm_find_all('Person', '{"where": {"name": {"$param": "o"}}}', '{"o": {"$ne": null}}');
SELECT orm_find_all('Person', '{"where": {"name": {"$in": {"$param": "o"}}}}', '{"o": [{"$ne": null}]}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"meta": {"$eq": {"$param": "o"}}}}', '{"o": {"k": "x"}}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"meta": {"$contains": {"$param": "o"}}}}', '{"o": {"$gt": 0}}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"name": {"$param": "o"}}}', '{"o": "$gt"}');
SELECT orm_find_all('Person', '{"where": {"$param": "w"}}', '{"w": {"name": "a"}}');
SELECT orm_find_all('Person', '{"where": {"$or": {"$param": "w"}}}', '{"w": [{"name": "a"}]}');
SELECT orm_find_all('Person', '{"where": {"age": {"$or": {"$param": "w"}}}}', '{"w": [{"$gt": 0}]}');
SELECT orm_find_all('Person', '{"order": [{"$param": "o"}]}', '{"o": "name"}');
SELECT orm_find_all('Person', '{"attributes": {"$param": "a"}}', '{"a": ["name"]}');

-- A missing one is an error, an extra one is not.
SELECT orm_find_all('Person', '{"where": {"age": {"$param": "n"}}}', '{"m": 1}');
SELECT orm_find_all('Person', '{"where": {"age": {"$param": "n"}}}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "where": {"name": "b"}}', '{"m": 1, "k": {"$literal": "1"}}');
SELECT orm_find_all('Person', '{"where": {"age": {"$param": "n"}}}', '{"n": "old"}');
SELECT orm_find_all('Person', '{"where": {"age": {"$gt": {"$param": "n", "x": 1}}}}', '{"n": 1}');
SELECT orm_find_all('Person', '{"where": {"age": {"$param": 5}}}', '{"n": 1}');
SELECT orm_find_all('Person', '{"where": {"age": {"$param": "n"}}, "params": {"n": 1}}', '{"n": 1}');
SELECT orm_find_all('Person', '{}', '[1]');
SELECT orm_find_all('Person', '{}', '{"n": 1');

-- Scopes: a method's own params; a name alone takes the call's.
SELECT orm_find_all('Person', '{"attributes": ["name"], "scope": {"method": ["older", {"age": 15}]}}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "scope": "older"}', '{"age": 15}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "scope": ["older", "named"]}', '{"age": 5, "names": ["b", "z"]}');
SELECT orm_find_all('Person', '{"attributes": ["name"], "scope": "named"}', '{"names": "b"}');
SELECT orm_find_all('Person', '{"scope": "older"}');
SELECT orm_find_all('Person', '{"scope": {"method": ["older", {"age": {"$gt": 0}}]}}');
