# The catalog survives pg_dump and pg_restore: by a superuser and by the database's owner, who is none,
# with the extension in a schema of its own, and into a database whose sessions are open.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('dump');
$node->init;
$node->start;
my $folder = $node->backup_dir;
mkdir $folder;

my $definitions = q{
    SELECT orm_define('User', '{"name": "STRING", "tags": {"type": "JSON", "defaultValue": ["é", "\"", "\\\\"]}}');
    SELECT orm_define('Post', '{"title": "TEXT"}', '{"scopes": {"recent": {"limit": 1}}}');
    SELECT orm_has_many('User', 'Post', '{"as": "posts"}');
};

# What orm_export() says there.
sub exported
{
    my ($database, %options) = @_;
    return $node->safe_psql($database, 'SELECT orm_export()', %options);
}

# ---- by a superuser, with all that is in the database

$node->safe_psql('postgres', 'CREATE DATABASE one');
$node->safe_psql('one', "CREATE EXTENSION orm; $definitions");
my $before = exported('one');
like($before, qr/"recent"/, 'there is something to dump');

$node->command_ok([ 'pg_dump', '-Fc', '-f', "$folder/one", 'one' ], 'dumped');
$node->safe_psql('postgres', 'CREATE DATABASE one_again');
$node->command_ok([ 'pg_restore', '-d', 'one_again', "$folder/one" ], 'restored');
is(exported('one_again'), $before, 'the same definitions');
is($node->safe_psql('one_again', 'SELECT stamp FROM orm_meta'), $node->safe_psql('one', 'SELECT stamp FROM orm_meta'),
    'the same stamp');
$node->safe_psql('one_again', q{SELECT orm_define('More', '{"x": "TEXT"}')});
like(exported('one_again'), qr/"More"/, 'and they can be added to');

# ---- by the owner of the database

$node->safe_psql('postgres', q{
    CREATE ROLE owner LOGIN;
    CREATE DATABASE two OWNER owner;
    CREATE DATABASE two_again OWNER owner;
});
my @as_owner = (extra_params => [ '-U', 'owner' ]);
$node->safe_psql('two', q{CREATE SCHEMA "My Schema"; CREATE EXTENSION orm SCHEMA "My Schema"}, @as_owner);
$node->safe_psql('two', qq{SET search_path = "My Schema"; $definitions}, @as_owner);
$node->command_ok([ 'pg_dump', '-U', 'owner', '-f', "$folder/two.sql", 'two' ], 'dumped by the owner');
$node->command_ok([ 'psql', '-XqU', 'owner', '-v', 'ON_ERROR_STOP=1', '-f', "$folder/two.sql", 'two_again' ], 'restored by the owner');
is($node->safe_psql('two_again', 'SELECT "My Schema".orm_export()', @as_owner), $before, 'the same definitions');

# ---- only the data, under sessions that know the old definitions

$node->safe_psql('postgres', 'CREATE DATABASE three');
$node->safe_psql('three', q{CREATE EXTENSION orm; SELECT orm_define('Old', '{"x": "TEXT"}')});
my $session = $node->background_psql('three');
my $models = sub { $session->query_safe('SELECT orm_models()') };
is($models->(), '["Old"]', 'a session knows what is defined');
$node->safe_psql('three', 'TRUNCATE orm_meta, orm_models');
$node->command_ok([ 'pg_restore', '-a', '-d', 'three', "$folder/one" ], 'rows restored under it');
$session->query_safe('SELECT pg_sleep(0.2)');
is($models->(), '["User","Post"]', 'it knows what was restored');
$session->quit;

$node->stop;
done_testing();
