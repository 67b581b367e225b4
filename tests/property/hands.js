'use strict';
/* What somebody makes by hand in a database that sync also works on: a column with an index and a check, a view,
 * a trigger, a table that refers to one of sync's. All of it has "hand" in its name; none of it may change. */

const quoted = name => `"${name.replace(/"/g, '""')}"`;

function onSqlite(c, { table, key }) {
  const t = quoted(table);
  const out = [`ALTER TABLE ${t} ADD COLUMN hand INTEGER DEFAULT 7 ${c.is(0.5) ? 'CHECK (hand > 0)' : ''}`];
  if (c.is(0.6)) out.push(`CREATE INDEX ${quoted(`hand_${table}`)} ON ${t} (hand${c.is(0.3) ? ' DESC) WHERE hand > 1' : ')'}`);
  if (c.is(0.4)) out.push(`CREATE VIEW ${quoted(`hand_view_${table}`)} AS SELECT hand FROM ${t}`);
  if (c.is(0.4)) out.push(`CREATE TRIGGER ${quoted(`hand_trigger_${table}`)} AFTER DELETE ON ${t} BEGIN SELECT old.hand; END`);
  if (key && c.is(0.4)) out.push(`CREATE TABLE ${quoted(`hand_child_${table}`)} (hand INTEGER PRIMARY KEY, parent REFERENCES ${t} (${quoted(key)}) ON DELETE CASCADE)`,
    `INSERT INTO ${quoted(`hand_child_${table}`)} (parent) SELECT ${quoted(key)} FROM ${t}`);
  return out;
}

function onPostgres(c, { table, key, type }) {
  const t = quoted(table);
  const out = [`ALTER TABLE ${t} ADD COLUMN hand integer DEFAULT 7 ${c.is(0.5) ? 'CHECK (hand > 0)' : ''}`];
  if (c.is(0.6)) out.push(`CREATE INDEX ${quoted(`hand_${table}`)} ON ${t} (hand${c.is(0.3) ? ' DESC) WHERE hand > 1' : ')'}`);
  if (c.is(0.4)) out.push(`CREATE VIEW ${quoted(`hand_view_${table}`)} AS SELECT hand FROM ${t}`);
  if (c.is(0.4)) out.push("CREATE OR REPLACE FUNCTION hand() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN old; END'",
    `CREATE TRIGGER ${quoted(`hand_trigger_${table}`)} BEFORE DELETE ON ${t} FOR EACH ROW EXECUTE FUNCTION hand()`);
  if (key && c.is(0.4)) out.push(`CREATE TABLE ${quoted(`hand_child_${table}`)} (hand serial PRIMARY KEY, parent ${type} REFERENCES ${t} (${quoted(key)}) ON DELETE CASCADE)`,
    `INSERT INTO ${quoted(`hand_child_${table}`)} (parent) SELECT ${quoted(key)} FROM ${t}`);
  if (c.is(0.3)) out.push(`COMMENT ON COLUMN ${t}.hand IS 'by hand'`);
  return out;
}

/** The statements of what is made by hand at these tables: [{table, key, type}], key and type where the key stays. */
const statements = (c, isSqlite, tables) => tables.filter(() => c.is(0.3)).flatMap(table => (isSqlite ? onSqlite : onPostgres)(c, table));

/** The lines of a catalog that are about it. */
const made = lines => lines.filter(line => /hand/.test(line)).sort();

module.exports = { statements, made };
