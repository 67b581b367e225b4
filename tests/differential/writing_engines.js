'use strict';
/* Sequelize and the extension behind one face, on SQLite in memory and on the PostgreSQL of tests/with-pg:
 * call({fn, args}) → {value} or {error}, rows(table), align(tables), close(). */
const path = require('path');

module.exports = (recorded) => {
  const sqlite3 = require('sqlite3');
  const { Client, types } = require('pg');
  const { Engine, Connection } = require(path.join(recorded, 'backends', 'reference.cjs'));
  const { parse } = require(path.join(recorded, 'lib', 'json.cjs'));
  const { argumentTexts } = require(path.join(recorded, 'lib', 'sql.cjs'));
  const { translate } = require('./writing_reference');

  const quoted = (name) => `"${name.replace(/"/g, '""')}"`;
  const json = (text) => {
    try {
      return parse(text);
    } catch {
      return text;
    }
  };

  /* Numbers that a failed or skipping statement has taken are given back, for the two take different ones.
   * There is no such table before the first automatic key. */
  const COUNTERS = "UPDATE sqlite_sequence SET seq = 0 WHERE name NOT LIKE 'orm\\_%' ESCAPE '\\'";
  const alignment = (table, column) =>
    `SELECT setval(pg_get_serial_sequence('${quoted(table)}', '${column}'), (SELECT coalesce(max(${quoted(column)}), 0) + 1 FROM ${quoted(table)}), false)`;
  const SERIALS = `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
    AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL`;

  /* ---- Sequelize; a call that fails leaves nothing, as ours do */

  class Reference {
    constructor(options) {
      this.engine = new Engine({ pool: { max: 1 }, ...options });
    }

    async call(call) {
      const connection = new Connection(this.engine);
      if (/^orm_(define|sync|add_scope|belongs|has_one|has_many)/.test(call.fn)) return connection.call(call);
      let answer;
      await connection.control({ verb: 'begin' });
      for (const one of translate(call, this.engine.registry)) {
        answer = await connection.call(one);
        if (answer.error) break;
      }
      await connection.control({ verb: answer.error ? 'rollback' : 'commit' });
      return answer;
    }

    models() {
      return this.engine.sequelize.models;
    }

    tables() {
      return Object.values(this.models()).map((model) => model.getTableName());
    }

    rows(table) {
      return this.engine.sequelize.query(`SELECT * FROM ${quoted(table)}`, { raw: true }).then(([rows]) => rows);
    }

    async align() {
      await this.engine.sequelize.query(COUNTERS).catch(() => undefined);
    }

    close() {
      return this.engine.close();
    }
  }

  class PostgresReference extends Reference {
    async align() {
      const [serials] = await this.engine.sequelize.query(SERIALS);
      for (const it of serials) await this.engine.sequelize.query(alignment(it.table_name, it.column_name));
    }
  }

  /* ---- ours */

  class Sqlite {
    async open() {
      this.database = await new Promise((done, fail) => {
        const database = new sqlite3.Database(':memory:', (error) => (error ? fail(error) : done(database)));
      });
      const library = path.resolve(__dirname, '..', '..', process.env.BUILD || 'build', 'sqlite', 'orm');
      await new Promise((done, fail) => this.database.loadExtension(library, (error) => (error ? fail(error) : done())));
      await this.all('PRAGMA foreign_keys = ON');
      return this;
    }

    all(sql, values = []) {
      return new Promise((done, fail) => this.database.all(sql, values, (error, rows) => (error ? fail(error) : done(rows))));
    }

    async call(call) {
      const texts = argumentTexts(call);
      try {
        const [row] = await this.all(`SELECT ${call.fn}(${texts.map(() => '?').join(', ')}) AS answer`, texts);
        return { value: typeof row.answer === 'string' ? json(row.answer) : row.answer };
      } catch (error) {
        const at = error.message.indexOf('\n{');
        if (at >= 0) return { error: parse(error.message.slice(at + 1)) };
        const [{ known }] = await this.all('SELECT orm_last_error() AS known');
        return { error: parse(known) };
      }
    }

    rows(table) {
      return this.all(`SELECT * FROM ${quoted(table)}`);
    }

    align() {
      return this.all(COUNTERS).catch(() => undefined);
    }

    close() {
      return new Promise((done) => this.database.close(done));
    }
  }

  const DATE = 1082; /* a day is no time */

  class Postgres {
    async open() {
      this.client = new Client({ types: { getTypeParser: (oid, form) => (oid === DATE ? String : types.getTypeParser(oid, form)) } });
      await this.client.connect();
      await this.client.query("SET client_min_messages = error; SET TIME ZONE 'UTC'; BEGIN");
      return this;
    }

    async call(call) {
      const texts = argumentTexts(call);
      await this.client.query('SAVEPOINT one');
      try {
        const sql = `SELECT ${call.fn}(${texts.map((_, i) => `$${i + 1}`).join(', ')})::text AS answer`;
        const { rows } = await this.client.query(sql, texts);
        return { value: rows[0].answer === null ? null : json(rows[0].answer) };
      } catch (error) {
        await this.client.query('ROLLBACK TO one');
        const text = /^OR/.test(error.code) ? error.detail : error.hint;
        const known = text && text.startsWith('{') ? parse(text) : { name: 'DatabaseError' };
        return { error: { message: error.message, ...known, code: error.code } };
      }
    }

    async rows(table) {
      return (await this.client.query(`SELECT * FROM ${quoted(table)}`)).rows;
    }

    async align() {
      const { rows } = await this.client.query(SERIALS);
      for (const it of rows) if (!it.table_name.startsWith('orm_')) await this.client.query(alignment(it.table_name, it.column_name));
    }

    async close() {
      await this.client.query('ROLLBACK');
      await this.client.end();
    }
  }

  /* ---- the two of an engine */

  const REFERENCE = 'orm_reference';

  async function onServer(...statements) {
    const client = new Client();
    await client.connect();
    for (const text of statements) await client.query(text);
    await client.end();
  }

  const { PGHOST: host, PGPORT: port, PGUSER: username } = process.env;
  const options = { dialect: 'postgres', host, port, username, database: REFERENCE };
  return {
    sqlite: {
      openReference: async () => new Reference({ dialect: 'sqlite', storage: ':memory:' }),
      openOwn: () => new Sqlite().open(),
      end: async () => undefined,
    },
    postgres: {
      openReference: async () => {
        await onServer(`DROP DATABASE IF EXISTS ${REFERENCE} WITH (FORCE)`, `CREATE DATABASE ${REFERENCE} TEMPLATE template0`);
        return new PostgresReference(options);
      },
      openOwn: () => new Postgres().open(),
      end: () => onServer(`DROP DATABASE IF EXISTS ${REFERENCE} WITH (FORCE)`),
    },
  };
};
