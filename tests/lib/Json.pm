package Json;

# JSON as a tree that keeps every token as it was written: {members => [[key, value]…]},
# {items => [value…]}, or the token of a scalar.

use strict;
use warnings;

sub parse {
    my ($text) = @_;
    my $value = value(\$text);
    die "not JSON: $text\n" if !defined $value || $text !~ /\G\s*\z/gc;
    return $value;
}

sub value {
    my ($text) = @_;
    return members($text) if $$text =~ /\G\s*\{/gc;
    return items($text) if $$text =~ /\G\s*\[/gc;
    return $1 if $$text =~ /\G\s*("(?:[^"\\]|\\.)*"|[-+.\w]+)/gcs;
    return undef;
}

sub members {
    my ($text) = @_;
    my @members;
    until ($$text =~ /\G\s*\}/gc) {
        $$text =~ /\G\s*,?\s*("(?:[^"\\]|\\.)*")\s*:/gcs or die "a member is missing in $$text\n";
        my $key = $1;
        push @members, [ $key, value($text) ];
    }
    return { members => \@members };
}

sub items {
    my ($text) = @_;
    my @items;
    until ($$text =~ /\G\s*\]/gc) {
        $$text =~ /\G\s*,/gc;
        my $item = value($text);
        die "an item is missing in $$text\n" unless defined $item;
        push @items, $item;
    }
    return { items => \@items };
}

# The text that a string's token stands for.
sub text {
    my ($token) = @_;
    my %plain = (b => "\b", f => "\f", n => "\n", r => "\r", t => "\t");
    $token =~ s/^"|"$//g;
    $token =~ s/\\(?:u([0-9a-fA-F]{4})|(.))/defined $1 ? chr hex $1 : exists $plain{$2} ? $plain{$2} : $2/ge;
    return $token;
}

sub compact {
    my ($value) = @_;
    return $value unless ref $value;
    return '[' . join(',', map { compact($_) } @{ $value->{items} }) . ']' if $value->{items};
    return '{' . join(',', map { "$_->[0]:" . compact($_->[1]) } @{ $value->{members} }) . '}';
}

# Indented for reading: what fits into the width stays on one line.
sub pretty {
    my ($value, $width, $indent) = @_;
    $indent ||= '';
    my $flat = flat($value);
    return $flat if !ref $value || length($indent) + length($flat) <= $width;
    my $deeper = "$indent  ";
    my ($open, $close, @parts) =
      $value->{items}
      ? ('[', ']', map { pretty($_, $width, $deeper) } @{ $value->{items} })
      : ('{', '}', map { "$_->[0]: " . pretty($_->[1], $width, $deeper) } @{ $value->{members} });
    return "$open\n" . join(",\n", map { "$deeper$_" } @parts) . "\n$indent$close";
}

sub flat {
    my ($value) = @_;
    return $value unless ref $value;
    return '[' . join(', ', map { flat($_) } @{ $value->{items} }) . ']' if $value->{items};
    return '{' . join(', ', map { "$_->[0]: " . flat($_->[1]) } @{ $value->{members} }) . '}';
}

1;
