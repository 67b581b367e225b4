'use strict';
/* What the engine's own catalog says of all tables, in an order of its own: columns that were dropped and added again
 * stand elsewhere, and that is no difference here. None of it is read by the extension. */

const one = async (engine, sql) => { const rows = await engine.ask(sql); return rows.length ? rows[0][0] : null; };
const OURS = "('orm_meta', 'orm_models', 'orm_associations', 'orm_scopes', 'orm_hooks', 'orm_objects')";

const POSTGRES = `
  SELECT json_agg(line ORDER BY line)::text FROM (
    SELECT format('%s column %s %s %s default %s identity %s generated %s comment %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      a.attnotnull, CASE WHEN pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN 'a sequence' ELSE pg_get_expr(d.adbin, d.adrelid) END,
      a.attidentity, a.attgenerated, col_description(c.oid, a.attnum)) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ${OURS}
    UNION ALL SELECT format('%s constraint %s %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid), k.convalidated)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype <> 'n' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ${OURS}
    UNION ALL SELECT format('index %s', pg_get_indexdef(x.indexrelid))
    FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ${OURS}
    UNION ALL SELECT format('%s comment %s', c.relname, obj_description(c.oid, 'pg_class'))
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ${OURS}
    UNION ALL SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'
    UNION ALL SELECT format('trigger %s', pg_get_triggerdef(g.oid)) FROM pg_trigger g WHERE NOT g.tgisinternal
    UNION ALL SELECT format('type %s %s', t.typname, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
    FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e') AS lines`;

const SQLITE = `
  SELECT json_group_array(line) FROM (
    SELECT t.name || ' column ' || json_array(c.name, upper(c.type), c."notnull", iif(c.dflt_value GLOB '''*''', c.dflt_value, trim(c.dflt_value, '() ')), c.pk, c.hidden) AS line
    FROM sqlite_master t, pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT IN ${OURS} AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    UNION ALL SELECT t.name || ' foreign ' || (SELECT json_group_array(json_array(f."table", f."from", f."to", f.on_update, f.on_delete)) FROM pragma_foreign_key_list(t.name) f WHERE f.id = g.id)
    FROM sqlite_master t, (SELECT DISTINCT name, id FROM sqlite_master, pragma_foreign_key_list(name) WHERE type = 'table') g WHERE t.type = 'table' AND g.name = t.name AND t.name NOT IN ${OURS}
    UNION ALL SELECT t.name || ' index ' || iif(i.origin = 'c', i.name, '') || json_array(i."unique", i.origin, i.partial) ||
      (SELECT json_group_array(json_array(x.name, x."desc", x.coll)) FROM pragma_index_xinfo(i.name) x WHERE x.key) || coalesce((SELECT replace(s.sql, 'main.', '') FROM sqlite_master s WHERE s.name = i.name), '')
    FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table' AND t.name NOT IN ${OURS}
    UNION ALL SELECT type || ' ' || sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY 1)`;

/** CHECKs and AUTOINCREMENT are in the text only. */
function fromText(name, sql) {
  const lines = [`${name} counts ${/AUTOINCREMENT/i.test(sql)}`];
  for (const match of sql.matchAll(/CHECK \(/g)) {
    let depth = 0, end = match.index + 6, quote = false;
    do {
      if (sql[end] === "'") quote = !quote;
      if (!quote) depth += sql[end] === '(' ? 1 : sql[end] === ')' ? -1 : 0;
      end++;
    } while (depth > 0);
    lines.push(`${name} check ${sql.slice(match.index + 6, end).replace(/[()\s]/g, '')}`);
  }
  return lines;
}

async function catalog(engine, isSqlite) {
  if (!isSqlite) return JSON.parse(await one(engine, POSTGRES)) || [];
  const lines = JSON.parse(await one(engine, SQLITE));
  const tables = await engine.ask(`SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT IN ${OURS} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`);
  for (const [name, sql] of tables) lines.push(...fromText(name, sql));
  return lines.sort();
}

/** Every table's rows, each column by itself: {table: {column: text}}, ordered by the rows' keys. */
async function data(engine, isSqlite) {
  const out = {};
  const tables = isSqlite
    ? await engine.ask(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ${OURS} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
    : await engine.ask(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ${OURS}`);
  for (const [table] of tables) {
    const rows = isSqlite
      ? await engine.ask(`SELECT (SELECT json_group_array(name) FROM pragma_table_xinfo('${table}') WHERE hidden = 0) AS n`)
      : await engine.ask(`SELECT json_agg(attname ORDER BY attnum)::text FROM pg_attribute WHERE attrelid = '"${table}"'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`);
    out[table] = {};
    for (const column of JSON.parse(rows[0][0]) || []) {
      const text = isSqlite ? `json_group_array(quote("${column}"))` : `json_agg("${column}"::text)::text`;
      const sorted = isSqlite ? `SELECT ${text} FROM (SELECT * FROM "${table}" ORDER BY rowid)` : `SELECT ${text} FROM (SELECT * FROM "${table}" ORDER BY ctid) s`;
      out[table][column] = JSON.parse(await one(engine, sorted)) || [];
    }
  }
  return out;
}

module.exports = { catalog, data };
