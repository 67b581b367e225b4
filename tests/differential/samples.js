'use strict';
/* Random texts for the scripts beside this one: of a pattern, or of a text with an error in it.  The
 * same SEED gives the same texts. */

let seed = Number(process.env.SEED || 20250615) >>> 0;

function random(n) {
  seed = (seed + 0x6d2b79f5) >>> 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % n;
}

const pick = (list) => list[random(list.length)];

const digits = '0123456789';
const word = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';

/* A reader of JavaScript patterns that writes one of the texts they fit: sets, groups, alternatives,
 * quantifiers, references; lookaheads and anchors count for nothing. */
class Writer {
  constructor(pattern) {
    this.pattern = [...pattern];
    this.at = 0;
    this.groups = [];
  }

  peek() {
    return this.pattern[this.at];
  }

  next() {
    return this.pattern[this.at++];
  }

  /* Alternatives up to a closing bracket: functions that write. */
  alternatives() {
    const all = [[]];
    while (this.at < this.pattern.length && this.peek() !== ')') {
      if (this.peek() === '|') {
        this.next();
        all.push([]);
      } else {
        all[all.length - 1].push(this.quantified());
      }
    }
    return () => pick(all).map((write) => write()).join('');
  }

  quantified() {
    const write = this.atom();
    let least = 1;
    let most = 1;
    const rest = this.pattern.slice(this.at).join('');
    const braces = rest.match(/^\{(\d+)(,(\d*))?\}/);
    if (braces) {
      least = Number(braces[1]);
      most = braces[2] ? Number(braces[3] || least + 3) : least;
      this.at += [...braces[0]].length;
    } else if ('*+?'.includes(this.peek() || ' ')) {
      const c = this.next();
      least = c === '+' ? 1 : 0;
      most = c === '?' ? 1 : 4;
    }
    if (this.peek() === '?' && (braces || most !== least)) this.next();
    return () => Array.from({ length: least + random(most - least + 1) }, write).join('');
  }

  atom() {
    const c = this.next();
    if (c === '(') return this.group();
    if (c === '[') return this.set();
    if (c === '\\') return this.escape();
    if (c === '.') return () => pick(word);
    if (c === '^' || c === '$') return () => '';
    return () => c;
  }

  group() {
    let isSilent = false;
    let number = -1;
    const rest = this.pattern.slice(this.at).join('');
    const kind = rest.match(/^\?(?:[:=!]|<[=!])/);
    if (kind) {
      this.at += kind[0].length;
      isSilent = kind[0] !== '?:';
    } else {
      number = this.groups.push('') - 1;
    }
    const write = this.alternatives();
    this.next();
    return () => {
      const text = isSilent ? '' : write();
      if (number >= 0) this.groups[number] = text;
      return text;
    };
  }

  escape() {
    const c = this.next();
    if (c === 'd') return () => pick(digits);
    if (c === 'w') return () => pick(word);
    if (c === 's') return () => ' ';
    if (c === 'D' || c === 'S') return () => pick('x-°');
    if (c === 'b' || c === 'B') return () => '';
    if (c === 'u') {
      const code = parseInt(this.pattern.slice(this.at, this.at + 4).join(''), 16);
      this.at += 4;
      return () => String.fromCharCode(code);
    }
    if (c >= '1' && c <= '9') return () => this.groups[Number(c) - 1] || '';
    return () => c;
  }

  set() {
    const isNegated = this.peek() === '^';
    if (isNegated) this.next();
    const members = [];
    while (this.peek() !== ']') {
      const first = this.member();
      if (this.peek() === '-' && this.pattern[this.at + 1] !== ']' && first.length === 1) {
        this.next();
        const last = this.member()[0].codePointAt(0);
        for (let code = first[0].codePointAt(0); code <= last; code++) members.push(String.fromCodePoint(code));
      } else {
        members.push(...first);
      }
    }
    this.next();
    return () => (isNegated ? pick([...word].filter((c) => !members.includes(c))) : pick(members));
  }

  member() {
    const c = this.next();
    if (c !== '\\') return [c];
    const e = this.next();
    if (e === 'd') return [...digits];
    if (e === 'w') return [...word];
    if (e === 's') return [' '];
    if (e === 'u') {
      const code = parseInt(this.pattern.slice(this.at, this.at + 4).join(''), 16);
      this.at += 4;
      return [String.fromCharCode(code)];
    }
    return [e];
  }
}

const writers = new Map();

function fromPattern(pattern) {
  if (!writers.has(pattern)) writers.set(pattern, new Writer(pattern).alternatives());
  return writers.get(pattern)();
}

const noise = [...'0123456789abcXYZ-_.:/@# +,;()[]', 'é', 'ſ', '\u212a', '\n', '\u00a0', '😀'];

/* A character more, less, other, or two exchanged. */
function mutate(text) {
  const all = [...text];
  const at = random(all.length + 1);
  switch (random(4)) {
    case 0: all.splice(at, 0, pick(noise)); break;
    case 1: all.splice(at, 1); break;
    case 2: all.splice(at, 1, pick(noise)); break;
    default: if (at > 0 && at < all.length) [all[at - 1], all[at]] = [all[at], all[at - 1]];
  }
  return all.join('');
}

module.exports = { random, pick, fromPattern, mutate };
