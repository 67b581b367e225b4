'use strict';
/* Our tables beside Sequelize's, for the sets of models in tests/data/ddl.json.
 *
 *     node tests/property/ddl.js sqlite|pg [title]     (pg: under tests/with-pg)
 *
 * The statements that Sequelize sent are run, then ours; what the engine's catalog says of both must be the same, but for
 * differences that a number of semantics.md explains (or its rule: the same answer on both engines). Each is counted
 * under its reason; with a title the statements and differences of that set are printed. */
const { readFileSync } = require('fs');
const path = require('path');
const { catalog } = require('./catalog');
const engines = require('./engines');

const [kind, wanted] = process.argv.slice(2);
const isSqlite = kind === 'sqlite';

/* Why a line of the catalog is only in ours (or, `theirs`, only in Sequelize's). */
const REASONS = [
  { why: '13 ENUM is enforced on SQLite', engine: 'sqlite', ours: / check "\w+"IN/ },
  { why: '14 small integers on PostgreSQL', engine: 'pg', set: 'small integers', ours: /./ },
  { why: '19 uniques of paranoid models are partial', set: 'unique and paranoid', ours: / index .*|^index .*/, theirs: / index .*|constraint .*UNIQUE|^index / },
  { why: '23 foreign keys have an index', ours: /index \S*(_id|id|boss|best|author|owner_id|post)"? ?.*|CREATE INDEX users_post /i },
  { why: 'rule: a key is NOT NULL on SQLite as on PostgreSQL', engine: 'sqlite', ours: / column \["\w+","[^"]*",1,.*,[12],0\]/, theirs: / column \["\w+","[^"]*",0,.*,[12],0\]/ },
  { why: 'reading.md, Results: a through model that is made has the timestamps of its source', set: 'belongsToMany', theirs: /(created|updated)At/ },
  { why: 'text: a default in quotes or not is the same', set: 'defaults of values', ours: / real double precision f default 0.5 /, theirs: / real double precision f default '0.5'/ },
  { why: 'text: a default in quotes or not is the same', engine: 'sqlite', ours: / column \[.*"DOUBLE PRECISION",0,"0.5"/, theirs: / column \[.*"DOUBLE PRECISION",0,"'0.5'"/ },
  { why: '15 a DECIMAL has its digits', set: 'defaults of values', ours: /1\.50/, theirs: /1\.5/ }
];

const reasonFor = (side, title, line) => REASONS.find(reason =>
  (!reason.engine || reason.engine === kind) && (!reason.set || reason.set === title) && reason[side] && reason[side].test(line));

async function clear(engine) {
  const tables = await engine.ask(isSqlite
    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'orm\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    : "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE 'orm\\_%'");
  if (isSqlite) await engine.ask('PRAGMA foreign_keys = OFF');
  for (const [table] of tables) await engine.ask(`DROP TABLE "${table}"${isSqlite ? '' : ' CASCADE'}`);
  if (isSqlite) await engine.ask('PRAGMA foreign_keys = ON');
  if (!isSqlite) for (const [type] of await engine.ask("SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'")) await engine.ask(`DROP TYPE "${type}"`);
}

async function theirs(engine, set) {
  await clear(engine);
  const statements = set[isSqlite ? 'sqlite' : 'postgres'];
  if (statements.some(sql => sql.startsWith('--'))) return []; // it failed
  for (const sql of statements) await engine.script(sql);
  return catalog(engine, isSqlite);
}

async function ours(engine, set) {
  await clear(engine);
  await engine.ask(`SELECT orm_define_all('${JSON.stringify({ models: set.models }).replace(/'/g, "''")}', '{"replace": true}')`);
  const rows = await engine.ask('SELECT orm_sync()');
  return { lines: await catalog(engine, isSqlite), statements: JSON.parse(rows[0][0]) };
}

/** Names of constraints that SQLite or Sequelize make up do not count; nor do quotes. */
const plain = line => line.replace(/`/g, '"').replace(/IF NOT EXISTS /, '');

async function main() {
  const engine = await engines[isSqlite ? 'sqlite' : 'postgres']();
  const sets = JSON.parse(readFileSync(path.join(__dirname, '../data/ddl.json'), 'utf8'))
    .filter(set => (!wanted || set.title === wanted) && !(isSqlite && set.title === 'types of PostgreSQL')); // defined nowhere but there
  const counts = {};
  let passed = 0, failed = 0;
  for (const set of sets) {
    const a = (await theirs(engine, set)).map(plain), answer = await ours(engine, set), b = answer.lines.map(plain);
    const unexplained = [];
    const look = (side, lines, others) => lines.filter(line => !others.includes(line)).forEach(line => {
      const reason = reasonFor(side, set.title, line);
      if (reason) counts[reason.why] = (counts[reason.why] || 0) + 1;
      else unexplained.push(`${side}: ${line}`);
      if (wanted) console.log(`${side} only: ${line}\n    ${reason ? reason.why : '?'}`);
    });
    look('theirs', a, b);
    look('ours', b, a);
    if (wanted) console.log('Sequelize:', set[isSqlite ? 'sqlite' : 'postgres'], '\nours:', answer.statements);
    if (unexplained.length) { failed++; console.log(`FAILED ${set.title}\n  ${unexplained.join('\n  ')}`); } else passed++;
  }
  await engine.close();
  for (const [why, count] of Object.entries(counts)) console.log(`${String(count).padStart(4)}  ${why}`);
  console.log(`${kind}: ${sets.length} sets of models`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main();
