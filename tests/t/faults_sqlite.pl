# What a writing call leaves in a SQLite file when its process is killed in the middle of it, or when the disk is
# full: nothing.
#
# The process is held in the middle by a temporary trigger that reads a named pipe: when that can be opened for
# writing, the call has come so far.
use strict;
use warnings;

use Fcntl qw(O_WRONLY);
use IPC::Run qw(run);
use PostgreSQL::Test::Utils;
use POSIX qw(mkfifo);
use Test::More;

alarm 60; # a call that never comes to the pipe would be waited for

my $extension = $ENV{ORM_SQLITE_EXTENSION};
my $folder = PostgreSQL::Test::Utils::tempdir;
my $pipe = "$folder/pipe";
mkfifo($pipe, 0600) or die "mkfifo: $!";

my $load = qq{.load "$extension"\nPRAGMA foreign_keys = ON;\n};
my @define = (
    q{SELECT orm_define('Item', '{"n": {"type": "INTEGER", "unique": true}}', '{"timestamps": false}') IS NULL;},
    q{SELECT orm_sync() IS NULL;});
my $trigger = qq{CREATE TEMP TRIGGER hold AFTER INSERT ON main."Items" WHEN NEW.n = 500 BEGIN SELECT readfile('$pipe'); END;};
my $list = q{(SELECT json_group_array(json_object('n', value)) FROM (WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c WHERE value < 1000) SELECT value FROM c))};
my %calls = (
    'bulk create' => qq{SELECT orm_bulk_create('Item', $list, '{"returning": false}');},
    'batch' => q{SELECT orm_batch('[{"call": "create", "args": ["Item", {"n": 1}]}, {"call": "create", "args": ["Item", {"n": 500}]}]');},
    'transaction of the caller' => qq{BEGIN; SELECT orm_create('Item', '{"n": 2000}'); SELECT orm_bulk_create('Item', $list);},
);

sub ask
{
    my ($file, @sql) = @_;
    my ($out, $errors) = ('', '');
    run ['sqlite3', '-batch', '-init', '/dev/null', $file], '<', \join("\n", $load, @sql), '>', \$out, '2>', \$errors;
    chomp($out, $errors);
    return ($out, $errors);
}

# A shell with these statements, which goes on by itself.
sub play
{
    my ($file, @sql) = @_;
    open(my $script, '>', "$folder/script") or die "open: $!";
    print $script join("\n", $load, @sql, '');
    close $script;
    my $pid = fork // die "fork: $!";
    return $pid if $pid;
    open(STDIN, '<', "$folder/script") and open(STDOUT, '>', "$folder/out") and open(STDERR, '>&', \*STDOUT) or die "open: $!";
    exec 'sqlite3', '-batch', '-init', '/dev/null', $file;
}

# ---- kill -9

for my $mode ('DELETE', 'WAL') {
    for my $name (sort keys %calls) {
        my $file = "$folder/$mode " . ($name =~ s/ .*//r) . '.db';
        ask($file, "PRAGMA journal_mode = $mode;", @define, q{SELECT orm_create('Item', '{"n": 0}');});
        my $pid = play($file, $trigger, $calls{$name});
        sysopen(my $held, $pipe, O_WRONLY) or die "open: $!"; # waits for the trigger
        kill 'KILL', $pid;
        waitpid($pid, 0);
        close $held;
        my ($left) = ask($file, q{SELECT orm_find_all('Item');}, 'PRAGMA integrity_check;', q{SELECT orm_create('Item', '{"n": 500}') ->> 'n';});
        is($left, qq{[{"id":1,"n":0}]\nok\n500}, "$mode, $name: kill -9");
    }
}

# ---- the disk is full

for my $name ('bulk create', 'batch') {
    my $file = "$folder/full $name.db";
    ask($file, @define);
    my $call = $name eq 'batch'
        ? qq{SELECT orm_batch(json_array(json_object('call', 'create', 'args', json_array('Item', json_object('n', 0))), json_object('call', 'bulk_create', 'args', json_array('Item', json($list)))));}
        : qq{SELECT orm_bulk_create('Item', $list, '{"returning": false}');};
    my ($out, $errors) = ask($file, 'PRAGMA max_page_count = 1;', $call, q{SELECT orm_last_error();}, q{SELECT orm_count('Item');},
        'PRAGMA integrity_check;', 'PRAGMA max_page_count = 100000;', q{SELECT orm_create('Item', '{"n": 500}') ->> 'n';});
    like($errors, qr/full/, "$name: the disk is full");
    like($out, qr/^\d+\n\{"name":"DatabaseError","message":"database or disk is full","code":"SQLITE_FULL"(,"at":"steps\[1\]")?\}\n0\nok\n100000\n500$/, "$name: nothing is left, and there is a way on");
}

done_testing();
