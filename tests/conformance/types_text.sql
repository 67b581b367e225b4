-- Texts: STRING, CHAR, TEXT, and STRING and CHAR with .BINARY, which are bytes. For each type: its default, null, the
-- smallest value, the largest, and wrong ones.
SELECT orm_define('Text', '{
  "s": "STRING", "s3": {"type": "STRING(3)", "defaultValue": "def"}, "sb": {"type": "STRING(4).BINARY", "defaultValue": "\\x00ff"},
  "c3": {"type": "CHAR(3)", "defaultValue": "d"}, "cb": "CHAR(2).BINARY",
  "t": {"type": "TEXT", "defaultValue": "it''s \"def\""}, "tt": "TEXT(''tiny'')", "tm": "TEXT(''medium'')", "tl": "TEXT(''long'')"
}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();
-- The second time there is nothing to do: what was made is what was wanted.
SELECT orm_sync();

-- ---- Defaults, and null where there is none. CHAR is padded with blanks on both engines.
SELECT orm_create('Text', '{}');
-- Null
SELECT orm_create('Text', '{"s": null, "s3": null, "sb": null, "c3": null, "cb": null, "t": null, "tt": null, "tm": null, "tl": null}');
-- The smallest
SELECT orm_create('Text', '{"s": "", "s3": "", "sb": "\\x", "c3": "", "cb": "\\x", "t": "", "tt": "", "tm": "", "tl": ""}');
-- The largest: a length counts characters, not bytes. Bytes are \x and hexadecimal digits, in and out.
SELECT orm_create('Text', '{"s3": "äöü", "sb": "\\x00ff0102", "c3": "äöü", "cb": "\\xABcd", "t": "\u00e4\ud83d\ude00\n\t\"\\/\u0001"}');
SELECT orm_count('Text', '{"where": {"s3": "äöü", "c3": "äöü", "sb": "\\x00FF0102"}}');
-- A number is a text too, as it was written; blanks at the end of a CHAR count for nothing.
SELECT orm_create('Text', '{"s": 12.50, "s3": 7, "t": 1e3, "c3": "x     "}');
SELECT orm_find_all('Text', '{"attributes": ["id", "c3"], "where": {"c3": "x"}}');

-- ---- Wrong: too long, no bytes, no text
SELECT orm_validate('Text', '{"s3": "abcd", "sb": "\\x0", "c3": "abcd", "cb": "00", "t": {"a": 1}, "tt": [1], "tm": true}');
-- Wrong: what no column can hold
SELECT orm_validate('Text', '{"s": "a\u0000b", "t": "\ud800"}');
-- In a condition the same value is refused by the same rule.
SELECT orm_find_all('Text', '{"where": {"s3": "abcd"}}');

-- ---- Definitions that cannot be
SELECT orm_define('Bad', '{"a": "STRING(0)"}');
SELECT orm_define('Bad', '{"a": "CHAR(10485761)"}');
SELECT orm_define('Bad', '{"a": {"type": "STRING(2)", "defaultValue": "abc"}}');
SELECT orm_define('Bad', '{"a": "STRNG"}');
SELECT orm_define('Bad', '{"a": "TEXT.BINARY"}');
