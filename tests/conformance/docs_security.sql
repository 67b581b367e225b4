-- The statements of docs/security.md. Written by docs/generate: change them there.

SELECT orm_define('User', '{"name": "STRING", "email": "STRING", "meta": "JSONB"}', '{"timestamps": false}');

-- @each
SELECT orm_sync();

SELECT orm_create('User', '{"name": "x''); DROP TABLE users; --", "meta": {"$fn": "now"}}');

SELECT orm_create('User', '{"name": "Ada", "role": "admin"}');

SELECT orm_find_all('User', '{"where": {"email": {"$param": "email"}}}', '{"email": {"$ne": null}}');

SELECT orm_config('allow_literal', 'false');

SELECT orm_find_all('User', '{"attributes": [[{"$literal": "current_timestamp"}, "t"]]}');

SELECT orm_find_all('User', '{"attributes": [[{"$cast": 1, "type": "SQL(''int'')"}, "t"]]}');

SELECT orm_find_all('User', '{"attributes": [[{"$fn": "random"}, "t"]]}');

SELECT orm_find_all('User', '{"attributes": [[{"$fn": "lower", "args": [{"$col": "email"}]}, "t"]]}');

SELECT orm_config('allow_literal', 'true');

-- @only postgres
SET orm.allow_literal = off;

-- @only postgres
SELECT orm_find_all('User', '{"attributes": [[{"$literal": "current_timestamp"}, "t"]]}');

-- @only postgres
RESET orm.allow_literal;

-- @only postgres
INSERT INTO "Users" (name, email) VALUES ('Bob', 'bob@example.org');

-- @only postgres
ALTER TABLE "Users" ENABLE ROW LEVEL SECURITY;

-- @only postgres
CREATE POLICY only_bob ON "Users" USING (name = 'Bob');

-- @only postgres
CREATE ROLE docs_reader;

-- @only postgres
GRANT SELECT ON "Users" TO docs_reader;

-- @only postgres
SET ROLE docs_reader;

-- @only postgres
SELECT orm_find_all('User', '{"attributes": ["name"]}');

-- @only postgres
SELECT orm_destroy('User', '{"where": {}}');

-- @only postgres
SELECT orm_define('Mine', '{"a": "INTEGER"}');

-- @only postgres
RESET ROLE;

-- @only postgres
DROP OWNED BY docs_reader;

-- @only postgres
DROP ROLE docs_reader;

-- @only sqlite
CREATE VIEW trap AS SELECT orm_find_all('User');

-- @only sqlite
SELECT * FROM trap;

