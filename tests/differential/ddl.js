'use strict';
/* Writes tests/data/ddl.json: sets of models, as orm_define_all reads them, and the statements that Sequelize's own
 * sync sends for them, to PostgreSQL and to SQLite. tests/property/ddl.js holds our tables against those.
 *
 *     NODE_PATH=<node_modules with sequelize, pg and sqlite3> tests/with-pg node tests/differential/ddl.js */
const fs = require('fs');
const path = require('path');
const { Sequelize, DataTypes: D, Op } = require('sequelize');

const one = (attributes, options = {}) => ({ User: { attributes, options } });
const types = list => one(Object.fromEntries(list.map((type, i) => [`a${i}`, type])), { timestamps: false });
const pair = (user, post, associations, more = {}) => ({
  User: { attributes: user, options: { timestamps: false }, associations },
  Post: { attributes: post, options: { timestamps: false }, ...more }
});
const NAME = { name: 'STRING' };

/** Title → models. */
const SETS = {
  'nothing but defaults': one({ name: 'STRING' }),
  'texts': types(['STRING', 'STRING(20)', 'CHAR(3)', 'TEXT', "TEXT('tiny')"]),
  'binary texts': types(['STRING(10).BINARY', 'CHAR(4).BINARY', 'BLOB', "BLOB('long')"]),
  'integers': types(['SMALLINT', 'INTEGER', 'BIGINT', 'INTEGER(11)', 'INTEGER.UNSIGNED']),
  'small integers': types(['TINYINT', 'MEDIUMINT']),
  'numbers': types(['FLOAT', 'FLOAT(5)', 'REAL', 'DOUBLE', 'DECIMAL', 'DECIMAL(10)', 'DECIMAL(10,2)']),
  'booleans and times': types(['BOOLEAN', 'DATE', 'DATE(6)', 'DATEONLY', 'TIME']),
  'UUID and JSON': types(['UUID', 'JSON', 'JSONB']),
  'ENUM': types(["ENUM('a','b')"]),
  'ENUM with default': one({ role: { type: "ENUM('admin','guest')", defaultValue: 'guest', allowNull: false } }),
  'VIRTUAL': one({ name: 'STRING', shown: 'VIRTUAL' }),
  'defaults of values': one({
    text: { type: 'STRING', defaultValue: "it's" }, number: { type: 'INTEGER', defaultValue: -3 }, real: { type: 'DOUBLE', defaultValue: 0.5 },
    yes: { type: 'BOOLEAN', defaultValue: true }, no: { type: 'BOOLEAN', defaultValue: false }, price: { type: 'DECIMAL(10,2)', defaultValue: 1.5 },
    meta: { type: 'JSON', defaultValue: { a: [1] } }, big: { type: 'BIGINT', defaultValue: 5 }, day: { type: 'DATEONLY', defaultValue: '2020-01-02' },
    at: { type: 'DATE', defaultValue: '2020-01-02T03:04:05.000Z' }
  }),
  'defaults that are made': one({ at: { type: 'DATE', defaultValue: 'NOW' }, id4: { type: 'UUID', defaultValue: 'UUIDV4' } }),
  'default of a literal': one({ at: { type: 'DATE', defaultValue: { $literal: 'CURRENT_TIMESTAMP' } } }),
  'not null': one({ a: { type: 'STRING', allowNull: false }, b: { type: 'INTEGER', allowNull: true } }),
  'fields': one({ firstName: { type: 'STRING', field: 'first_name' } }),
  'underscored': { BlogEntry: { attributes: { authorName: 'STRING' }, options: { underscored: true } } },
  'tableName': one(NAME, { tableName: 'people_of_all' }),
  'freezeTableName': one(NAME, { freezeTableName: true }),
  'no timestamps': one(NAME, { timestamps: false }),
  'timestamps of other names': one(NAME, { createdAt: 'made', updatedAt: false }),
  'paranoid': one(NAME, { paranoid: true }),
  'version': one(NAME, { version: true }),
  'comments': one({ name: { type: 'STRING', comment: "the 'name'" } }, { comment: 'people' }),
  'unique': one({ email: { type: 'STRING', unique: true } }),
  'unique together': one({ a: { type: 'STRING', unique: 'ab' }, b: { type: 'INTEGER', unique: 'ab' } }),
  'unique and paranoid': one({ email: { type: 'STRING', unique: true } }, { paranoid: true }),
  'unique and paranoid, as v6': one({ email: { type: 'STRING', unique: true } }, { paranoid: true, paranoidUnique: false }),
  'key of text': one({ code: { type: 'STRING(20)', primaryKey: true } }),
  'key of UUID': one({ id: { type: 'UUID', primaryKey: true, defaultValue: 'UUIDV4' } }),
  'key of two': one({ a: { type: 'INTEGER', primaryKey: true }, b: { type: 'STRING', primaryKey: true } }),
  'big key': one({ id: { type: 'BIGINT', primaryKey: true, autoIncrement: true } }),
  'identity': one({ id: { type: 'INTEGER', primaryKey: true, autoIncrement: true, autoIncrementIdentity: true } }),
  'key that does not count': one({ id: { type: 'INTEGER', primaryKey: true } }),
  'no key': one(NAME, { noPrimaryKey: true }),
  'index': one({ a: 'STRING', b: 'STRING' }, { indexes: [{ fields: ['a'] }, { fields: ['a', 'b'], name: 'both' }] }),
  'unique index': one({ a: 'STRING' }, { indexes: [{ fields: ['a'], unique: true }] }),
  'ordered index': one({ a: 'STRING', b: 'INTEGER' }, { indexes: [{ fields: [{ name: 'a', order: 'DESC' }, 'b'] }] }),
  'partial index': one({ a: 'INTEGER' }, { indexes: [{ fields: ['a'], where: { a: { $gt: 5 } } }] }),
  'index over an expression': one({ a: 'STRING' }, { indexes: [{ name: 'low', fields: [{ $fn: 'lower', args: [{ $col: 'a' }] }] }] }),
  'index of a CamelCase table': { UserAccount: { attributes: { lastName: 'STRING' }, options: { indexes: [{ fields: ['lastName'] }] } } },
  'belongsTo': pair(NAME, NAME, [{ type: 'belongsTo', target: 'Post', options: {} }]),
  'belongsTo with alias': pair(NAME, NAME, [{ type: 'belongsTo', target: 'Post', options: { as: 'first' } }]),
  'hasOne': pair(NAME, NAME, [{ type: 'hasOne', target: 'Post', options: {} }]),
  'hasMany': pair(NAME, NAME, [{ type: 'hasMany', target: 'Post', options: {} }]),
  'key that must not be null': pair(NAME, NAME, [{ type: 'hasMany', target: 'Post', options: { foreignKey: { name: 'ownerId', allowNull: false } } }]),
  'actions': pair(NAME, NAME, [{ type: 'hasMany', target: 'Post', options: { onDelete: 'RESTRICT', onUpdate: 'NO ACTION' } }]),
  'without constraints': pair(NAME, NAME, [{ type: 'hasMany', target: 'Post', options: { constraints: false } }]),
  'belongsToMany': pair(NAME, NAME, [{ type: 'belongsToMany', target: 'Post', options: { through: 'UserPosts' } }]),
  'to itself': one(NAME, { timestamps: false }) && { User: { attributes: NAME, options: {}, associations: [{ type: 'belongsTo', target: 'User', options: { as: 'boss' } }] } },
  'in a circle': {
    User: { attributes: NAME, options: {}, associations: [{ type: 'belongsTo', target: 'Post', options: { as: 'best' } }] },
    Post: { attributes: NAME, options: {}, associations: [{ type: 'belongsTo', target: 'User', options: { as: 'author' } }] }
  },
  'references': {
    Post: { attributes: NAME, options: {} },
    User: { attributes: { post: { type: 'INTEGER', references: { model: 'Posts', key: 'id' }, onDelete: 'CASCADE' } }, options: {} }
  },
  'types of PostgreSQL': types(['INET', 'CIDR', 'MACADDR', 'ARRAY(INTEGER)', 'ARRAY(STRING(20))', 'RANGE(INTEGER)', 'RANGE(DATE)', "ARRAY(ENUM('x','y'))"])
};

