'use strict';
/* Random programs of writing, through Sequelize and through the extension on the same engine: after every
 * step the answer and all tables must be alike.
 *
 *     NODE_PATH=<sequelize, sqlite3, pg> node tests/differential/writing.js [--seed n] [--count n] [--steps n]
 *     tests/with-pg node tests/differential/writing.js --postgres 1 …
 *
 * Sequelize plays the part of the contract's reference (../shared/conformance/reference.cjs).  What
 * semantics.md changes on purpose is either not asked (writing_programs.js) or said to Sequelize in more
 * words (writing_reference.js). */
const path = require('path');
const { seed, option } = require('./chance');
const { makeWorld, makeStep } = require('./writing_programs');
const { Time, tableDifference, answerDifference } = require('./writing_compare');

function modules() {
  const recorded = process.env.ORM_RECORDED || path.join(__dirname, '..', '..', '..', 'shared', 'conformance');
  try {
    return require('./writing_engines')(recorded);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.log(`skipped: ${error.message.split('\n')[0]}\n0 passed, 0 failed`);
    return process.exit(0);
  }
}

const statement = ({ fn, args }) =>
  `SELECT ${fn}(${args.map((a) => (a === null ? 'NULL' : `'${(typeof a === 'string' ? a : JSON.stringify(a)).replace(/'/g, "''")}'`)).join(', ')});`;

/* One program; the text of its first difference, or nothing. */
async function play(engines, steps) {
  const world = makeWorld();
  const [theirs, ours] = [await engines.openReference(), await engines.openOwn()];
  const said = [];
  const times = [new Time(), new Time()];
  const both = async (call, isJudged) => {
    said.push(statement(call));
    times.forEach((time) => time.next(said.length));
    const [expected, answer] = [await theirs.call(call), await ours.call(call)];
    const why = isJudged ? answerDifference(call, expected, answer, times) : expected.error || answer.error;
    if (why) return `${said.join('\n')}\n  Sequelize ${show(expected)}\n  ours      ${show(answer)}\n  ${show(why)}`;
    world.rows = {};
    if (!isJudged) return '';
    for (const table of world.tables) {
      const [left, right] = [await theirs.rows(table), await ours.rows(table)];
      world.rows[table] = left;
      const different = tableDifference(left, right, times);
      if (different) return `${said.join('\n')}\n  answer    ${show(expected)} ${show(answer)}\n  table ${table}\n  ${different}`;
    }
    return '';
  };
  try {
    for (const call of world.definitions) {
      const trouble = await both(call, false);
      if (trouble) return trouble;
    }
    world.tables = theirs.tables();
    world.modelOf = theirs.models();
    await theirs.align(world.tables);
    for (let i = 0; i < steps; i++) {
      const trouble = await both(makeStep(world), true);
      if (trouble) return trouble;
      await theirs.align(world.tables);
      await ours.align(world.tables);
    }
    return '';
  } finally {
    await theirs.close();
    await ours.close();
  }
}

const show = (value) => JSON.stringify(value).slice(0, 1500);

async function main() {
  const first = option('seed', 1);
  const count = option('count', 50);
  const steps = option('steps', 25);
  const engines = modules()[option('postgres', 0) ? 'postgres' : 'sqlite'];
  let failed = 0;
  for (let i = 0; i < count; i++) {
    seed(first * 100000 + i);
    const trouble = await play(engines, steps);
    if (!trouble) continue;
    failed++;
    console.log(`---- program ${i} of --seed ${first}\n${trouble}`);
  }
  await engines.end();
  console.log(`${count - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

if (require.main === module) main();
