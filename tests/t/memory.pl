# What calls take: little more than their answer, and nothing that stays.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = PostgreSQL::Test::Cluster->new('main');
$server->init;
$server->append_conf('postgresql.conf', "jit = off\nmax_parallel_workers_per_gather = 0\n");
$server->start;
$server->safe_psql('postgres', q{
    CREATE EXTENSION orm;
    SELECT orm_define('User', '{"name": "TEXT", "age": "INTEGER"}', '{"timestamps": false}');
    SELECT orm_define('Post', '{"title": "TEXT"}', '{"timestamps": false}');
    SELECT orm_has_many('User', 'Post', '{"as": "posts", "foreignKey": "userId"}');
    SELECT orm_sync();
    INSERT INTO "Users" SELECT i, repeat('user ', 30) || i, i % 90 FROM generate_series(1, 20000) i;
    INSERT INTO "Posts" SELECT i, repeat('a post of some words ', 12), 1 + i % 20000 FROM generate_series(1, 100000) i;
    ANALYZE;
});

# ---- the answer: at most three times its text

my $bytes = q{SELECT pg_column_size(orm_find_all('User', '%s'))};

sub memory
{
    my ($session, $line) = @_;
    return $session->query_safe("SELECT 1024 * substring(pg_read_file('/proc/self/status') FROM '$line:\\s*(\\d+)')::bigint");
}

# The first call, with a short answer, touches the same pages of the tables and indexes.
sub growth
{
    my ($session, $short, $long) = @_;
    $session->query_safe(sprintf $bytes, $short);
    my $before = memory($session, 'VmRSS');
    my $answer = $session->query_safe(sprintf $bytes, $long);
    return (memory($session, 'VmHWM') - $before, $answer);
}

my $ids = '"order": ["id"], "attributes": ["id"]';
my %long_of = (
    "{$ids}" => '{"order": ["id"]}',
    qq({$ids, "include": [{"association": "posts", "attributes": ["id"]}]}) => '{"order": ["id"], "include": ["posts"]}');

SKIP: {
    skip 'there is no /proc', 2 * keys %long_of unless -r '/proc/self/status';
    for my $short (sort keys %long_of) {
        my $session = $server->background_psql('postgres');
        my ($growth, $answer) = growth($session, $short, $long_of{$short});
        cmp_ok($answer, '>', 2e6, "a long answer to $long_of{$short}");
        cmp_ok($growth, '<', 3 * $answer, "takes $growth bytes for $answer");
        $session->quit;
    }
}

# ---- many calls in one transaction

my $calls = q{
    DO $$ BEGIN FOR i IN 1..%d LOOP
        PERFORM orm_find_by_pk('User', i);
        PERFORM orm_find_all('User', '{"where": {"id": 7}, "include": ["posts"]}');
        PERFORM orm_count('Post', '{"where": {"userId": 7}}');
        PERFORM orm_update('User', '{"age": 1}', '{"where": {"id": -1}}');
    END LOOP; END $$};
my $held = q{SELECT sum(total_bytes) FROM pg_backend_memory_contexts};

my $session = $server->background_psql('postgres');
$session->query_safe('BEGIN');
$session->query_safe(sprintf $calls, 1000);
my $before = $session->query_safe($held);
$session->query_safe(sprintf $calls, 25000);
my $grown = $session->query_safe($held) - $before;
cmp_ok($grown, '<', 64 * 1024, "100,000 calls leave $grown bytes");
$session->query_safe('COMMIT');
$session->quit;

$server->stop;
done_testing();
