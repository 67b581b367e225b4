# orm_each over a portal: memory, snapshot, what stops it, what is left behind.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION orm;
    SELECT orm_define('A', '{"n": "INTEGER"}', '{"timestamps": false, "tableName": "a"}');
    SELECT orm_define('B', '{"n": "INTEGER"}', '{"timestamps": false, "tableName": "b"}');
    SELECT orm_has_many('A', 'B', '{"as": "bs", "foreignKey": "aId"}');
    SELECT orm_sync(NULL);
    INSERT INTO a (n) SELECT g FROM generate_series(1, 100000) g;
    INSERT INTO b (n, "aId") SELECT g, g FROM generate_series(1, 100000) g;
    ANALYZE;
});

my $bytes = 'SELECT sum(total_bytes) FROM pg_backend_memory_contexts';
my $left = q{SELECT count(*) FROM pg_backend_memory_contexts WHERE name LIKE 'orm call%'};
my $session = $node->background_psql('postgres', on_error_stop => 0);

sub ask { return $session->query($_[0]) }

# ---- memory

for my $options ('{}', '{"include": ["bs"]}') {
    ask('BEGIN');
    ask("DECLARE c NO SCROLL CURSOR FOR SELECT orm_each('A', '$options')");
    ask('MOVE 10000 FROM c');
    my $before = ask($bytes);
    ask('MOVE 80000 FROM c');
    cmp_ok(ask($bytes) - $before, '<', 1_000_000, "memory stays what it is: $options");
    ask('COMMIT');
    is(ask($left), 0, 'nothing is left of a cursor that was not read to its end');
}
is(ask(q{SELECT count(*) FROM orm_each('A')}), 100000, 'in FROM');
is(ask(q{SELECT count(v) FROM (SELECT orm_each('A', '{"include": ["bs"]}') ->> 'id' AS v) q}), 100000, 'in a select list');
is(ask(q{SELECT orm_each('A', '{"order": ["id"]}') LIMIT 2}), qq({"id":1,"n":1}\n{"id":2,"n":2}), 'LIMIT');
is(ask(q{SELECT (orm_each('A', '{"order": ["id"], "limit": 2}') ->> 'id') || (orm_each('A', '{"order": ["id"], "limit": 2}') ->> 'n')}), "11\n22", 'two at a time');
is(ask($left), 0, 'nothing is left');

# ---- one snapshot

ask('BEGIN');
ask(q{DECLARE c CURSOR FOR SELECT orm_each('A', '{"include": ["bs"], "order": ["id"]}')});
is(ask('FETCH 1 FROM c'), '{"id":1,"n":1,"bs":[{"id":1,"n":1,"aId":1}]}', 'the first row');
$node->safe_psql('postgres', 'UPDATE a SET n = 0 WHERE id > 50; UPDATE b SET n = 0; INSERT INTO a (n) VALUES (1)');
ask('UPDATE b SET n = -1 WHERE "aId" > 50');
ask('MOVE 99998 FROM c');
is(ask('FETCH ALL FROM c'), '{"id":100000,"n":100000,"bs":[{"id":100000,"n":100000,"aId":100000}]}', 'what is written meanwhile is not seen');
ask('ROLLBACK');
is(ask(q{SELECT count(orm_create('A', '{}')) FROM (SELECT orm_each('A', '{"where": {"id": {"$lt": 1001}}}') OFFSET 0) q}), 1000, 'rows made in the loop are not among those');

# ---- transactions, subtransactions, errors

