'use strict';
/* orm_sync held against itself: pairs of sets of models at random, A with rows, then B.
 *
 *     node tests/property/sync.js sqlite|pg [pairs [seed]]     (pg: under tests/with-pg)
 *
 * Of every pair must be true:
 *   - where a step is guarded, {"alter": true} does nothing at all and names exactly the guarded steps;
 *   - allowed, it does what the plan said, or an engine's error undoes all of it, and then a DATA hazard had been told;
 *   - afterwards there is nothing left to do, and a second sync runs nothing;
 *   - columns that are in both sets with one type keep every value;
 *   - what somebody made by hand in between is as it was, and so are its rows;
 *   - the steps' undo, in reverse, brings the engine's catalog back.
 * The seed of a pair that fails is printed; it alone repeats it: node tests/property/sync.js sqlite 1 SEED */
const Chance = require('./chance');
const { keysOf, setOf, changeOf, valueOf } = require('./models');
const hands = require('./hands');
const { catalog, data } = require('./catalog');
const engines = require('./engines');

const [kind, pairs = '300', first = '1'] = process.argv.slice(2);
const isSqlite = kind === 'sqlite';
const GUARDED = ['DELETES_DATA', 'DATA', 'INCOMPATIBLE'];
const ALLOWED = JSON.stringify({ alter: { allow: GUARDED } });

