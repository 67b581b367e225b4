'use strict';
/* Writes tests/data/patterns.tsv: patterns, flags and texts, and what JavaScript says of them.
 *
 *     node tests/differential/patterns.js > tests/data/patterns.tsv
 *
 * Left out is where we differ on purpose: characters beyond U+FFFF without the flag u (ours are code
 * points), lookbehinds of variable length (refused), a group's text after the loop around it has
 * begun again (kept), letters beyond ASCII whose case only the flag u folds (always folded). */
const { write } = require('./tsv');

/* pattern, flags, texts */
const cases = [
  ['^[a-z]+$', 'i', ['abc', 'ABC', 'a1', '', 'ſ', '\u212a', 'k', 'K']],
  ['s', 'i', ['ſ', 'S', 's', '\u212a']], ['k', 'i', ['\u212a', 'K']], ['s', 'iu', ['ſ', 'S']], ['[^s]', 'i', ['ſ', 'S', 's']],
  ['[ſ]', '', ['ſ', 's']], ['[a-zſ]', 'i', ['ſ', '\u212a']], ['[\\W]', 'i', ['ſ', 's']], ['\\W', 'i', ['ſ']], ['\\w', 'i', ['ſ', 's']],
  ['[\\S]', 'i', ['ſ', ' ']], ['[^\\S]', 'i', ['ſ', ' ']], ['(?:ks)+', 'i', ['KſkS', 'KSks']],
  ['a.c', '', ['abc', 'a\nc', 'a\rc', 'a\u2028c', 'a\u2029c', 'a\u0085c', 'a\vc', 'a\fc']],
  ['a.c', 's', ['a\nc', 'a\u2028c']],
  ['^b', 'm', ['a\nb', 'a\rb', 'a\u2028b', 'a\r\nb', 'a\u0085b', 'a\vb', 'ab']], ['^b', '', ['a\nb', 'b']],
  ['a$', '', ['a\n', 'a', 'b\na', 'a\r\n']], ['a$', 'm', ['a\n', 'a\r\n', 'a\u2029b', 'a\u0085', 'ab']], ['^$', 'm', ['a\n', 'a']], ['^$', '', ['', '\n']],
  ['\\s', '', [' ', '\u00a0', '\ufeff', '\u3000', '\u1680', '\u2003', '\u200b', '\u0085', '\u180e', 'x', '\v', '\f', '\u2028']],
  ['^\\S+$', '', ['a\u00a0b', 'ab', 'a\ufeff', 'é中']], ['[\\s]', '', ['\u202f']], ['[^\\s]', '', ['\u205f']], ['[\\S]', '', ['\u205f', '\u200b']],
  ['\\d', '', ['1', '١', '１']], ['\\D', '', ['1', '١']], ['\\w', '', ['_', 'é', 'A']], ['[\\w-]', '', ['-']], ['[\\d-x]', '', ['-', 'x', '5', 'a']], ['[x-\\d]', '', ['-', 'y']],
  ['\\bfoo\\b', '', ['a foo b', 'foobar', 'éfoo', 'foo']], ['\\Bo', '', ['foo', 'o']],
  ['\\h', '', ['h', ' ', '\t']], ['\\A\\Z\\z\\G', '', ['AZzG', '']], ['\\Qa.b\\E', '', ['Qa.bE', 'a.b']], ['\\v', '', ['\v', '\n']], ['[\\v]', '', ['\n', '\v']],
  ['\\R\\X\\N\\K\\C\\e\\a\\H\\V', '', ['RXNKCeaHV']], ['\\p{L}', '', ['p{L}', 'a']], ['\\p{L}', 'u', ['a', 'é', '1', '中']], ['\\p{Lu}', 'u', ['a', 'É']],
  ['\\P{Letter}', 'u', ['1', 'a']], ['\\p{Script=Greek}', 'u', ['α', 'a']], ['\\p{sc=Han}', 'u', ['中', 'a']], ['[\\p{N}\\p{P}]', 'u', ['1', '!', 'a']],
  ['\\p{Alphabetic}', 'u', ['a', '1']], ['\\p{White_Space}', 'u', [' ', 'a']], ['\\p{Foo}', 'u', ['a']], ['\\p{L', 'u', ['a']], ['\\p{Uppercase_Letter}', 'u', ['A', 'a']],
  ['\\p{Any}', 'u', ['a']], ['\\p{Assigned}', 'u', ['a', '\u0378']], ['\\p{gc=Decimal_Number}', 'u', ['١', 'a']], ['\\p{ASCII}', 'u', ['a', 'é']],
  ['\\0', '', ['\x01', 'a']], ['\\x41', '', ['A', 'x41']], ['\\x4', '', ['x4']], ['\\u0041', '', ['A']], ['\\u41', '', ['u41']], ['\\u{41}', 'u', ['A']], ['\\u{2}', '', ['uu', 'u{2}']],
  ['\\ud83d\\ude00', 'u', ['😀']], ['^.$', 'u', ['😀', 'ab']], ['\\cA', '', ['\x01', 'cA']], ['\\c', '', ['\\c', 'c']], ['\\c1', '', ['\\c1']], ['[\\c1]', '', ['\x11', '1', 'c']], ['[\\c*]', '', ['\\', 'c', '*']],
  ['\\101', '', ['A']], ['\\8', '', ['8']], ['\\9a', '', ['9a']], ['[\\101]', '', ['A']], ['\\377', '', ['ÿ']], ['\\400', '', [' 0', '\u0100']],
  ['(a)\\1', '', ['aa', 'ab']], ['(a)|\\1b', '', ['b', 'a']], ['\\1(a)', '', ['a', 'aa']], ['(a\\1)', '', ['a']], ['\\2(a)(b)', '', ['ab', '\x02ab']], ['(a)\\2', '', ['a\x02', 'aa']], ['(a)\\10', '', ['a\x08', 'aa0']],
  ['(?<x>a)\\k<x>', '', ['aa', 'ak<x>']], ['\\k<x>', '', ['k<x>']], ['(?<x>a)\\k<y>', '', ['aa']], ['(?<x>a)\\k', '', ['ak']], ['(?<x$1é>a)\\k<x$1é>', '', ['aa']], ['(?<>a)', '', ['a']],
  ['a{2}', '', ['aa', 'a']], ['a{2,}', '', ['aaa']], ['^a{1,2}$', '', ['aa', 'aaa']], ['a{,2}', '', ['a{,2}', 'aa']], ['a{', '', ['a{']], ['a{1', '', ['a{1']], ['a{x}', '', ['a{x}']], ['a{1,2', '', ['a{1,2']], ['a{ 1 }', '', ['a{ 1 }', 'a']],
  ['a{2,1}', '', ['a']], ['{2}', '', ['a']], ['a**', '', ['a']], ['a++', '', ['a']], ['a+?', '', ['a']], ['a??', '', ['a']], ['a???', '', ['a']], ['*', '', ['a']], ['^*', '', ['a']], ['$+', '', ['a']], ['\\b+', '', ['a']], ['(?:)+', '', ['']], ['(*)', '', ['a']],
  ['(?=a)*b', '', ['b']], ['(?!a){2}b', '', ['b', 'ab']], ['(?<=a)+b', '', ['ab']], ['(?=a)*b', 'u', ['b']],
  ['(?<=a)b', '', ['ab', 'b']], ['(?<!a)b', '', ['ab', 'b', 'cb']], ['(?<=\\d{2})x', '', ['12x', '1x']],
  ['[]', '', ['', 'a', ']']], ['[^]', '', ['', 'a', '\n']], ['[]a]', '', ['a]', 'a']], ['[^]a]', '', ['xa]', 'a]']], ['a]', '', ['a]']], ['a}', '', ['a}']], ['a]', 'u', ['a]']],
  ['[[:alpha:]]', '', ['a]', ':]', 'z]', 'z']], ['[[a]]', '', ['[]', 'a]']], ['[a-]', '', ['-']], ['[-a]', '', ['-']], ['[a-c-e]', '', ['-', 'd', 'e']], ['[z-a]', '', ['a']], ['[\\b]', '', ['\b', 'b']], ['[\\B]', '', ['B']], ['[\\]]', '', [']']], ['[\\^a]', '', ['^']], ['[a^]', '', ['^']], ['[.*+]', '', ['.', 'x']], ['[\\u0041-\\x43]', '', ['B', 'D']], ['[é-ÿ]', 'i', ['É', 'é', 'E']], ['[α-ω]+', 'i', ['ΑΒΓ', 'abc']], ['[&&a]', '', ['&']], ['[a--b]', '', ['b']], ['[a-\\d]', 'u', ['a']],
  ['[\\u00a1-\\uffff]', '', ['é', '\uffff', 'a']], ['[^\\x00-\\x7F]', '', ['é', 'a']],
  ['(?i)a', '', ['A']], ['(?#c)a', '', ['a']], ['(?>a)', '', ['a']], ['(?P<n>a)', '', ['a']], ['(?|a)', '', ['a']], ['(', '', ['']], [')', '', ['']], ['(a', '', ['a']], ['a)', '', ['a']], ['[a', '', ['a']], ['\\', '', ['\\']], ['(?', '', ['']], ['(?<', '', ['']], ['(?<a', '', ['a']],
  ['', '', ['', 'a']], ['|', '', ['x']], ['a||b', '', ['']], ['(|a)b', '', ['b']], ['a#b c', '', ['a#b c', 'a']], ['/', '', ['a/b']], ['\\/', '', ['/']], ['\\-', '', ['-']], ['\\-', 'u', ['-']], ['[\\-]', 'u', ['-']], ['\\é', '', ['é']], ['\\_', '', ['_']],
  ['a', 'gi', ['A']], ['a', 'y', ['ba', 'ab']], ['a', 'd', ['a']], ['a', 'ii', ['a']], ['a', 'x', ['a']], ['a', 'I', ['a']],
  ['ß', 'i', ['SS', 'ß']], ['σ', 'i', ['ς', 'Σ']], ['µ', 'i', ['Μ', 'μ']], ['ä', 'i', ['Ä']], ['İ', 'i', ['i', 'I', 'ı']], ['ı', 'i', ['I', 'i']], ['ǆ', 'i', ['ǅ', 'Ǆ']], ['Я', 'i', ['я']],
  ['^(?=.*[A-Z])(?=.*\\d)[^\\s]{8,}$', '', ['Passw0rdX', 'password1', 'Ab1']], ['^\\+?[1-9]\\d{1,14}$', '', ['+14155552671', '014']], ['^(?:[a-z0-9]+(?:-[a-z0-9]+)*)$', '', ['a-b-c', 'a--b']],
];

