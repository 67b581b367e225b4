-- Nested rows pass through setters, defaults and validators as rows that are created one by one do.
SELECT orm_define_all('{"models": {
  "Order": {"attributes": {"number": {"type": "STRING", "validate": {"is": "^[A-Z]+$"}}, "total": "INTEGER"},
    "options": {"timestamps": false, "validate": {"hasTotal": ":total >= 0"}},
    "associations": [{"type": "hasMany", "target": "Line", "options": {"as": "lines", "foreignKey": {"name": "orderId", "allowNull": false}}}]},
  "Line": {"attributes": {
      "text": {"type": "STRING", "set": "upper(:value)", "validate": {"notEmpty": true}},
      "count": {"type": "INTEGER", "defaultValue": 1, "validate": {"isEven": "CASE WHEN :value % 2 = 0 THEN ''true'' ELSE ''count is odd'' END = ''true''", "min": 0}},
      "note": {"type": "STRING", "defaultValue": {"$fn": "lower", "args": ["NOTE"]}},
      "size": {"type": "VIRTUAL(INTEGER)", "get": "length(:text)"}},
    "options": {"timestamps": false, "version": true}}}}');
-- @hidden
SELECT orm_sync();

SELECT orm_create('Order', '{"number": "A", "total": 0, "lines": [{"text": "abc", "count": 2}, {"text": "de", "count": 4, "note": "x"}, {"count": 6}]}', '{"include": ["lines"]}');
SELECT orm_create('Order', '{"number": "B", "total": 1, "lines": [{"text": "abc", "count": 2}]}', '{"include": ["lines"]}');
SELECT orm_create('Order', '{"number": "c", "total": -1, "lines": [{"text": "", "count": 3}, {"text": "x", "count": -1}, {"text": "x", "count": 0}]}', '{"include": ["lines"]}');
SELECT orm_create('Order', '{"number": "c", "total": -1, "lines": [{"text": "", "count": 3}]}', '{"include": ["lines"], "validate": false}');
SELECT orm_bulk_create('Order', '[{"number": "c"}, {"lines": [{"text": "abc", "count": 3}, {"text": "abc", "count": 5}]}]', '{"include": ["lines"], "validate": true}');
SELECT orm_find_all('Line', '{"order": ["id"]}');
SELECT orm_count('Order');

-- A value that is not of its type is no reason not to ask about the other rows.
SELECT orm_create('Order', '{"number": "D", "total": 0, "lines": [{"text": "x", "count": "many"}, {"text": "x", "count": 1}]}', '{"include": ["lines"]}');
SELECT orm_create('Order', '{"number": "D", "total": "x", "lines": [{"count": 1}]}', '{"include": ["lines"]}');
-- What may be left out, or stored over another, cannot have children.
SELECT orm_create('Order', '{"number": "D", "total": 0, "lines": []}', '{"include": ["lines"], "ignoreDuplicates": true}');

-- Lists without children pass through setters and such validators, too.
SELECT orm_bulk_create('Line', '[{"text": "abc", "orderId": 1}, {"orderId": 1, "count": 2}, {"text": null, "orderId": 2}]');
SELECT orm_bulk_create('Line', '[{"text": "abc", "orderId": 1}, {"orderId": 1, "count": 2}, {"text": "x", "count": 7}]', '{"validate": true}');
SELECT orm_bulk_create('Line', '[{"text": "abc", "orderId": 1, "count": 4}]', '{"validate": true, "returning": ["text"]}');