const text = value => `'${JSON.stringify(value).replace(/'/g, "''")}'`;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Pair {
  constructor(engine, seed) {
    this.engine = engine;
    this.seed = seed;
    this.chance = new Chance(seed);
    this.notes = {};
  }

  async call(sql) { const rows = await this.engine.ask(`SELECT ${sql}`); return rows.length ? rows[0][0] : null; }
  async json(sql) { return JSON.parse(await this.call(sql)); }
  define(set) { return this.call(`orm_define_all(${text({ models: set })}, '{"replace": true}')`); }
  plan(options) { return this.json(`orm_sync_plan(NULL, '${options}')`); }
  catalog() { return catalog(this.engine, isSqlite); }
  data() { return data(this.engine, isSqlite); }

  check(isTrue, what, ...more) {
    if (!isTrue) throw new Error([what, ...more.map(item => typeof item === 'string' ? item : JSON.stringify(item, null, 1))].join('\n  '));
  }

  /** Rows of every model, parents or not: keys that refer to others are left null where they may be. */
  async fill(set) {
    for (const name of Object.keys(set)) {
      const described = await this.json(`orm_describe('${name}')`);
      for (let n = 1; n <= 3; n++) {
        const row = {};
        for (const [attribute, it] of Object.entries(described.attributes)) {
          const given = set[name].attributes[attribute];
          if (!given || given.generated || given.autoIncrement) continue;
          if (given.allowNull !== false && !given.primaryKey && this.chance.is(0.2)) continue;
          row[attribute] = valueOf(given.type, given.unique || given.primaryKey ? n : this.chance.below(9));
        }
        try { await this.call(`orm_create('${name}', ${text(row)})`); this.notes.rows = (this.notes.rows || 0) + 1; } catch (error) { if (!/Error|violates|constraint/.test(error.message)) throw error; }
      }
    }
  }

  async clear() {
    const left = await this.engine.ask(isSqlite
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'orm\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
      : "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE 'orm\\_%'");
    if (isSqlite) await this.engine.ask('PRAGMA foreign_keys = OFF');
    if (isSqlite) for (const [view] of await this.engine.ask("SELECT name FROM sqlite_master WHERE type = 'view'")) await this.engine.ask(`DROP VIEW "${view}"`);
    for (const [table] of left) await this.engine.ask(`DROP TABLE "${table}"${isSqlite ? '' : ' CASCADE'}`);
    if (isSqlite) await this.engine.ask('PRAGMA foreign_keys = ON');
    if (!isSqlite) for (const [type] of await this.engine.ask("SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'")) await this.engine.ask(`DROP TYPE "${type}"`);
    const known = await this.engine.ask(isSqlite ? "SELECT name FROM sqlite_master WHERE name = 'orm_objects'" : "SELECT 'orm_objects'");
    if (known.length) await this.engine.ask('DELETE FROM orm_objects');
  }

  /** What is made by hand at tables that are in both sets. */
  async byHand() {
    const tables = [];
    for (const name of Object.keys(this.a).filter(name => name in this.b)) {
      const table = (await this.json(`orm_describe('${name}')`)).tableName;
      if (table !== this.tables[name] && this.b[name].options.renamedFrom !== this.tables[name]) continue;
      const keys = keysOf(this.a[name]), now = keysOf(this.b[name]);
      const stays = keys.length < 2 && same(keys.map(key => this.a[name].attributes[key]), now.map(key => this.b[name].attributes[key]));
      tables.push({ table: this.tables[name], key: stays ? (keys[0] || 'id') : null, type: keys.length ? this.a[name].attributes[keys[0]].type.replace('STRING', 'VARCHAR') : 'integer' });
    }
    for (const sql of hands.statements(this.chance, isSqlite, tables)) {
      await this.engine.ask(sql);
      this.notes.hands = (this.notes.hands || 0) + 1;
    }
  }

  /** The catalog's lines about it, with tables called as they were. */
  async made() {
    let lines = hands.made(await this.catalog());
    for (const [name, model] of Object.entries(this.b))
      if (model.options.renamedFrom) lines = lines.map(line => line.replaceAll(new RegExp(`\\b${model.options.tableName}\\b`, 'g'), this.tables[name]).replaceAll(`"${this.tables[name]}"`, this.tables[name]));
    return lines.map(line => line.replaceAll('"', '')).sort();
  }

  async handRows() {
    return Object.entries(await this.data()).flatMap(([, columns]) => columns.hand ? [JSON.stringify([...columns.hand].sort())] : []).sort();
  }

  /** Without permission nothing is done, and what would need it is told. */
  async refused(plan) {
    const guarded = plan.filter(step => step.hazards.some(name => GUARDED.includes(name)));
    if (!guarded.length) return false;
    const before = [await this.catalog(), await this.data()];
    let error = null;
    try { await this.call(`orm_sync(NULL, '{"alter": true}')`); } catch (thrown) { error = thrown; }
    this.check(error && /^MigrationError: /.test(error.message), 'guarded steps were not refused', guarded, String(error));
    const told = JSON.parse(error.detail).steps;
    this.check(same(told, guarded), 'the error tells other steps than the plan', told, guarded);
    this.check(same(before, [await this.catalog(), await this.data()]), 'a refusal has changed something');
    return true;
  }

  async run(plan) {
    const before = [await this.catalog(), await this.data()];
    try {
      return await this.json(`orm_sync(NULL, '${ALLOWED}')`);
    } catch (error) {
      this.check(plan.some(step => step.hazards.includes('DATA') || step.hazards.includes('INCOMPATIBLE')), 'an allowed sync failed without a hazard', error.message, plan);
      const now = [await this.catalog(), await this.data()];
      this.check(same(before, now), 'a failure has changed something', error.message, before, now);
      this.notes.failed = 1;
      await this.call(`orm_truncate(NULL, '{"force": true, "cascade": true}')`).catch(() => undefined);
      await this.empty();
      return null;
    }
  }

  /** Rows are what stood in the way. */
  async empty() {
    if (isSqlite) await this.engine.ask('PRAGMA foreign_keys = OFF');
    for (const table of Object.keys(await this.data())) await this.engine.ask(isSqlite ? `DELETE FROM "${table}"` : `TRUNCATE "${table}" CASCADE`);
    if (isSqlite) await this.engine.ask('PRAGMA foreign_keys = ON');
  }

  /** Columns of one name (or renamed) and one type, in both catalogs. */
  survivors(before, after, b) {
    const types = lines => Object.fromEntries(lines.filter(line => / column /.test(line)).map(line => {
      const [, table, rest] = /^(\S+) column (.*)$/.exec(line);
      const [name, type] = isSqlite ? JSON.parse(rest) : [/^\S+/.exec(rest)[0], /^\S+ (.*?) [tf] default/.exec(rest)[1]];
      return [`${table}.${name}`, type];
    }));
    const old = types(before), now = types(after), renames = {};
    for (const [name, model] of Object.entries(b)) {
      if (model.options.renamedFrom) renames[model.options.tableName] = model.options.renamedFrom;
      for (const attribute of Object.values(model.attributes)) if (attribute.renamedFrom) (renames.columns ||= {})[attribute.field] = attribute.renamedFrom;
    }
    return Object.keys(now).map(place => {
      const [table, column] = place.split('.');
      const from = `${table in renames ? renames[table] : table}.`;
      const former = `${from}${column}` in old ? `${from}${column}` : `${from}${(renames.columns || {})[column]}`;
      return former in old && old[former] === now[place] ? [former, place] : null;
    }).filter(Boolean);
  }

  sameData(before, after, list) {
    for (const [former, place] of list) {
      const [table, column] = former.split('.'), [table2, column2] = place.split('.');
      const a = (before[table] || {})[column], b = (after[table2] || {})[column2];
      if (!a || !b) continue; // generated
      this.check(same([...a].sort(), [...b].sort()), `the values of ${place} have changed`, a, b);
      this.notes.columns = (this.notes.columns || 0) + 1;
    }
  }

  async undo(plan, before) {
    if (plan.some(step => !step.undo)) { this.notes.noUndo = 1; return; }
    await this.empty();
    for (const step of [...plan].reverse()) {
      try { await this.engine.script(step.undo); } catch (error) { this.check(false, 'an undo failed', error.message, step.undo, plan); }
    }
    const now = await this.catalog();
    this.check(same(before, now), 'the undo steps do not bring the catalog back', before.filter(line => !now.includes(line)), now.filter(line => !before.includes(line)), plan);
    this.notes.undone = 1;
  }

  async play() {
    const a = this.a = setOf(this.chance), b = this.b = changeOf(this.chance, a);
    await this.clear();
    try { await this.define(a); } catch (error) { if (!/DefinitionError|UnknownAttributeError/.test(error.message)) throw error; this.notes.undefined = 1; return; }
    await this.call("orm_sync()");
    this.check(same(await this.plan(ALLOWED), []), 'A is not what it was made for', await this.plan(ALLOWED));
    await this.fill(a);
    this.tables = {};
    for (const name of Object.keys(a)) this.tables[name] = (await this.json(`orm_describe('${name}')`)).tableName;
    try { await this.define(b); } catch (error) { if (!/DefinitionError|UnknownAttributeError/.test(error.message)) throw error; this.notes.undefined = 1; return; }
    await this.byHand();
    let plan = await this.plan(ALLOWED);
    if (await this.refused(plan)) this.notes.guarded = 1;
    const before = await this.catalog(), rows = await this.data(), made = await this.made(), handRows = await this.handRows();
    let done = await this.run(plan);
    if (!done) { plan = await this.plan(ALLOWED); done = await this.json(`orm_sync(NULL, '${ALLOWED}')`); }
    this.check(same(done, plan.map(step => step.sql)), 'sync did something else than its plan', done, plan);
    this.notes.steps = plan.length;
    this.check(same(await this.plan(ALLOWED), []), 'there is something left to do', plan, await this.plan(ALLOWED));
    this.check(same(await this.json(`orm_sync(NULL, '{"alter": true}')`), []), 'a second sync ran something');
    const after = await this.catalog();
    this.check(same(made, await this.made()), 'what was made by hand has changed', made, await this.made(), plan);
    if (!this.notes.failed) this.check(same(handRows, await this.handRows()), 'rows of what was made by hand have changed', handRows, await this.handRows(), plan);
    if (!this.notes.failed) this.sameData(rows, await this.data(), this.survivors(before, after, b));
    await this.undo(plan, before);
  }
}

async function main() {
  const engine = await engines[isSqlite ? 'sqlite' : 'postgres']();
  const totals = {};
  let failed = 0;
  for (let i = 0; i < Number(pairs); i++) {
    const pair = new Pair(engine, Number(first) + i);
    try {
      await pair.play();
    } catch (error) {
      failed++;
      console.log(`FAILED seed ${pair.seed}: ${error.message.slice(0, 6000)}`);
      if (process.env.VERBOSE) console.log(JSON.stringify({ A: pair.a, B: pair.b }, null, 1));
      if (/the shell ended|Connection terminated/.test(error.message)) break;
    }
    for (const [name, count] of Object.entries(pair.notes)) totals[name] = (totals[name] || 0) + count;
  }
  await engine.close();
  console.log(`${kind}: ${pairs} pairs from seed ${first}: ${Object.entries(totals).map(([name, count]) => `${count} ${name}`).join(', ')}`);
  console.log(`${pairs - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main();