/* ---- as Sequelize spells it */

function typeOf(text) {
  const [head, ...tail] = text.split(/\.(?=[A-Z]+)/);
  const [, name, rest] = /^(\w+)(?:\((.*)\))?$/.exec(head);
  let type;
  if (name === 'ARRAY' || name === 'RANGE') type = D[name](typeOf(rest));
  else if (rest === undefined) type = D[name];
  else type = D[name](...rest.split(',').map(item => item.startsWith("'") ? item.slice(1, -1) : Number(item)));
  for (const mark of tail) type = type[mark];
  return type;
}

const OPERATORS = { $gt: Op.gt };
const where = node => Object.fromEntries(Object.entries(node).map(([name, value]) =>
  [name, Object.fromEntries(Object.entries(value).map(([key, item]) => [OPERATORS[key], item])) || value]).map(([name, value]) =>
  [name, Object.getOwnPropertySymbols(value).length ? value : node[name]]));

function attributeOf(sequelize, given) {
  if (typeof given === 'string') return typeOf(given);
  const out = { ...given, type: typeOf(given.type) };
  const preset = given.defaultValue;
  if (['NOW', 'UUIDV4'].includes(preset)) out.defaultValue = D[preset];
  else if (preset && preset.$literal) out.defaultValue = sequelize.literal(preset.$literal);
  else if (given.type === 'DATE' && preset) out.defaultValue = new Date(preset);
  return out;
}

