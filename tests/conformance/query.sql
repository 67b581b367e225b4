-- Raw SQL: orm_query.

-- @hidden
SELECT orm_define('User', '{"name":"STRING","emailAddress":{"type":"STRING","field":"email_address","unique":true},"active":"BOOLEAN","born":"DATE","meta":"JSON"}', '{"timestamps":false,"tableName":"users"}');
-- @hidden
SELECT orm_sync();
-- @hidden
SELECT orm_bulk_create('User', '[{"name":"Ada","emailAddress":"ada@x.org","active":true,"born":"1815-12-10T00:00:00.000Z","meta":{"a":[1,2]}},{"name":"Bob","emailAddress":"bob@x.org","active":false},{"name":"Cid"}]');

-- rows keep their columns' names; none is an empty list
SELECT orm_query('SELECT id, name, email_address FROM users ORDER BY id');
SELECT orm_query('SELECT id FROM users WHERE id > 100');
-- of equal names the last one counts
SELECT orm_query('SELECT 1 AS a, 2 AS b, 3 AS a');
-- with model, columns become attributes, written in their form
SELECT orm_query('SELECT * FROM users WHERE id < 3 ORDER BY id', '{"model":"User"}');
SELECT orm_query('SELECT id, 1 AS "emailAddress", name AS "name" FROM users ORDER BY id LIMIT 1', '{"model":"User","plain":true}');
SELECT orm_query('SELECT 1 AS a', '{"model":"Usr"}');
-- nest: dots make objects; without it they are part of the name
SELECT orm_query('SELECT id, name AS "user.name", id AS "user.key.id", 1 AS a FROM users ORDER BY id LIMIT 1', '{"nest":true}');
SELECT orm_query('SELECT name AS "user.name" FROM users ORDER BY id LIMIT 1');
-- plain: the first row, or NULL
SELECT orm_query('SELECT id FROM users ORDER BY id DESC', '{"plain":true}');
SELECT orm_query('SELECT id FROM users WHERE id > 100', '{"plain":true}');
-- options of a Node process are accepted
SELECT orm_query('SELECT 1 AS a', '{"raw":true,"type":"SELECT","logging":false,"mapToModel":false}');

-- replacements by position and by name: what a literal would mean
SELECT orm_query('SELECT ? AS a, ? AS b, ? AS c', '{"replacements":[1,"it''s ?",null]}');
SELECT orm_query('SELECT :a AS a, :b AS b, :a AS c', '{"replacements":{"a":-5,"b":"x","more":1}}');
SELECT orm_query('SELECT name FROM users WHERE id IN (:ids) ORDER BY id', '{"replacements":{"ids":[1,3,7]}}');
SELECT orm_query('SELECT name FROM users WHERE (id, name) IN (?) ORDER BY id', '{"replacements":[[[1,"Ada"],[2,"Bob"],[3,"?"]]]}');
SELECT orm_query('SELECT name FROM users WHERE email_address IS :e', '{"replacements":{"e":null}}');
-- text in quotes and comments is left alone
SELECT orm_query('SELECT '':a ?'' AS ":a" /* :a */, :a AS b -- :a', '{"replacements":{"a":"x"}}');
-- a value never becomes SQL
SELECT orm_query('SELECT count(*) AS n FROM users WHERE name = :n', '{"replacements":{"n":"'' OR 1=1 --"}}');
SELECT orm_query('SELECT count(*) AS n FROM users WHERE name = ?', '{"replacements":["x''); DELETE FROM users; --"]}');
-- bind: the engine finds the types; $$ is a dollar
SELECT orm_query('SELECT $1 AS a, $2 AS b, $1 AS c', '{"bind":[1,"two"]}');
SELECT orm_query('SELECT $one AS a, $two AS b, ''$$ / $$one'' AS c', '{"bind":{"one":1,"two":null}}');
SELECT orm_query('SELECT id FROM users WHERE id = $1 AND name = $2', '{"bind":["1","Ada"]}');
SELECT orm_query('SELECT $1 AS a, $2 AS b', '{"bind":[[1,"x"],{"a":[1]}]}');

-- what is wrong with values
SELECT orm_query('SELECT :one AS a, :three AS b', '{"replacements":{"one":1}}');
SELECT orm_query('SELECT ?, ?', '{"replacements":[1]}');
SELECT orm_query('SELECT $1, $01', '{"bind":[1,2]}');
SELECT orm_query('SELECT $one', '{"bind":"foobar"}');
SELECT orm_query('SELECT :one', '{"replacements":2}');
SELECT orm_query('SELECT $1 + ?', '{"replacements":[1],"bind":[1]}');
SELECT orm_query('SELECT $1');
SELECT orm_query('SELECT $1, $2', '{"bind":{}}');
SELECT orm_query('SELECT id FROM users WHERE id IN (?)', '{"replacements":[[]]}');
SELECT orm_query('SELECT 1', '{"replacement":[1]}');
SELECT orm_query('SELECT 1', '{"numbers":"text"}');
SELECT orm_query('SELECT 9007199254740993 AS a, 1 AS b', '{"numbers":"string","nest":true}');

-- statements that write; those without rows answer an empty list
SELECT orm_query('INSERT INTO users (name) VALUES (?)', '{"replacements":["Dan"]}');
SELECT orm_query('INSERT INTO users (name, email_address) VALUES ($n, $e) RETURNING id, name', '{"bind":{"n":"Eve","e":"eve@x.org"}}');
SELECT orm_query('UPDATE users SET name = :n WHERE id = :id', '{"replacements":{"n":"Eva","id":5}}');
SELECT orm_query('UPDATE users SET name = ''x'' WHERE id > 100 RETURNING id');
SELECT orm_query('DELETE FROM users WHERE id = 4');
SELECT orm_query('SELECT id, name FROM users ORDER BY id');
SELECT orm_query('CREATE TABLE extra (a integer)');
SELECT orm_query('INSERT INTO extra SELECT id FROM users WHERE id = 5 RETURNING a');
SELECT orm_query('DROP TABLE extra');
-- errors are the engine's; SQLite does not say which value it was
-- @each
SELECT orm_query('INSERT INTO users (email_address) VALUES (''ada@x.org'')');
SELECT orm_query('SELECT 1 FROM nowhere');
-- one statement, and none that ends the caller's transaction
SELECT orm_query('SELECT 1; DELETE FROM users');
SELECT orm_query('SELECT 1 AS a; -- nothing more');
SELECT orm_query(' -- nothing
 ;');
SELECT orm_query(NULL);
SELECT orm_query('COMMIT');
SELECT orm_query('/* so */ rollback');
SELECT orm_query('SAVEPOINT a');
-- what fails leaves nothing, in a transaction of the caller's too
BEGIN;
SELECT orm_query('INSERT INTO users (name) VALUES (''Fay'')');
SAVEPOINT a;
-- @each
SELECT orm_query('INSERT INTO users (id, email_address) VALUES (100, ''new@x.org''), (101, ''ada@x.org'')');
ROLLBACK TO a;
SELECT orm_query('SELECT count(*) AS n FROM users');
ROLLBACK;
SELECT orm_count('User');
-- calls inside
SELECT orm_query('SELECT orm_count(''User'') AS n');
SELECT orm_query('SELECT orm_count(''Usr'') AS n');

-- literals switched off switch it off
SELECT orm_config('allow_literal', 'false');
SELECT orm_query('SELECT 1 AS a');
