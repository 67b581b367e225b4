-- Types that are PostgreSQL's: HSTORE, CITEXT, INET, CIDR, MACADDR, TSVECTOR. SQLite keeps texts, in the form in which
-- PostgreSQL prints them. HSTORE and CITEXT come with extensions of PostgreSQL.
-- @only postgres
CREATE EXTENSION hstore;
-- @only postgres
CREATE EXTENSION citext;
SELECT orm_define('Host', '{
  "h": {"type": "HSTORE", "defaultValue": {"b": null, "a": 1}}, "c": {"type": "CITEXT", "defaultValue": "Ab"}, "i": {"type": "INET", "defaultValue": "127.0.0.1"},
  "n": {"type": "CIDR", "defaultValue": "10.0.0.0/8"}, "m": {"type": "MACADDR", "defaultValue": "08:00:2B:01:02:03"}
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
SELECT orm_sync();

-- ---- Defaults
SELECT orm_create('Host', '{}');
-- Null
SELECT orm_create('Host', '{"h": null, "c": null, "i": null, "n": null, "m": null}');
-- The smallest
SELECT orm_create('Host', '{"h": {}, "c": "", "i": "0.0.0.0", "n": "0.0.0.0/0", "m": "00:00:00:00:00:00"}');
-- The largest. The values of an HSTORE are texts; shorter keys come first, of equal ones the last is kept.
SELECT orm_create('Host', '{"h": {"b": 1, "aa": true, "q\"": "x=>\\\"y", "": "e", "a": 1, "a": 1.50}, "c": "ÄB", "i": "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "n": "::/0", "m": "ff-ff-ff-FF-FF-FF"}');
-- Addresses in their shortest form
SELECT orm_create('Host', '{"i": "192.168.0.1/24", "n": "192.168.0.0/24"}');
SELECT orm_create('Host', '{"i": "2001:0DB8:0000:0000:0000:0000:0000:0001/128", "n": "2001:db8:0:0::/64"}');
SELECT orm_bulk_create('Host', '[{"i": "::"}, {"i": "::1"}, {"i": "1::"}, {"i": "::ffff:1.2.3.4"}, {"i": "::1.2.3.4"}, {"i": "1:0:0:2:0:0:0:3"}, {"i": "1:0:2:0:3:0:4:0"}, {"i": "0:0:1:1:1:1:1:1"}]', '{"returning": false}');
SELECT orm_find_all('Host', '{"attributes": ["i"], "where": {"id": {"$gt": 6}}, "order": ["id"]}');

-- ---- Wrong
SELECT orm_validate('Host', '{"h": {"a": {}}, "c": ["x"], "i": "256.0.0.1", "n": "10.0.0.0", "m": "zz:00:2b:01:02:03"}');
SELECT orm_validate('Host', '{"h": "a=>1", "c": true, "i": 1, "n": "192.168.0.1/24", "m": "08:00:2b:01:02"}');
SELECT orm_validate('Host', '{"i": "1.2.3", "n": "10.0.0.0/33"}');

-- ---- Conditions: CITEXT ignores the case of letters
SELECT orm_find_all('Host', '{"attributes": ["id", "c"], "where": {"c": "aB", "id": 1}}');
SELECT orm_find_all('Host', '{"attributes": ["id"], "where": {"i": "0:0:0:0:0:0:0:1"}}');
SELECT orm_find_all('Host', '{"attributes": ["id"], "where": {"m": "FF:FF:FF:FF:FF:FF"}}');

-- ---- TSVECTOR: a text on SQLite, lexemes on PostgreSQL
SELECT orm_define('Page', '{"words": "TSVECTOR"}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync('Page');
-- @each
SELECT orm_create('Page', '{"words": "a fat cat"}');
SELECT orm_create('Page', '{"words": null}');
SELECT orm_validate('Page', '{"words": false}');
