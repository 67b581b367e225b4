'use strict';
/* What conditions inside JSON mean (reading.md, Conditions; api.md section 6), in plain JavaScript:
 * the third voice beside the two engines in json_conditions.js.
 *
 * A condition is an object as the where-language has it, with values instead of params: see
 * json_conditions.js for how it is spelt in a call.  It is true, false, null (unknown), or undefined
 * where it restricts nothing. */

/* ---- values */

const KINDS = ['null', 'string', 'number', 'boolean', 'array', 'object'];

function kind(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function orderNumbers(left, right) {
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderTexts(left, right) {
  return Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

/* jsonb keeps keys by length, then bytes. */
function keysOf(object) {
  return Object.keys(object).sort((a, b) => Buffer.byteLength(a) - Buffer.byteLength(b) || orderTexts(a, b));
}

function orderObjects(left, right) {
  const a = keysOf(left);
  const b = keysOf(right);
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const order = orderTexts(a[i], b[i]) || orderValues(left[a[i]], right[b[i]]);
    if (order) return order;
  }
  return 0;
}

function orderLists(left, right) {
  if (left.length !== right.length) return left.length - right.length;
  for (let i = 0; i < left.length; i++) {
    const order = orderValues(left[i], right[i]);
    if (order) return order;
  }
  return 0;
}

function orderValues(left, right) {
  const a = kind(left);
  const b = kind(right);
  if (a !== b) return KINDS.indexOf(a) - KINDS.indexOf(b);
  switch (a) {
    case 'null': return 0;
    case 'string': return orderTexts(left, right);
    case 'array': return orderLists(left, right);
    case 'object': return orderObjects(left, right);
    default: return orderNumbers(left, right);
  }
}

const isEqual = (left, right) => orderValues(left, right) === 0;
const isScalar = (value) => value === null || typeof value !== 'object';

/* jsonb's @> */
function contains(left, right, isInside = false) {
  const a = kind(left);
  const b = kind(right);
  if (a === 'array' && b === 'array')
    return right.every((item) => left.some((own) => (isScalar(item) ? isEqual(own, item) : kind(own) === kind(item) && contains(own, item, true))));
  if (a === 'object' && b === 'object')
    return Object.keys(right).every((key) => Object.hasOwn(left, key) && (isScalar(right[key]) ? isEqual(left[key], right[key]) : contains(left[key], right[key], true)));
  if (!isInside && a === 'array' && isScalar(right)) return left.some((own) => isEqual(own, right));
  return isScalar(right) && isEqual(left, right);
}

function hasKey(value, key) {
  if (kind(value) === 'array') return value.includes(key);
  return kind(value) === 'object' ? Object.hasOwn(value, key) : value === key;
}

/* The value at a path; null where there is none. */
function at(value, path) {
  for (const step of path) {
    if (kind(value) === 'array') value = /^[0-9]+$/.test(step) ? value[Number(step)] : undefined;
    else value = kind(value) === 'object' && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return null;
  }
  return value;
}

/* As an integer; null where it cannot be one. */
function asInteger(value) {
  const isText = kind(value) === 'string' && /^[+-]?[0-9]+(\.0*)?$/.test(value);
  const number = kind(value) === 'number' || isText ? Number(value) : NaN;
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : null;
}

/* ---- logic of three values */

const not = (value) => (value === null ? null : !value);

function join(values, isAnd) {
  const there = values.filter((value) => value !== undefined);
  if (there.length === 0) return undefined;
  if (there.includes(!isAnd)) return !isAnd;
  return there.includes(null) ? null : isAnd;
}

/* ---- operators */

const comparisons = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

function compare(operator, left, right) {
  if (right === null) return operator === '$eq' ? left === null : operator === '$ne' ? left !== null : null;
  if (left === null) return null;
  if (operator === '$eq') return isEqual(left, right);
  if (operator === '$ne') return !isEqual(left, right);
  return kind(left) === kind(right) && comparisons[operator](orderValues(left, right));
}

function isIn(left, list) {
  const values = list.filter((item) => item !== null);
  if (values.length === 0 || left === null) return null;
  return values.some((item) => isEqual(left, item));
}

function isNotIn(left, list) {
  return list.every((item) => item === null) ? undefined : not(isIn(left, list));
}

function quantified(operator, left, { $any, $all }) {
  const values = ($any || $all).filter((item) => item !== null);
  if (values.length === 0) return Boolean($all);
  return join(values.map((item) => compare(operator, left, item)), Boolean($all));
}

function likePattern(text) {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '%') source += '[^]*';
    else if (text[i] === '_') source += '[^]';
    else source += text[text[i] === '\\' ? ++i : i].replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  }
  return new RegExp(`^${source}$`, 'u');
}