function indexOf(sequelize, index) {
  return { ...index, ...index.where && { where: where(index.where) }, fields: index.fields.map(field => field.$fn ? sequelize.fn(field.$fn, sequelize.col(field.args[0].$col)) : field) };
}

function define(sequelize, set) {
  const models = {};
  for (const [name, { attributes, options }] of Object.entries(set)) {
    models[name] = sequelize.define(name, Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attributeOf(sequelize, value)])),
      { ...options, indexes: (options.indexes || []).map(index => indexOf(sequelize, index)) });
    if (options.noPrimaryKey) models[name].removeAttribute('id');
  }
  for (const [name, { associations = [] }] of Object.entries(set)) {
    for (const { type, target, options } of associations) models[name][type](models[target], options);
  }
}

async function statements(dialect, set) {
  const out = [];
  const logging = text => {
    const sql = text.replace(/^Executing \(.*?\): /, '');
    if (/^(CREATE|ALTER|COMMENT|DO|INSERT)/.test(sql)) out.push(sql);
  };
  const sequelize = dialect === 'sqlite'
    ? new Sequelize({ dialect, storage: ':memory:', logging })
    : new Sequelize({ dialect, host: process.env.PGHOST, port: process.env.PGPORT, username: 'postgres', database: process.env.PGDATABASE, logging });
  try {
    define(sequelize, structuredClone(set)); // Sequelize writes into what it is given
    await sequelize.sync();
  } catch (error) {
    out.push(`-- ${error.message}`);
  }
  await sequelize.close();
  return out;
}

async function clear() {
  const { Client } = require('pg');
  const client = new Client({ user: 'postgres' });
  await client.connect();
  const { rows } = await client.query(`SELECT format('DROP TABLE %I CASCADE', relname) AS sql FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE 'orm\\_%'
    UNION ALL SELECT format('DROP TYPE %I CASCADE', typname) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'`);
  for (const { sql } of rows) await client.query(sql);
  await client.end();
}

async function main() {
  const out = [];
  console.warn = () => undefined;
  for (const [title, set] of Object.entries(SETS)) {
    await clear();
    out.push({ title, models: set, postgres: await statements('postgres', set), sqlite: await statements('sqlite', set) });
  }
  fs.writeFileSync(path.join(__dirname, '../data/ddl.json'), `[\n${out.map(item => JSON.stringify(item)).join(',\n')}\n]\n`);
  console.log(`${out.length} sets of models`);
}

main();
