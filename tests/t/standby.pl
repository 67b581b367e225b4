# A hot standby: it knows what the primary defines, also in sessions that are open, and refuses to write.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->append_conf('postgresql.conf', "max_standby_streaming_delay = -1\n");
$primary->start;
$primary->backup('start');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'start', has_streaming => 1);
$standby->start;

sub on_primary
{
    my ($sql) = @_;
    $primary->safe_psql('postgres', $sql);
    $primary->wait_for_catchup($standby, 'replay');
}

on_primary(q{CREATE EXTENSION orm; SELECT orm_define('A', '{"x": "TEXT"}')});
is($standby->safe_psql('postgres', 'SELECT orm_models()'), '["A"]', 'what was defined before');

my $session = $standby->background_psql('postgres');
is($session->query_safe('SELECT orm_models()'), '["A"]', 'a session that stays');
on_primary(q{SELECT orm_define('B', '{"x": "TEXT"}')});
is($session->query_safe('SELECT orm_models()'), '["A","B"]', 'sees what is defined later');

$session->query_safe('BEGIN ISOLATION LEVEL REPEATABLE READ');
is($session->query_safe('SELECT orm_models()'), '["A","B"]', 'a transaction with one snapshot');
on_primary(q{SELECT orm_undefine('A')});
is($session->query_safe('SELECT orm_models()'), '["B"]', 'sees what is defined later, too');
$session->query_safe('COMMIT');
is($session->query_safe('SELECT orm_models()'), '["B"]', 'and keeps seeing it');
$session->quit;

# A program may say at its start what is defined already, on a standby as well.
is($standby->safe_psql('postgres', q{SELECT orm_define('B', '{"x": "TEXT"}') ->> 'name'}), 'B', 'what is there already');
my ($code, $out, $errors) = $standby->psql('postgres', "\\set VERBOSITY sqlstate\n" . q{SELECT orm_define('C', '{"x": "TEXT"}')});
like($errors, qr/ERROR:  25006/, 'nothing new');
is($standby->safe_psql('postgres', 'SELECT orm_models()'), '["B"]', 'and nothing half done');

$standby->promote;
is($standby->safe_psql('postgres', q{SELECT orm_define('C', '{"x": "TEXT"}') ->> 'name'}), 'C', 'until it is promoted');

$standby->stop;
$primary->stop;
done_testing();