function isLike(left, test, isNegated) {
  if (left === null) return null;
  return kind(left) === 'string' ? test(left) !== isNegated : isNegated;
}

const operators = {
  $in: isIn,
  $notIn: isNotIn,
  $between: (left, [from, to]) => join([compare('$gte', left, from), compare('$lte', left, to)], true),
  $notBetween: (left, [from, to]) => not(join([compare('$gte', left, from), compare('$lte', left, to)], true)),
  $is: (left, right) => (right === null ? left === null : left === right),
  $like: (left, right) => isLike(left, (text) => likePattern(right).test(text), false),
  $notLike: (left, right) => isLike(left, (text) => likePattern(right).test(text), true),
  $startsWith: (left, right) => isLike(left, (text) => text.startsWith(right), false),
  $endsWith: (left, right) => isLike(left, (text) => text.endsWith(right), false),
  $substring: (left, right) => isLike(left, (text) => text.includes(right), false),
  $contains: (left, right) => (left === null ? null : contains(left, right)),
  $contained: (left, right) => (left === null ? null : contains(right, left)),
  $anyKeyExists: (left, keys) => (left === null ? null : keys.some((key) => hasKey(left, key))),
  $allKeysExist: (left, keys) => (left === null ? null : keys.every((key) => hasKey(left, key))),
};

/* ---- conditions: { op, ... } as json_conditions.js makes them */

function negation(left, condition) {
  const inner = evaluate(left, condition);
  return inner === undefined ? false : not(inner);
}

/* A condition on the value `left` of a document. */
function evaluate(left, condition) {
  switch (condition.op) {
    case 'equal': return compare('$eq', left, condition.value);
    case 'compare': return compare(condition.operator, left, condition.value);
    case 'quantified': return quantified(condition.operator, left, condition.value);
    case 'list': return isIn(left, condition.value);
    case 'operator': return operators[condition.operator](left, condition.value);
    case 'isNot': return condition.value === null ? left !== null : left !== condition.value;
    case 'unequal': return compare('$ne', left, condition.value);
    case 'notList': return isNotIn(left, condition.value);
    case 'not': return negation(left, condition.inner);
    case 'and': return join(condition.items.map((item) => evaluate(left, item)), true);
    case 'or': return join(condition.items.map((item) => evaluate(left, item)), false);
    case 'step': return evaluate(at(left, condition.path), condition.inner);
    case 'integer': return compare(condition.operator, asInteger(at(left, condition.path)), condition.value);
    default: throw new Error(condition.op);
  }
}

/* A condition on a row. */
function evaluateRow(row, where) {
  switch (where.op) {
    case 'column': return evaluate(row[where.name], where.inner);
    case 'and': return join(where.items.map((item) => evaluateRow(row, item)), true);
    case 'or': {
      const value = join(where.items.map((item) => evaluateRow(row, item)), false);
      return value === undefined ? false : value;
    }
    case 'not': {
      const value = evaluateRow(row, where.inner);
      return value === undefined ? false : not(value);
    }
    default: throw new Error(where.op);
  }
}

module.exports = { evaluateRow };
