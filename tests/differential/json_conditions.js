'use strict';
/* Random documents and conditions on them: PostgreSQL, SQLite and an evaluator of some lines
 * (json_evaluator.js) must find the same rows.
 *
 *     tests/with-pg node tests/differential/json_conditions.js [--seed N] [--count N]
 *
 * A seed gives the same documents and conditions again.  Of those that disagree the first ten are
 * shown, with what each of the three found. */
const { seed, below, pick, chance, several, option } = require('./chance');
const { quoted, compare } = require('./engines');
const { evaluateRow } = require('./json_evaluator');

const ROWS = 40;

/* ---- documents */

const KEYS = ['a', 'b', 'c', '0', '1', '$gt', '$x', 'a.b', '', 'é', "it's", '"q"', '-1', ' 0', 'a\\b', '$a$'];
const TEXTS = ['', 'a', 'b', 'ab', 'a%', 'A', '1', '10', '2.5', 'é', "it's", '$gt', 'null', 'true', '😀', '\n', 'a\\b', '"'];
const NUMBERS = [0, 1, -1, 2, 10, 2.5, -0.5, 100, 1e21, 1e-7, 9007199254740992];

function scalar() {
  switch (below(6)) {
    case 0: return null;
    case 1: return chance(0.5);
    case 2:
    case 3: return pick(NUMBERS);
    default: return pick(TEXTS);
  }
}

function value(depth) {
  if (depth === 0 || chance(0.4)) return scalar();
  if (chance(0.4)) return several(0, 3, () => value(depth - 1));
  return Object.fromEntries(several(0, 4, () => [pick(KEYS.slice(0, chance(0.8) ? 5 : KEYS.length)), value(depth - 1)]));
}

/* All that stands in the documents: what is asked for should sometimes be there. */
const pool = [];

function gather(document) {
  pool.push(document);
  if (document !== null && typeof document === 'object') Object.values(document).forEach(gather);
}

const asked = (depth) => (pool.length && chance(0.5) ? pick(pool) : value(depth));

function askedScalar() {
  const made = asked(0);
  return made !== null && typeof made === 'object' ? scalar() : made;
}

const present = (depth) => {
  for (;;) {
    const made = asked(depth);
    if (made !== null) return made;
  }
};

/* ---- conditions */

const step = () => pick(KEYS.slice(0, chance(0.8) ? 5 : KEYS.length));