/* ---- and random ones */

let seed = 12345;
const random = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const pick = (list) => list[random(list.length)];

const letters = ['a', 'b', 's', 'K', '1', '-', ' ', 'é', 'ſ', 'É', '\\n', '\\.', '_', '\\x61', '中'];
const sets = ['\\d', '\\w', '\\s', '\\D', '\\W', '\\S'];

function makeClass() {
  let out = pick(['[', '[', '[^']);
  for (let i = random(4); i >= 0; i--) out += pick([pick(letters), pick(sets), 'a-s', '0-5', 'A-Z', '\\-', ']'.slice(1), '-']);
  return `${out}]`;
}

function makeAtom(depth) {
  switch (random(depth > 2 ? 4 : 8)) {
    case 0: return makeClass();
    case 1: return pick(sets);
    case 2: return pick(['.', '^', '$', '\\b', '\\B']);
    case 3: return pick(letters);
    case 4: return `(?:${makePattern(depth + 1)})`;
    case 5: return `(${makePattern(depth + 1)})`;
    case 6: return `(?${pick('=!')}${makePattern(depth + 1)})`;
    default: return pick(letters) + pick(letters);
  }
}

function makePattern(depth) {
  let out = '';
  for (let i = random(3); i >= 0; i--) {
    out += makeAtom(depth) + pick(['', '', '', '*', '+', '?', '{1,2}', '*?', '{2}']);
    if (random(6) === 0) out += '|';
  }
  return out;
}

function makeText() {
  let out = '';
  for (let i = random(8); i > 0; i--) out += pick(['a', 'A', 'b', 's', 'S', 'k', 'K', '1', '-', ' ', 'é', 'É', 'ſ', '\u212a', '\n', '.', '_', '中', '\u00a0']);
  return out;
}

for (let i = 0; i < 700; i++) cases.push([makePattern(0), pick(['', '', 'i', 'i', 'm', 's', 'ims']), [makeText(), makeText(), makeText(), makeText()]]);

/* ---- what JavaScript says */

function answer(pattern, flags, text) {
  try {
    return text.match(new RegExp(pattern, flags)) ? '1' : '0';
  } catch (error) {
    return '!';
  }
}

const rows = [];
for (const [pattern, flags, texts] of cases) for (const text of texts) rows.push([pattern, flags, text, answer(pattern, flags, text)]);
write(['Written by tests/differential/patterns.js.  answer: 1 a match, 0 none, ! no pattern'], ['pattern', 'flags', 'text', 'answer'], rows);
