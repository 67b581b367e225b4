package Script;

# Scripts of portable statements: read, and run through psql and the sqlite3 shell.
#
# Only what perl-base has is used, so that these programs run wherever Debian does.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

my $root = dirname(dirname(dirname(__FILE__)));

# A line of its own that both shells print behind every statement: what stands before it is the answer.
sub mark { return "~~~~ answer $_[0] ends ~~~~" }

# The statements of a file: {sql, comment, line, only, each, hidden, needs}. Directives are comments, and
# stand before the statement they are about; tests/conformance/README.md lists them.
sub read_file {
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!\n";
    my $text = do { local $/; <$in> };
    close $in;

    my @statements;
    my ($comment, $sql, $line) = ('', '', 1);
    my %directives;
    my $finish = sub {
        push @statements, { sql => $sql, comment => $comment, line => $line, %directives };
        ($comment, $sql) = ('', '');
        delete @directives{qw(only each hidden)};
    };
    pos($text) = 0;
    while (pos($text) < length $text) {
        if ($sql eq '') {
            next if $text =~ /\G\s+/gc;
            if ($text =~ /\G--[ ]*\@(\w+)[ ]*(.*)\n?/gc) {
                directive(\%directives, $1, $2, $file);
                next;
            }
            if ($text =~ /\G(--.*)\n?/gc) {
                $comment .= "$1\n";
                next;
            }
            $line = 1 + (substr($text, 0, pos $text) =~ tr/\n//);
        }
        if ($text =~ /\G;/gc) {
            $sql .= ';';
            $finish->() unless in_trigger($sql);
        }
        elsif ($text =~ /\G((?:'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\2\$|--[^\n]*|[^;'"\$-]+|[\$-]))/gcs) {
            $sql .= $1;
        }
        else {
            die "$file:$line: a quote is not closed\n";
        }
    }
    die "$file:$line: the last statement has no semicolon\n" if $sql ne '';
    return @statements;
}

sub directive {
    my ($directives, $name, $value, $file) = @_;
    if ($name eq 'only') {
        die "$file: \@only postgres or \@only sqlite\n" unless $value =~ /^(postgres|sqlite)$/;
        $directives->{only} = $value;
    }
    elsif ($name eq 'needs') {
        die "$file: \@needs EXTENSION\n" unless $value =~ /^\w+$/;
        $directives->{needs} = $value;
    }
    elsif ($name =~ /^(each|hidden|uuids)$/) {
        $directives->{$name} = 1;
    }
    else {
        die "$file: there is no directive \@$name\n";
    }
}

# A trigger's body has semicolons; it ends with END;
sub in_trigger {
    my ($sql) = @_;
    return $sql =~ /^create\s+(?:temp\s+|temporary\s+)?trigger\b/i && $sql =~ /\bbegin\b/i && $sql !~ /\bend\s*;$/i;
}

# Runs the statements that are for this engine; gives what was printed for each of them, undefined
# for the others and for those that were not reached because the shell died. SQLite hands on an engine's
# error without our JSON of it, so what orm_last_error() answers stands behind each call, after a mark.
my $last_error = '~~~~ orm_last_error';

sub run {
    my ($engine, $statements, %how) = @_;
    my $folder = tempdir('orm-script.XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $input = "$folder/input";
    open my $out, '>', $input or die "$input: $!\n";
    print $out $engine eq 'sqlite' ? sqlite_head($how{library}) : postgres_head();
    my $command = $engine eq 'sqlite' ? '.print' : '\echo';
    for my $i (0 .. $#$statements) {
        next unless is_for($statements->[$i], $engine);
        print $out "$statements->[$i]{sql}\n";
        print $out ".print $last_error\nSELECT orm_last_error();\n" if $engine eq 'sqlite' && $statements->[$i]{sql} =~ /\borm_/;
        print $out "$command ", mark($i), "\n";
    }
    close $out;
    my $shell =
      $engine eq 'sqlite'
      ? "sqlite3 -batch -init /dev/null " . ($how{database} || ':memory:')
      : "psql -X -q -A -t -d $how{database}";
    my $wrapper = $how{wrapper} || '';
    my $seconds = $ENV{TEST_SECONDS} || 600;
    my $printed = `timeout $seconds $wrapper $shell <$input 2>&1`;
    my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
    return ($status, $printed, answers($printed, scalar @$statements));
}

sub is_for {
    my ($statement, $engine) = @_;
    return !$statement->{only} || $statement->{only} eq $engine;
}

sub postgres_head {
    return "\\pset null NULL\nSET client_min_messages = error;\nSET timezone = 'UTC';\n";
}

sub sqlite_head {
    my ($library) = @_;
    $library ||= "$root/" . ($ENV{BUILD} || 'build') . '/sqlite/orm';
    return ".mode list\n.headers off\n.nullvalue NULL\n.timeout 5000\n.load $library\nPRAGMA foreign_keys = ON;\n";
}

# The two parts of what was printed for a call on SQLite.
sub split_error {
    my ($text) = @_;
    return $text =~ /^(.*?)^\Q$last_error\E\n(.*)\z/ms ? ($1, $2) : ($text, '');
}

sub answers {
    my ($printed, $count) = @_;
    my @answers = (undef) x $count;
    while ($printed =~ /\G(.*?)^~~~~ answer (\d+) ends ~~~~\n/gcms) {
        my ($text, $i) = ($1, $2);
        chomp $text;
        $answers[$i] = $text;
    }
    return @answers;
}

1;