function leaf() {
  const comparison = () => pick(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte']);
  switch (below(16)) {
    case 0: return { op: 'equal', value: askedScalar() };
    case 1:
    case 2: return { op: 'compare', operator: comparison(), value: asked(2) };
    case 3: return { op: 'compare', operator: comparison(), value: asked(0) };
    case 4: return { op: 'list', value: several(0, 4, () => asked(1)) };
    case 5: return { op: 'operator', operator: pick(['$in', '$notIn']), value: several(0, 4, () => asked(2)) };
    case 6: return { op: 'operator', operator: pick(['$between', '$notBetween']), value: [asked(1), asked(1)] };
    case 7: return { op: 'operator', operator: '$is', value: pick([null, true, false]) };
    case 8: return { op: 'isNot', value: pick([null, true, false]) };
    case 9: return { op: 'unequal', value: pick([...TEXTS, ...NUMBERS]) };
    case 10: return { op: 'notList', value: several(0, 3, () => asked(1)) };
    case 11: return { op: 'operator', operator: pick(['$like', '$notLike']), value: pick(['%', 'a%', '_', '%b', '', '1%', '\\%', '%\n%', 'a\\\\b']) };
    case 12: return { op: 'operator', operator: pick(['$startsWith', '$endsWith', '$substring']), value: pick(TEXTS) };
    case 13:
    case 14: return { op: 'operator', operator: pick(['$contains', '$contained']), value: present(2) };
    default: return pick([
      { op: 'operator', operator: pick(['$anyKeyExists', '$allKeysExist']), value: several(0, 3, step) },
      { op: 'quantified', operator: comparison(), value: { [pick(['$any', '$all'])]: several(0, 3, () => asked(1)) } },
    ]);
  }
}

function condition(depth) {
  if (depth === 0 || chance(0.35)) return leaf();
  switch (below(8)) {
    case 0: return { op: 'not', inner: condition(depth - 1) };
    case 1: return { op: 'and', items: several(0, 3, () => condition(depth - 1)) };
    case 2: return { op: 'or', items: several(0, 3, () => condition(depth - 1)) };
    case 3: return { op: 'integer', path: [step()], operator: pick(['$eq', '$ne', '$gt', '$lte']), value: pick([0, 1, 2, 10, 100]) };
    default: return { op: 'step', path: [step()], inner: condition(depth - 1) };
  }
}

function where(depth) {
  if (depth === 0 || chance(0.6)) return { op: 'column', name: pick(['b', 'j']), inner: condition(3) };
  switch (below(3)) {
    case 0: return { op: 'not', inner: where(depth - 1) };
    case 1: return { op: 'and', items: several(1, 3, () => where(depth - 1)) };
    default: return { op: 'or', items: several(1, 3, () => where(depth - 1)) };
  }
}

/* ---- in the words of the where-language */

/* A document in code: keys that begin with '$' get another one. */
function spelt(document) {
  if (Array.isArray(document)) return document.map(spelt);
  if (document === null || typeof document !== 'object') return document;
  return Object.fromEntries(Object.entries(document).map(([key, inner]) => [key.startsWith('$') ? `$${key}` : key, spelt(inner)]));
}

const doubled = (key) => (key.startsWith('$') ? `$${key}` : key);

class Writer {
  constructor() {
    this.params = {};
  }

  /* A value inline, as {"$value"} or by a param. */
  value(it) {
    switch (below(4)) {
      case 0: {
        const name = `p${Object.keys(this.params).length}`;
        this.params[name] = it;
        return { $param: name };
      }
      case 1: return { $value: it };
      default: return spelt(it);
    }
  }

  list(items) {
    return chance(0.3) ? this.value(items) : items.map((item) => (chance(0.2) ? this.value(item) : spelt(item)));
  }

  /* What stands under an attribute or a key. */
  condition(it) {
    switch (it.op) {
      case 'equal': return this.value(it.value);
      case 'compare': return { [it.operator]: this.value(it.value) };
      case 'list': return it.value.map((item) => (chance(0.2) ? this.value(item) : spelt(item)));
      case 'operator': return { [it.operator]: this.operand(it) };
      case 'quantified': return { [it.operator]: Object.fromEntries(Object.entries(it.value).map(([key, items]) => [key, this.list(items)])) };
      case 'isNot': return { $not: it.value };
      case 'unequal': return { $not: this.value(it.value) };
      case 'notList': return { $not: it.value.map(spelt) };
      case 'not': return { $not: this.object(it.inner) };
      case 'and': return { $and: it.items.map((item) => this.condition(item)) };
      case 'or': return { $or: it.items.map((item) => this.condition(item)) };
      case 'step': return { [doubled(it.path[0])]: this.condition(it.inner) };
      case 'integer': return { [`${doubled(it.path[0])}::integer`]: { [it.operator]: it.value } };
      default: throw new Error(it.op);
    }
  }

  operand(it) {
    if (['$is', '$anyKeyExists', '$allKeysExist'].includes(it.operator)) return it.value;
    if (['$in', '$notIn'].includes(it.operator)) return this.list(it.value);
    if (['$between', '$notBetween'].includes(it.operator)) return this.list(it.value);
    return this.value(it.value);
  }

  /* The same as an object of operators, which "$not" negates. */
  object(it) {
    const made = this.condition(it);
    if (made !== null && typeof made === 'object' && !Array.isArray(made) && !('$param' in made) && !('$value' in made)) return made;
    return { $and: [made] };
  }

  where(it) {
    switch (it.op) {
      case 'and': return { $and: it.items.map((item) => this.where(item)) };
      case 'or': return { $or: it.items.map((item) => this.where(item)) };
      case 'not': return { $not: this.where(it.inner) };
      default: return this.column(it);
    }
  }

  /* Nested, or with a dotted key where the names allow it. */
  column({ name, inner }) {
    let key = name;
    while (inner.op === 'step' && /^[a-z0-9é]+$/.test(inner.path[0]) && chance(0.5)) {
      key += /^[0-9]+$/.test(inner.path[0]) && chance(0.5) ? `[${inner.path[0]}]` : `.${inner.path[0]}`;
      inner = inner.inner;
    }
    return { [key]: this.condition(inner) };
  }
}

/* ---- all of it */

function setUp(rows) {
  return [
    `SELECT orm_define('Doc', ${quoted({ n: 'INTEGER', b: 'JSONB', j: 'JSON' })}, ${quoted({ timestamps: false, noPrimaryKey: true })});`,
    'SELECT orm_sync();',
    `SELECT orm_bulk_create('Doc', ${quoted(rows)}, '{"returning":false}');`,
  ];
}

function makeQuestion(number, rows) {
  const condition = where(2);
  const writer = new Writer();
  const found = rows.filter((row) => ![false, null].includes(evaluateRow(row, condition)));
  return { number, model: 'Doc', where: writer.where(condition), params: writer.params, expected: found.map((row) => row.n).join(' ') };
}

function main() {
  const number = option('seed', Math.floor(Date.now() / 1000));
  seed(number);
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const document = chance(0.05) ? null : value(3);
    gather(document);
    return { n: i + 1, b: document, j: document };
  });
  compare(number, setUp(rows), Array.from({ length: option('count', 3000) }, (_, i) => makeQuestion(i, rows)));
}

main();