ask('BEGIN');
ask(q{DECLARE c CURSOR FOR SELECT orm_each('A', '{"order": ["id"], "attributes": ["id"]}')});
ask('MOVE 5 FROM c');
ask('SAVEPOINT s');
ask('MOVE 100 FROM c');
ask('SELECT 1/0');
ask('ROLLBACK TO s');
is(ask('FETCH 1 FROM c'), '{"id":106}', 'begun before a subtransaction that fails, it goes on');
ask('COMMIT');
ask('BEGIN');
ask(q{DECLARE c CURSOR FOR SELECT orm_each('A', '{"order": ["id"], "attributes": ["id"]}')});
ask('SAVEPOINT s');
ask('MOVE 5 FROM c');
ask('ROLLBACK TO s');
$session->{stderr} = '';
ask('MOVE 100 FROM c');
like($session->{stderr}, qr/UnsupportedError: the rows were being read in a subtransaction that is over/, 'begun inside of it, it ends with it');
ask('ROLLBACK');
is(ask($left), 0, 'nothing is left');
ask('BEGIN');
for my $number (1 .. 8) { # what is closed first depends on names
    ask('BEGIN');
    ask("DECLARE c$number CURSOR WITH HOLD FOR SELECT orm_each('A', '{\"order\": [\"id\"], \"include\": [\"bs\"], \"limit\": 500}') ->> 'id'");
    ask("MOVE 5 FROM c$number");
    ask('COMMIT');
    is(ask("FETCH 1 FROM c$number"), '6', "a cursor that outlives its transaction: $number");
    ask("MOVE 493 FROM c$number");
    is(ask("FETCH ALL FROM c$number"), '500', 'to its end');
    ask("CLOSE c$number");
}
is(ask('SELECT count(*) FROM pg_cursors'), 0, 'no cursor is left');
$session->{stderr} = '';
ask(q{SELECT orm_each('A', '{"attributes": [[{"$literal": "1000 / (1000 - id)"}, "x"]], "order": ["id"]}') OFFSET 1500});
like($session->{stderr}, qr/division by zero.*"name":"DatabaseError"/s, 'an error in the middle has our JSON');
ask('SET statement_timeout = 10');
$session->{stderr} = '';
ask(q{SELECT count(*) FROM (SELECT orm_each('A') FROM generate_series(1, 10000)) q});
like($session->{stderr}, qr/canceling statement due to statement timeout/, 'it can be cancelled');
ask('RESET statement_timeout');
is(ask($left), 0, 'nothing is left');

# ---- locks, rights, other callers

ask('BEGIN');
ask(q{SELECT orm_each('A', '{"where": {"id": [3, 4]}, "lock": true}')});
is($node->safe_psql('postgres', q{SELECT orm_each('A', '{"where": {"id": [2, 3, 4]}, "lock": true, "skipLocked": true, "attributes": ["id"]}')}), '{"id":2}', 'rows are locked');
ask('COMMIT');
$node->safe_psql('postgres', 'CREATE ROLE stranger');
my ($code, $out, $errors) = $node->psql('postgres', q{SET ROLE stranger; SELECT orm_each('A')});
like($errors, qr/permission denied for table a/, "the caller's rights");
is(ask(q{SELECT array(SELECT orm_each('A', '{"order": ["id"], "limit": 3}') ->> 'id')}), '{1,2,3}', 'in a sub-select');
ask(q{CREATE FUNCTION first_of() RETURNS json LANGUAGE sql AS $$ SELECT orm_each('A', '{"order": ["id"], "attributes": ["id"]}') $$});
is(ask('SELECT first_of()'), '{"id":1}', 'of a function that wants one row');
is(ask($left), 0, 'nothing is left');

# ---- statements that are only shown

is(ask('SET default_transaction_read_only = on'), '', 'read only');
is(ask(q{SELECT orm_explain('create', '["A", {"n": 1}]') -> 0 -> 'plan' -> 0 -> 'Plan' ->> 'Operation'}), 'Insert', 'what would write is explained');
is(ask(q{SELECT orm_explain('find_all', '["A", {"include": ["bs"]}]') -> 1 -> 'plan' -> 0 -> 'Plan' ->> 'Node Type'}), 'Sort', 'keys that are not known are no NULL');
is(ask('RESET default_transaction_read_only'), '', 'not any more');
is(ask(q{SELECT count(*) FROM a WHERE n = -5}), 0, 'nothing of it ran');

$session->quit;
$node->stop;
done_testing();
