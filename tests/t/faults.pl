# What a writing call leaves when its session is killed, ended, cancelled or out of time in the middle of it:
# nothing.  And what many sessions leave that look for the same rows at once: each row once, and no error.
#
# A call is held in the middle by a trigger that waits for a lock of another session, so that nothing depends on
# how fast it is.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('faults');
$node->init;
$node->append_conf('postgresql.conf', "max_connections = 100\nrestart_after_crash = on\n");
$node->start;

$node->safe_psql('postgres', q{
    CREATE EXTENSION orm;
    SELECT orm_define('Item', '{"n": {"type": "INTEGER", "unique": true}}', '{"timestamps": false}');
    SELECT orm_define('User', '{"mail": {"type": "STRING", "unique": true}}', '{"timestamps": false}');
    SELECT orm_sync();
    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(1);
            RETURN NEW;
        END $$;
    CREATE TRIGGER hold BEFORE INSERT ON "Items" FOR EACH ROW WHEN (NEW.n = 500) EXECUTE FUNCTION hold();
});

my %calls = (
    'bulk create' => q{SELECT orm_bulk_create('Item', (SELECT json_agg(json_build_object('n', i)) FROM generate_series(1, 1000) AS i), '{"returning": false}')},
    'batch' => q{SELECT orm_batch('[{"call": "create", "args": ["Item", {"n": 1}]}, {"call": "create", "args": ["Item", {"n": 500}]}]')},
    'list in a batch' => q{SELECT orm_batch('[{"call": "bulk_create", "args": ["Item", [{"n": 2}, {"n": 500}, {"n": 3}]]}]')},
);
my $waiting = q{SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted};

sub rows { return $node->safe_psql('postgres', q{SELECT count(*) FROM "Items"}) }

# Another session holds the lock; the call is in the middle when its session waits.
sub begin
{
    my ($call) = @_;
    my $holder = $node->background_psql('postgres');
    $holder->query_safe('SELECT pg_advisory_lock(1)');
    my $session = $node->background_psql('postgres', on_error_stop => 0);
    $session->query_until(qr/begun/, "\\echo begun\n$call;\n");
    $node->poll_query_until('postgres', "SELECT count(*) = 1 FROM ($waiting) AS it") or die 'it never waits';
    return ($holder, $session, $node->safe_psql('postgres', $waiting));
}

# ---- the session goes on, or is ended in order

sub after_signal
{
    my ($name, $call, $signal, $expected) = @_;
    my ($holder, $session, $pid) = begin($call);
    $node->safe_psql('postgres', "SELECT $signal($pid)");
    $node->poll_query_until('postgres', "SELECT count(*) = 0 FROM ($waiting) AS it") or die 'it still waits';
    is(rows(), 0, "$name: $signal");
    if ($signal eq 'pg_cancel_backend') {
        is($session->query('SELECT orm_count(\'Item\')'), '0', "$name: the session works on");
        like($session->{stderr}, qr/canceling statement due to user request/, "$name: the engine's own error");
    }
    eval { $session->quit };
    $holder->quit;
}

for my $name (sort keys %calls) {
    after_signal($name, $calls{$name}, 'pg_cancel_backend');
    after_signal($name, $calls{$name}, 'pg_terminate_backend');
}

# ---- it runs out of time, which it does for certain: nobody lets it go

my $holder = $node->background_psql('postgres');
$holder->query_safe('SELECT pg_advisory_lock(1)');
for my $name (sort keys %calls) {
    my (undef, undef, $errors) = $node->psql('postgres', "SET statement_timeout = '50ms';\n\\set VERBOSITY sqlstate\n$calls{$name}");
    like($errors, qr/ERROR:  57014/, "$name: statement_timeout");
    (undef, undef, $errors) = $node->psql('postgres', "SET lock_timeout = '50ms';\n\\set VERBOSITY sqlstate\n$calls{$name}");
    like($errors, qr/ERROR:  55P03/, "$name: lock_timeout");
    is(rows(), 0, "$name: out of time");
}

# In a transaction of the caller a savepoint keeps what was before.
my ($code, $out) = $node->psql('postgres', q{
    BEGIN;
    SELECT orm_create('Item', '{"n": 7}') ->> 'n';
    SAVEPOINT here;
    SET LOCAL statement_timeout = '50ms';
} . "$calls{'bulk create'};\n" . q{
    ROLLBACK TO here;
    SELECT orm_create('Item', '{"n": 8}') ->> 'n';
    COMMIT;
}, on_error_stop => 0);
is($out, "7\n8", 'a savepoint: the session works on');
is($node->safe_psql('postgres', q{SELECT string_agg(n::text, ' ' ORDER BY n) FROM "Items"}), '7 8', 'a savepoint: what was before stays');
$holder->quit;
$node->safe_psql('postgres', q{SELECT orm_destroy('Item', '{"where": {}}')});

# ---- kill -9: the server recovers

for my $name (sort keys %calls) {
    my ($holder, $session, $pid) = begin($calls{$name});
    kill 'KILL', $pid;
    eval { $session->quit };
    eval { $holder->quit };
    $node->poll_query_until('postgres', 'SELECT 1', '1') or die 'it does not come back';
    is(rows(), 0, "$name: kill -9");
    is($node->safe_psql('postgres', q{SELECT orm_count('Item')}), '0', "$name: what was defined is there");
}

# ---- many sessions look for the same rows

for my $function ('find_or_create', 'find_create_find', 'upsert') {
    my $doc = '{"mail": "' . $function . ':n"}';
    my $call = $function eq 'upsert'
        ? qq{SELECT orm_upsert('User', json_build_object('mail', '$function' || :n))}
        : qq{SELECT orm_$function('User', json_build_object('where', json_build_object('mail', '$function' || :n)))};
    $node->pgbench(
        '-n -c 64 -j 2 -t 20', 0,
        [qr/processed: 1280\/1280/], [qr/^$/],
        "64 sessions: orm_$function without an error",
        { "$function.sql" => "\\set n random(1, 10)\n$call;\n" });
    is($node->safe_psql('postgres', qq{SELECT count(*) || ' ' || count(DISTINCT mail) FROM "Users" WHERE mail LIKE '$function%'}),
        '10 10', "64 sessions: orm_$function leaves each row once");
}

# Those that are new are told so by exactly one session each.
my $told = $node->safe_psql('postgres', q{SELECT count(*) FROM (SELECT orm_find_or_create('User', '{"where": {"mail": "one"}}') ->> 1 AS created FROM generate_series(1, 5)) AS it WHERE created = 'true'});
is($told, '1', 'created is true once');

$node->stop;
done_testing();
