'use strict';
/* Questions asked of both engines at once: each is a call of orm_find_all() whose rows have a number
 * n; the answer is the list of these.  PostgreSQL is that of tests/with-pg. */
const { spawnSync } = require('child_process');
const path = require('path');

const quoted = (json) => `'${JSON.stringify(json).replace(/'/g, "''")}'`;

function question({ number, model, where, params }) {
  return `SELECT '#${number} ' || orm_find_all('${model}', ${quoted({ attributes: ['n'], where })}, ${quoted(params || {})});`;
}

function run(engine, statements) {
  const library = path.join(__dirname, '..', '..', process.env.BUILD || 'build', 'sqlite', 'orm');
  const [program, args, first] =
    engine === 'sqlite'
      ? ['sqlite3', [':memory:'], [`.load ${library}`]]
      : ['psql', ['-XAtq'], ['BEGIN;', 'SET client_min_messages = error;', '\\set ON_ERROR_ROLLBACK on']];
  const result = spawnSync(program, args, { input: first.concat(statements).join('\n'), maxBuffer: 1 << 30 });
  const answers = new Map();
  for (const line of result.stdout.toString().split('\n')) {
    const match = /^#(\d+) (.*)$/.exec(line);
    if (match) answers.set(Number(match[1]), JSON.parse(match[2]).map((row) => row.n).sort((a, b) => a - b).join(' '));
  }
  return { answers, errors: result.stderr.toString() };
}

/* `questions` have `expected`, too.  Of those that disagree the first ten are shown. */
function compare(seed, setUp, questions) {
  const statements = setUp.concat(questions.map(question));
  const postgres = run('postgres', statements);
  const sqlite = run('sqlite', statements);
  let failed = 0;
  for (const it of questions) {
    const found = [postgres.answers.get(it.number), sqlite.answers.get(it.number)];
    if (found.every((answer) => answer === it.expected)) continue;
    if (++failed > 10) continue;
    console.log(`${question(it)}\n  expected   ${it.expected}\n  PostgreSQL ${found[0]}\n  SQLite     ${found[1]}`);
  }
  if (failed) console.log(`--seed ${seed}\n${postgres.errors.slice(0, 3000)}\n${sqlite.errors.slice(0, 3000)}`);
  console.log(`${questions.length - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

module.exports = { quoted, compare };
