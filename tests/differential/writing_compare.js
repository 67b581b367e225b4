'use strict';
/* When are two answers, and two tables, alike?  Times of this run are compared by the step in which they were
 * first seen; what Sequelize does not tell (values that the database made) may be more in ours. */

const RUN = /^20(2[4-9]|[3-9]\d)-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;
const DATE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

class Time {
  constructor() {
    this.seen = new Map();
  }

  /* No two steps share a millisecond. */
  next(step) {
    this.step = step;
    for (const start = Date.now(); Date.now() <= start + 1;);
  }

  of(text) {
    if (!this.seen.has(text)) this.seen.set(text, this.step);
    return `time ${this.seen.get(text)}`;
  }
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/* Numbers by value, times by step, JSON texts by what they say. */
function plain(value, time) {
  if (value === undefined || value === null) return null;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (value instanceof Date) return plain(value.toISOString(), time);
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return plainText(value, time);
  if (Array.isArray(value)) return value.map((item) => plain(item, time));
  if (!isObject(value)) return value;
  if (typeof value.toJSON === 'function' || 'text' in Object(value)) return plain(String(value.text ?? value), time);
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, plain(value[key], time)]));
}

function plainText(text, time) {
  if (DATE.test(text)) {
    const iso = new Date(text.replace(/^(\S+) (\S+) \+00:00$/, '$1T$2Z')).toISOString();
    return RUN.test(iso) ? time.of(iso) : iso;
  }
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^[[{]/.test(text)) {
    try {
      return plain(JSON.parse(text), time);
    } catch {
      return text;
    }
  }
  return text;
}

const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);

function tableDifference(left, right, times) {
  const [a, b] = [left, right].map((rows, i) => rows.map((row) => JSON.stringify(plain(row, times[i]))).sort());
  if (same(a, b)) return '';
  return `Sequelize ${a.filter((row) => !b.includes(row)).join(' ')}\n  ours      ${b.filter((row) => !a.includes(row)).join(' ')} ${a.length === b.length ? '' : `(${a.length} and ${b.length} rows)`}`;
}

/* ---- errors */

/* Which of several constraints fails first is the engine's to choose; lists and nested documents are checked as
 * a whole by ours, where Sequelize stops at the first row. */
const CONSTRAINTS = ['unique', 'foreign key', 'not null'];

function areAlike({ fn, args }, a, b) {
  const isNested = fn === 'orm_upsert' || Boolean(args[2] && (args[2].include || args[2].fields)); /* (9), and what `fields` leaves out */
  if (a === b || a === 'EmptyResultError') return true;
  if (/find_or_create|find_create/.test(fn) && b === 'unique') return true; /* Sequelize compares the values, or fails to */
  if (CONSTRAINTS.includes(a) && CONSTRAINTS.includes(b)) return a !== 'not null' && b !== 'not null' ? true : isNested || fn === 'orm_bulk_create';
  return isNested && (CONSTRAINTS.includes(a) || a.split('; ').every((item) => b.includes(item)));
}

const NOT_NULL = /not.?null|is_null|23502|cannot be null/i;

function kindOf(error) {
  const text = JSON.stringify(error);
  const items = (error.errors || []).map((item) => `${item.path}: ${item.validatorKey}`).sort();
  if (items.length && items.every((item) => /is_null/.test(item))) return 'not null';
  if (error.name === 'ValidationError') return items.join('; ');
  if (/23505|UNIQUE|UniqueConstraint/.test(text)) return 'unique';
  if (/23503|FOREIGN|ForeignKey/.test(text)) return 'foreign key';
  if (NOT_NULL.test(text)) return 'not null';
  return error.name;
}

/* ---- answers */

const UNTOLD = /^orm_(set|add|remove)_assoc$|^orm_(destroy|restore)_by_pk$/;
const WRITES = /create|build|upsert|save|update|increment|decrement/;

/* Sequelize answers the items that it left out, or with keys that it worked out. */
const isGuessed = ({ fn, args }) => fn === 'orm_bulk_create' &&
  (args[2].ignoreDuplicates || args[2].updateOnDuplicate || args[1].some((item) => 'id' in item || 'number' in item));

/* Ours may say more; a null of theirs may be what the database made. */
function differs(theirs, ours, isFull) {
  if (Array.isArray(theirs)) {
    if (!Array.isArray(ours) || ours.length !== theirs.length) return true;
    return theirs.some((item, i) => differs(item, ours[i], isFull));
  }
  if (!isObject(theirs)) return !same(theirs, ours);
  if (!isObject(ours)) return true;
  if (isFull && Object.keys(ours).some((key) => ours[key] !== null && !(key in theirs))) return true;
  return Object.keys(theirs).some((key) => theirs[key] !== null && differs(theirs[key], ours[key] === undefined ? null : ours[key], isFull));
}

/* Through rows of a nested create are stale in Sequelize (12). */
function withoutPairs(value, names) {
  if (Array.isArray(value)) return value.map((item) => withoutPairs(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)).map(([key, item]) => [key, withoutPairs(item, names)]));
}

function answerDifference(call, expected, answer, times) {
  if (expected.error || answer.error) {
    if (!expected.error || !answer.error) return 'only one of them is an error';
    const [a, b] = [kindOf(expected.error), kindOf(answer.error)];
    return areAlike(call, a, b) ? '' : `errors: ${a} <> ${b}`;
  }
  if (UNTOLD.test(call.fn) || isGuessed(call)) return '';
  if (/^orm_find_/.test(call.fn) && !expected.value[1] && !answer.value[1]) return ''; /* of several rows, any */
  let [left, right] = [plain(expected.value, times[0]), plain(answer.value, times[1])];
  if (call.fn === 'orm_upsert') /* what was not given is not what is stored in Sequelize's answer */
    [left, right] = [left, right].map(([row]) => Object.fromEntries(Object.keys(call.args[1]).map((key) => [key, row[key]])));
  if (/create/.test(call.fn)) [left, right] = [left, right].map((value) => withoutPairs(value, ['PostTag']));
  return differs(left, right, !WRITES.test(call.fn)) ? 'the answers differ' : '';
}

module.exports = { Time, tableDifference, answerDifference };
