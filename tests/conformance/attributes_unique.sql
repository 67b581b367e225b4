-- unique in its three forms: true, a name that several attributes share, and {"name", "msg"}.
SELECT orm_define('Seat', '{
  "code": {"type": "STRING(5)", "unique": true},
  "row": {"type": "INTEGER", "unique": "place"}, "number": {"type": "INTEGER", "unique": "place", "field": "no"},
  "holder": {"type": "STRING", "unique": {"name": "one_seat_each", "msg": "sits already"}},
  "phone": {"type": "STRING", "unique": {"msg": "known already"}}, "any": {"type": "STRING", "unique": false}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();
SELECT orm_create('Seat', '{"code": "a", "row": 1, "number": 1, "holder": "ann", "phone": "1", "any": "x"}');
-- Each refuses a second one, and says of which attributes; null is equal to nothing.
SELECT orm_create('Seat', '{"code": "a"}');
SELECT orm_create('Seat', '{"row": 1, "number": 1}');
SELECT orm_create('Seat', '{"holder": "ann"}');
SELECT orm_create('Seat', '{"phone": "1"}');
SELECT orm_bulk_create('Seat', '[{"row": 1, "number": 2, "any": "x"}, {"row": 1}, {"row": 1}]', '{"returning": false}');

-- ---- Of a paranoid model only what is not deleted must be unique (paranoidUnique: false: all of it).
SELECT orm_define('Mail', '{"address": {"type": "STRING", "unique": true}}', '{"paranoid": true, "createdAt": false, "updatedAt": false}');
SELECT orm_define('Strict', '{"address": {"type": "STRING", "unique": true}}', '{"paranoid": true, "paranoidUnique": false, "createdAt": false, "updatedAt": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Mail', '[{"address": "a@b.c"}]', '{"returning": false}');
SELECT orm_destroy('Mail', '{"where": {}}');
SELECT orm_bulk_create('Mail', '[{"address": "a@b.c"}]', '{"returning": false}');
SELECT orm_create('Mail', '{"address": "a@b.c"}');
SELECT orm_bulk_create('Strict', '[{"address": "a@b.c"}]', '{"returning": false}');
SELECT orm_destroy('Strict', '{"where": {}}');
SELECT orm_create('Strict', '{"address": "a@b.c"}');

-- ---- What cannot be
SELECT orm_define('Bad', '{"a": {"type": "VIRTUAL", "unique": true}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "unique": {"nam": "x"}}}');
SELECT orm_define('Bad', '{"a": {"type": "TEXT", "unique": 1}}');
