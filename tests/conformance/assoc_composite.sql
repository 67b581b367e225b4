-- Keys of several parts, in every kind of association.
SELECT orm_define_all('{"models": {
  "Org": {"attributes": {"land": {"type": "STRING(2)", "primaryKey": true}, "number": {"type": "INTEGER", "primaryKey": true}, "name": "STRING"}, "options": {"timestamps": false},
    "associations": [
      {"type": "hasMany", "target": "Office", "options": {"as": "offices", "foreignKey": ["land", "orgNumber"]}},
      {"type": "hasOne", "target": "Charter", "options": {"as": "charter", "foreignKey": ["orgLand", "orgNumber"]}},
      {"type": "belongsToMany", "target": "Org", "options": {"as": "partners", "through": "Treaty", "foreignKey": ["aLand", "aNumber"], "otherKey": ["bLand", "bNumber"]}}
    ]},
  "Office": {"attributes": {"land": {"type": "STRING(2)", "primaryKey": true}, "city": {"type": "STRING", "primaryKey": true}, "orgNumber": "INTEGER"}, "options": {"timestamps": false},
    "associations": [{"type": "belongsTo", "target": "Org", "options": {"as": "org", "foreignKey": ["land", "orgNumber"]}}]},
  "Charter": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Treaty": {"attributes": {"since": "INTEGER"}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();
SELECT orm_bulk_create('Org', '[{"land": "de", "number": 1, "name": "A"}, {"land": "de", "number": 11}, {"land": "fr", "number": 1}]', '{"returning": false}');
SELECT orm_bulk_create('Office', '[{"land": "de", "city": "x"}, {"land": "de", "city": "y"}, {"land": "de", "city": "z"}]', '{"returning": false}');

-- One part is the row's own and must not be null: the other part is enough to unlink.
SELECT orm_set_assoc('Org', '{"land": "de", "number": 1}', 'offices', '[{"land": "de", "city": "x"}, {"land": "de", "city": "y"}]');
SELECT orm_add_assoc('Org', '{"land": "de", "number": 11}', 'offices', '{"land": "de", "city": "z"}');
SELECT orm_set_assoc('Org', '{"land": "de", "number": 1}', 'offices', '{"land": "de", "city": "y"}');
SELECT orm_find_all('Office', '{"order": ["city"]}');
SELECT orm_count_assoc('Org', '{"land": "de", "number": 1}', 'offices');
SELECT orm_has_assoc('Org', '{"land": "de", "number": 1}', 'offices', '[{"land": "de", "city": "y"}]');
SELECT orm_has_assoc('Org', '{"land": "de", "number": 1}', 'offices', '[{"land": "de", "city": "y"}, {"land": "de", "city": "z"}]');
SELECT orm_create_assoc('Org', '{"land": "de", "number": 1}', 'offices', '{"city": "w"}');
SELECT orm_remove_assoc('Org', '{"land": "de", "number": 1}', 'offices', '[{"land": "de", "city": "w"}, {"land": "de", "city": "z"}]');

SELECT orm_set_assoc('Office', '{"land": "de", "city": "x"}', 'org', '{"land": "de", "number": 11, "name": null}');
SELECT orm_get_assoc('Office', '{"land": "de", "city": "x"}', 'org');
SELECT orm_has_assoc('Office', '{"land": "de", "city": "x"}', 'org', '{"land": "de", "number": 1}');
SELECT orm_set_assoc('Office', '{"land": "de", "city": "x"}', 'org', NULL);
SELECT orm_find_by_pk('Office', '{"land": "de", "city": "x"}');

SELECT orm_create_assoc('Org', '{"land": "fr", "number": 1}', 'charter', '{"text": "c"}');
SELECT orm_set_assoc('Org', '{"land": "de", "number": 1}', 'charter', 1);
SELECT orm_get_assoc('Org', '{"land": "de", "number": 1}', 'charter');
SELECT orm_set_assoc('Org', '{"land": "de", "number": 1}', 'charter', NULL);
SELECT orm_find_all('Charter');

SELECT orm_set_assoc('Org', '{"land": "de", "number": 1}', 'partners', '[{"land": "de", "number": 11}, {"land": "fr", "number": 1, "Treaty": {"since": 1990}}]', '{"through": {"since": 2000}}');
SELECT orm_add_assoc('Org', '{"land": "de", "number": 1}', 'partners', '[{"land": "de", "number": 11}, {"land": "de", "number": 1}]', '{"through": {"since": 2001}}');
SELECT orm_find_all('Treaty', '{"order": ["aNumber", "bLand", "bNumber"]}');
SELECT orm_get_assoc('Org', '{"land": "de", "number": 1}', 'partners', '{"through": {"attributes": ["since"]}}');
SELECT orm_has_assoc('Org', '{"land": "de", "number": 1}', 'partners', '[{"land": "de", "number": 11}, {"land": "fr", "number": 1}]');
SELECT orm_has_assoc('Org', '{"land": "de", "number": 11}', 'partners', '[{"land": "de", "number": 1}]');
SELECT orm_set_assoc('Org', '{"land": "de", "number": 1}', 'partners', '[{"land": "fr", "number": 1}]');
SELECT orm_remove_assoc('Org', '{"land": "de", "number": 1}', 'partners', '[{"land": "fr", "number": 1}, {"land": "fr", "number": 2}]');
SELECT orm_create_assoc('Org', '{"land": "de", "number": 1}', 'partners', '{"land": "it", "number": 5}', '{"through": {"since": 3}}');
SELECT orm_count_assoc('Org', '{"land": "de", "number": 1}', 'partners');

-- A key lacks a part.
SELECT orm_add_assoc('Org', '{"land": "de", "number": 1}', 'offices', '{"city": "y"}');
SELECT orm_add_assoc('Org', '{"land": "de"}', 'offices', '{"land": "de", "city": "y"}');
SELECT orm_add_assoc('Org', 'de', 'offices', '{"land": "de", "city": "y"}');
