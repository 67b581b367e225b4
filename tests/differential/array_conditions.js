'use strict';
/* Random arrays and conditions on them: PostgreSQL, SQLite and the few lines below must find the same
 * rows.
 *
 *     tests/with-pg node tests/differential/array_conditions.js [--seed N] [--count N] */
const { seed, below, pick, chance, several, option } = require('./chance');
const { quoted, compare } = require('./engines');

const ROWS = 40;

/* Types of elements: some values each, in their order, with other spellings of the same. */
const TYPES = {
  text: { type: 'ARRAY(TEXT)', values: [[''], [' '], ['"'], ["'"], ['A'], ['NULL'], ['\\'], ['a'], ['a,b'], ['b'], ['null'], ['{}'], ['é'], ['😀']] },
  integer: { type: 'ARRAY(INTEGER)', values: [[-5, '-5'], [0, '0'], [1, '1', 1.0], [2], [10, '10'], [2147483647]] },
  bigint: { type: 'ARRAY(BIGINT)', values: [['-9223372036854775808'], [1, '1'], ['9007199254740993'], ['9223372036854775807']] },
  decimal: { type: 'ARRAY(DECIMAL(8,2))', values: [[-1, '-1.00'], [0, '0.001'], [1.5, '1.50'], [2, '2'], [10.25, '10.25'], ['100.00', 100]] },
  double: { type: 'ARRAY(DOUBLE)', values: [[-0.5], [0], [0.1, '0.1'], [2, '2.0'], [1e21], [1e300]] },
  boolean: { type: 'ARRAY(BOOLEAN)', values: [[false, 'false', 0], [true, 'true', 1]] },
  uuid: { type: 'ARRAY(UUID)', values: [['00000000-0000-0000-0000-000000000000'], ['6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b', '6EC0BD7F-11C0-43DA-975E-2A8AD9EBAE0B']] },
  day: { type: 'ARRAY(DATEONLY)', values: [['0001-01-01'], ['2024-02-29', '2024-02-29T23:59:59Z'], ['2024-03-01']] },
  instant: { type: 'ARRAY(DATE)', isUnordered: true, values: [['2024-01-01T10:00:00Z', '2024-01-01T12:00:00+02:00', 1704103200000], ['2024-01-01T10:00:00.123456Z'], ['2024-06-01', '2024-06-01T00:00:00.000Z']] },
  label: { type: "ARRAY(ENUM('z','a','m'))", isUnordered: true, values: [['z'], ['a'], ['m']] },
};

const NAMES = Object.keys(TYPES);

/* ---- an array is a list of indexes of values, null for null */

const item = (name) => (chance(0.1) ? null : below(TYPES[name].values.length));
const array = (name) => several(0, 4, () => item(name));
const spelt = (name, list) => list.map((index) => (index === null ? null : pick(TYPES[name].values[index])));

function order(left, right) {
  for (let i = 0; i < left.length && i < right.length; i++) {
    if (left[i] === right[i]) continue;
    if (left[i] === null || right[i] === null) return left[i] === null ? 1 : -1;
    return left[i] - right[i];
  }
  return left.length - right.length;
}

const operators = {
  $eq: (left, right) => order(left, right) === 0,
  $ne: (left, right) => order(left, right) !== 0,
  $gt: (left, right) => order(left, right) > 0,
  $gte: (left, right) => order(left, right) >= 0,
  $lt: (left, right) => order(left, right) < 0,
  $lte: (left, right) => order(left, right) <= 0,
  $contains: (left, right) => right.every((one) => one !== null && left.includes(one)),
  $contained: (left, right) => left.every((one) => one !== null && right.includes(one)),
  $overlap: (left, right) => right.some((one) => one !== null && left.includes(one)),
};

const ORDERED = Object.keys(operators);
const UNORDERED = ['$eq', '$ne', '$contains', '$contained', '$overlap'];

/* ---- conditions: a call's, and what it means */

function leaf(name, rows) {
  const operator = pick(TYPES[name].isUnordered ? UNORDERED : ORDERED);
  const other = chance(0.4) ? pick(rows)[name] || [] : array(name);
  return { asked: { [operator]: spelt(name, other) }, means: (left) => (left === null ? null : operators[operator](left, other)) };
}

/* One of several arrays. */
function oneOf(name) {
  const list = several(1, 3, () => array(name));
  const operator = pick(['$in', '$notIn', '$any']);
  return {
    asked: { [operator]: list.map((other) => spelt(name, other)) },
    means: (left) => (left === null ? null : list.some((other) => operators.$eq(left, other)) === (operator !== '$notIn')),
  };
}

function condition(name, rows) {
  switch (below(8)) {
    case 0: return oneOf(name);
    case 1: {
      const inner = leaf(name, rows);
      return { asked: { $not: inner.asked }, means: (left) => (left === null ? null : !inner.means(left)) };
    }
    case 2: return { asked: null, means: (left) => left === null };
    case 3: {
      const other = array(name);
      return { asked: spelt(name, other), means: (left) => (left === null ? null : operators.$eq(left, other)) };
    }
    default: return leaf(name, rows);
  }
}

/* A value by a param, now and then. */
function withParams(asked, params) {
  if (asked === null || !chance(0.3)) return asked;
  if (Array.isArray(asked)) {
    params.p = asked;
    return { $param: 'p' };
  }
  const [[operator, operand]] = Object.entries(asked);
  if (['$in', '$notIn', '$any', '$not'].includes(operator)) return asked;
  params.p = operand;
  return { [operator]: { $param: 'p' } };
}

function makeQuestion(number, rows) {
  const name = pick(NAMES);
  const { asked, means } = condition(name, rows);
  const params = {};
  return { number, model: 'Box', where: { [name]: withParams(asked, params) }, params, expected: rows.filter((row) => means(row[name])).map((row) => row.n).join(' ') };
}

function main() {
  const number = option('seed', Math.floor(Date.now() / 1000));
  seed(number);
  const rows = Array.from({ length: ROWS }, (_, i) => ({ n: i + 1, ...Object.fromEntries(NAMES.map((name) => [name, chance(0.1) ? null : array(name)])) }));
  const stored = rows.map((row) => ({ ...row, ...Object.fromEntries(NAMES.map((name) => [name, row[name] && spelt(name, row[name])])) }));
  const attributes = { n: 'INTEGER', ...Object.fromEntries(NAMES.map((name) => [name, TYPES[name].type])) };
  const setUp = [
    `SELECT orm_define('Box', ${quoted(attributes)}, ${quoted({ timestamps: false, noPrimaryKey: true })});`,
    'SELECT orm_sync();',
    `SELECT orm_bulk_create('Box', ${quoted(stored)}, '{"returning":false}');`,
  ];
  compare(number, setUp, Array.from({ length: option('count', 3000) }, (_, i) => makeQuestion(i, rows)));
}

main();
