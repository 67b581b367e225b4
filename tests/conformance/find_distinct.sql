-- distinctOn: of the rows that are equal in these attributes the first by the order, then by the key.

-- @hidden
SELECT orm_define_all('{"models": {
  "Bid": {"attributes": {"item": "STRING", "amount": "INTEGER", "who": {"type": "STRING", "field": "bidder"}}, "options": {"timestamps": false, "scopes": {"best": {"distinctOn": ["item"], "order": [["amount", "DESC NULLS LAST"]]}}},
    "associations": [{"type": "hasMany", "target": "Note", "options": {"as": "notes", "foreignKey": "bidId"}}]},
  "Note": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Pair": {"attributes": {"a": {"type": "INTEGER", "primaryKey": true}, "b": {"type": "INTEGER", "primaryKey": true}, "v": "INTEGER"}, "options": {"timestamps": false}},
  "Line": {"attributes": {"a": "INTEGER"}, "options": {"timestamps": false, "noPrimaryKey": true}}}}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('Bid', '[{"item": "x", "amount": 5, "who": "a"}, {"item": "x", "amount": 9, "who": "b"}, {"item": "y", "amount": 1, "who": "a"}, {"item": "y", "amount": null, "who": "c"}, {"item": null, "amount": 2, "who": "b"}, {"item": null, "amount": 2, "who": "a"}]');
-- @hidden
SELECT orm_bulk_create('Note', '[{"text": "n1", "bidId": 2}, {"text": "n2", "bidId": 2}, {"text": "n3", "bidId": 1}]');
-- @hidden
SELECT orm_bulk_create('Pair', '[{"a": 1, "b": 1, "v": 3}, {"a": 1, "b": 2, "v": 4}, {"a": 2, "b": 1, "v": 5}]');

SELECT orm_find_all('Bid', '{"distinctOn": ["item"], "order": ["item"]}');
SELECT orm_find_all('Bid', '{"distinctOn": "item", "order": ["item", ["amount", "DESC NULLS LAST"]]}');
-- the order is the answer's, too: it need not begin with these
SELECT orm_find_all('Bid', '{"distinctOn": ["item"], "order": [["amount", "DESC NULLS LAST"], ["id", "DESC"]]}');
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": ["who"], "order": [["id", "DESC"]]}');
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": ["item", "amount"], "order": ["id"]}');
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": [{"$fn": "coalesce", "args": [{"$col": "item"}, "y"]}], "order": ["id"]}');
SELECT orm_find_all('Pair', '{"distinctOn": ["a"], "order": ["a", ["v", "DESC"]]}');
-- after the conditions, before the limit; counted so
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": ["item"], "where": {"who": "a"}, "order": ["id"]}');
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": ["item"], "order": [["amount", "DESC NULLS LAST"], "id"], "limit": 1, "offset": 1}');
SELECT orm_count('Bid', '{"distinctOn": ["item"]}');
SELECT orm_sum('Bid', 'amount', '{"distinctOn": ["item"], "order": [["amount", "DESC NULLS LAST"]]}');
SELECT orm_find_and_count_all('Bid', '{"attributes": ["id"], "distinctOn": ["item"], "order": ["id"], "limit": 2}');
SELECT orm_find_one('Bid', '{"attributes": ["id"], "scope": "best"}');
-- with includes
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": ["item"], "order": [["amount", "DESC NULLS LAST"], "id"], "include": [{"association": "notes", "attributes": ["text"]}]}');
SELECT orm_find_all('Bid', '{"attributes": ["id"], "distinctOn": ["item"], "order": ["id"], "include": [{"association": "notes", "attributes": ["text"], "where": {"text": {"$ne": "n3"}}}]}');

-- What is wrong.
SELECT orm_find_all('Bid', '{"distinctOn": ["itm"]}');
SELECT orm_find_all('Bid', '{"distinctOn": [5]}');
SELECT orm_find_all('Bid', '{"distinctOn": {"item": 1}}');
SELECT orm_find_all('Line', '{"distinctOn": ["a"]}');
SELECT orm_find_all('Bid', '{"distinctOn": ["item"], "include": ["notes"], "where": {"$notes.text$": "n1"}}');
SELECT orm_find_all('Bid', '{"distinctOn": ["item"], "include": ["notes"], "order": [["notes", "text"]]}');
