'use strict';
/* The two engines, asked in SQL: PostgreSQL through pg, SQLite through its shell. An answer is a list of rows of texts;
 * an error is thrown with the name that the contract gives it. */
const { spawn } = require('child_process');

class Postgres {
  async open() {
    const { Client, types } = require('pg');
    types.getTypeParser; // texts as the server sends them
    this.client = new Client({ user: 'postgres', types: { getTypeParser: () => value => value } });
    await this.client.connect();
    await this.client.query('SET client_min_messages = warning');
    return this;
  }

  async ask(sql) {
    try {
      const { rows } = await this.client.query({ text: sql, rowMode: 'array' });
      return rows || [];
    } catch (error) {
      throw Object.assign(new Error(error.message), { detail: error.detail, code: error.code });
    }
  }

  /** Statements of a step or an undo. */
  script(sql) { return this.ask(sql); }
  close() { return this.client.end(); }
}

const ERROR = /^(?:Runtime error|Parse error|Error)[^:]*: ([\s\S]*)/;

class Sqlite {
  async open() {
    const extension = process.env.ORM_SQLITE_EXTENSION || 'build/sqlite/orm';
    this.child = spawn('/bin/sh', ['-c', 'exec sqlite3 -batch -init /dev/null :memory: 2>&1'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdout.setEncoding('utf8');
    this.buffer = '';
    this.waiting = null;
    this.count = 0;
    this.child.stdout.on('data', text => { this.buffer += text; this.look(); });
    this.child.on('exit', code => { if (this.waiting) this.waiting.reject(new Error(`the shell ended with ${code}: ${this.buffer.slice(-300)}`)); });
    await this.run('.mode json\n.headers on');
    const trouble = await this.run(`.load ${extension}\nPRAGMA foreign_keys = ON;`);
    if (ERROR.test(trouble)) throw new Error(trouble);
    return this;
  }

  look() {
    if (!this.waiting) return;
    const end = this.buffer.indexOf(`${this.waiting.mark}\n`);
    if (end < 0) return;
    const text = this.buffer.slice(0, end);
    this.buffer = this.buffer.slice(end + this.waiting.mark.length + 1);
    const { resolve } = this.waiting;
    this.waiting = null;
    resolve(text);
  }

  run(text) {
    return new Promise((resolve, reject) => {
      this.waiting = { mark: `-- ${++this.count} --`, resolve, reject };
      this.child.stdin.write(`${text}\n.print '${this.waiting.mark}'\n`);
    });
  }

  async ask(sql) {
    const text = (await this.run(`${sql};`)).trim();
    const failure = ERROR.exec(text);
    if (failure) throw Object.assign(new Error(failure[1].split('\n')[0]), { detail: failure[1].split('\n').slice(1).join('\n') });
    if (!text) return [];
    const start = text.lastIndexOf('\n[{') + 1;
    return JSON.parse(start ? text.slice(start) : text).map(row => Object.values(row).map(value => value === null ? null : String(value)));
  }

  async script(sql) {
    const text = await this.run(`.bail off\n${sql};`);
    const failure = /(?:Runtime error|Parse error|Error)[^:]*: ([^\n]*)/.exec(text);
    if (failure) throw new Error(failure[1]);
  }

  async close() { this.child.stdin.end(); }
}

module.exports = { postgres: () => new Postgres().open(), sqlite: () => new Sqlite().open() };
