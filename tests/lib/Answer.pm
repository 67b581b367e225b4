package Answer;

# What an engine's shell printed for a statement, in the one form that both engines share.

use strict;
use warnings;
use File::Basename qw(dirname);
use Json;
use Script;

my $root = dirname(dirname(dirname(__FILE__)));

# Functions that answer a boolean, from the table of all functions.
my %is_boolean;

sub boolean_functions {
    open my $in, '<', "$root/core/api/api.def" or die "core/api/api.def: $!\n";
    my $table = do { local $/; <$in> };
    $table =~ s{/\*.*?\*/}{}gs;
    while ($table =~ /ORM_FUNCTION\(\s*(\w+),\s*\d+,\s*\d+,\s*\w+,\s*(\w+)/g) {
        $is_boolean{"orm_$1"} = 1 if $2 eq 'BOOLEAN';
    }
}
boolean_functions();

sub normal {
    my ($engine, $sql, $text) = @_;
    my $last_error;
    ($text, $last_error) = Script::split_error($text) if $engine eq 'sqlite';
    chomp $text;
    my $error = $engine eq 'sqlite' ? sqlite_error($text, $last_error) : postgres_error($text);
    return $error if defined $error;
    if ($sql =~ /^SELECT\s+(orm_\w+)\s*\(/i && $is_boolean{ lc $1 }) {
        $text =~ s/^(?:t|1)$/true/;
        $text =~ s/^(?:f|0)$/false/;
    }
    return $text;
}

# ERROR:  Name: sentence, and our JSON as DETAIL; an engine's error has it as the last line of HINT.
sub postgres_error {
    my ($text) = @_;
    my ($message) = $text =~ /^(?:ERROR|FATAL|PANIC):  (.*?)(?=^(?:DETAIL|HINT|LINE \d+|QUERY|CONTEXT):|\z)/ms or return undef;
    chomp $message;
    return ours($message, $1) if $text =~ /^DETAIL:  (\{"name":.*\})$/m;
    return of_engine($1) if $text =~ /^HINT:  (?:[^\n]*\n)*?(\{"name":.*\})$/m;
    return of_engine();
}

# Runtime error near line 3: Name: sentence, our JSON on the line below, the code behind it. Of an engine's
# error only its message is printed; orm_last_error() has the JSON, when it is that error's.
sub sqlite_error {
    my ($text, $last_error) = @_;
    my ($message) = $text =~ /^(?:Runtime error|Parse error|Error)[^:\n]*: (.*)/ms or return undef;
    $message =~ s/ \(\d+\)$//;
    return ours($1, $2) if $message =~ /^(.*?)\n(\{"name":.*\})$/s;
    return of_engine($last_error =~ /^\{"name":"\w+","message":("(?:[^"\\]|\\.)*")/ && Json::text($1) eq $message ? $last_error : undef);
}

sub ours {
    my ($message, $json) = @_;
    return "ERROR $message\n$json";
}

# Its message, code and constraint are the engine's own words; the rest is ours and the same on both.
sub of_engine {
    my ($json) = @_;
    return 'ERROR of the engine' unless $json;
    my $error = Json::parse($json);
    my ($name) = map { $_->[1] =~ /"(.*)"/ } grep { $_->[0] eq '"name"' } @{ $error->{members} };
    $error->{members} = [ grep { $_->[0] !~ /^"(?:name|message|code|constraint)"$/ } @{ $error->{members} } ];
    return "ERROR $name\n" . Json::compact($error);
}

my $TIME = qr/\b(\d\d\d\d-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z| ?\+00(?::?00)?)?/;

# Times that lie within the run become «now».
sub hide_times {
    my ($text, $from, $to) = @_;
    $text =~ s/($TIME)/my $at = "$2T$3"; $at ge $from && $at le $to ? '«now»' : $1/ge;
    return $text;
}

# UUIDs become «uuid 1», «uuid 2»… in order of appearance; the same one keeps its number.
sub hide_uuids {
    my ($text, $seen) = @_;
    my $x = '[0-9a-f]';
    my $uuid = qr/\b$x{8}-$x{4}-$x{4}-$x{4}-$x{12}\b/;
    for my $found ($text =~ /$uuid/g) {
        $seen->{$found} = 1 + keys %$seen unless $seen->{$found};
    }
    $text =~ s/($uuid)/«uuid $seen->{$1}»/g;
    return $text;
}

1;
