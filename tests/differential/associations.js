'use strict';
/* Writes tests/data/associations.tsv: what Sequelize derives from models and associations made at random.
 * Each row has the definitions as orm_define_all reads them, and a line for every model, attribute,
 * unique key and association as Sequelize has them in the end ("!": it refuses).
 *
 *     NODE_PATH=<node_modules with sequelize and pg> node tests/differential/associations.js [count [seed]]
 *
 * Left out is what api.md and semantics.md change on purpose: keys of several attributes, two
 * associations of one alias, names that differ in case only, two models of one table; and what Sequelize
 * gets wrong: a through model of two pairs.  A through model that an association makes has the source
 * model's timestamps (reading.md), where Sequelize always gives it some. */
const { Sequelize, DataTypes } = require('sequelize');
const { write } = require('./tsv');

const COUNT = Number(process.argv[2] || 500);
let state = Number(process.argv[3] || 20240229);

/* ---- chance: mulberry32, so that a seed gives the same cases everywhere */

function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const chance = (p) => random() < p;

/* ---- models */

const NAMES = ['User', 'post', 'Comment', 'blogEntry', 'Person', 'tag', 'OrderItem', 'Child', 'news', 'Bus', 'user_group'];
const TYPES = {
  INTEGER: () => DataTypes.INTEGER, BIGINT: () => DataTypes.BIGINT, UUID: () => DataTypes.UUID,
  'STRING(20)': () => DataTypes.STRING(20), TEXT: () => DataTypes.TEXT, DATE: () => DataTypes.DATE,
};

function attribute(extra) {
  return { type: pick(Object.keys(TYPES)), ...extra };
}

function makeModel(name) {
  const attributes = {};
  const kind = below(8);
  if (kind === 0) attributes.code = attribute({ primaryKey: true });
  else if (kind === 1) attributes.uuid = { type: 'UUID', primaryKey: true, field: 'the_uuid' };
  else if (kind === 2) {
    attributes.left = { type: 'INTEGER', primaryKey: true };
    attributes.right = { type: 'INTEGER', primaryKey: true };
  } else if (kind === 3) attributes.id = { type: 'BIGINT', primaryKey: true, autoIncrement: true };
  attributes.email = { type: 'STRING(20)', ...(chance(0.5) && { unique: true }), ...(chance(0.3) && { field: 'e_mail' }) };
  if (chance(0.4)) attributes.handle = attribute({ unique: chance(0.5) ? true : 'pair', allowNull: false });
  const options = {};
  if (chance(0.3)) options.underscored = true;
  if (chance(0.4)) options.timestamps = false;
  if (chance(0.2)) options.paranoid = true;
  if (chance(0.1)) options.freezeTableName = true;
  if (chance(0.1)) options.tableName = `t_${name}`;
  if (chance(0.1)) options.schema = 'app';
  if (chance(0.1)) options.name = { singular: `${name}One`, plural: `${name}Many` };
  return { attributes, options, associations: [] };
}

/* A foreign key that the user has defined already. */
function ownKey(models, name) {
  const extra = {};
  if (chance(0.4)) extra.allowNull = chance(0.5);
  if (chance(0.3)) extra.field = `${name}_column`;
  if (chance(0.2)) extra.onDelete = pick(['CASCADE', 'RESTRICT']);
  if (chance(0.2)) extra.references = { model: pick(Object.keys(models)), key: 'email' };
  return attribute(extra);
}

/* ---- associations */

function keyOption(name) {
  if (chance(0.6)) return name;
  const key = { name };
  if (chance(0.5)) key.allowNull = chance(0.5);
  if (chance(0.3)) key.field = `${name}_f`;
  if (chance(0.2)) key.type = pick(['INTEGER', 'STRING(20)']);
  if (chance(0.15)) key.unique = 'once';
  return key;
}

function makeAssociation(models, number) {
  const names = Object.keys(models);
  const source = pick(names);
  const target = pick(names);
  const type = pick(['belongsTo', 'belongsTo', 'hasMany', 'hasMany', 'hasOne', 'belongsToMany', 'belongsToMany']);
  const options = {};
  if (source === target || chance(0.4)) options.as = pick([`role${number}`, `Part${number}`, `things${number}`]);
  else if (/Many/.test(type) && chance(0.15)) options.as = { singular: `one${number}`, plural: `some${number}` };
  if (chance(0.4)) options.foreignKey = keyOption(`key${below(4)}`);
  if (chance(0.25) && type !== 'belongsTo') options.sourceKey = 'email';
  if (chance(0.25) && (type === 'belongsTo' || type === 'belongsToMany')) options.targetKey = 'email';
  if (chance(0.15)) options.constraints = false;
  if (chance(0.15)) options.onDelete = pick(['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION']);
  if (chance(0.15)) options.onUpdate = pick(['CASCADE', 'RESTRICT']);
  if (chance(0.1) && type === 'belongsTo') options.keyType = 'BIGINT';
  if (type === 'belongsToMany') {
    const name = chance(0.6) ? pick(['links', 'Membership']) : pick(names);
    options.through = chance(0.6) ? name : { model: name, ...(chance(0.5) && { unique: chance(0.5) }) };
    if (chance(0.3)) options.otherKey = keyOption(`other${below(3)}`);
    if (chance(0.2)) options.uniqueKey = 'mine';
    if (chance(0.2)) options.timestamps = chance(0.5);
  }
  return { source, type, target, options };
}

function makeCase() {
  const models = {};
  const names = NAMES.slice();
  for (let i = 2 + below(3); i > 0; i--) models[names.splice(below(names.length), 1)[0]] = {};
  for (const name of Object.keys(models)) models[name] = makeModel(name);
  if (chance(0.4)) {
    const model = models[pick(Object.keys(models))];
    const name = pick(['key0', 'key1', 'userId', 'postId', 'other0']);
    model.attributes[name] = ownKey(models, name);
  }
  const associations = [];
  for (let i = 0; i < 1 + below(4); i++) associations.push(makeAssociation(models, i));
  return { models, associations };
}

/* ---- in Sequelize's terms */

const typed = (options) => (options && options.type ? { ...options, type: TYPES[options.type]() } : options);

function define(sequelize, { models, associations }) {
  for (const [name, model] of Object.entries(models)) {
    const attributes = {};
    for (const [key, options] of Object.entries(model.attributes)) {
      attributes[key] = typed(options);
      const references = options.references;
      if (references) attributes[key] = { ...attributes[key], references: { model: tableOf(models, references.model), key: columnOf(models[references.model], references.key) } };
    }
    sequelize.define(name, attributes, JSON.parse(JSON.stringify(model.options)));
  }
  const seen = new Set();
  for (const { source, type, target, options } of associations) {
    const copy = JSON.parse(JSON.stringify(options));
    for (const key of ['foreignKey', 'otherKey']) if (typeof copy[key] === 'object') copy[key] = typed(copy[key]);
    if (copy.keyType) copy.keyType = TYPES[copy.keyType]();
    const through = copy.through && (copy.through.model || copy.through);
    if (through && copy.timestamps === undefined) copy.timestamps = models[source].options.timestamps !== false;
    if (through && models[through]) copy.through = { ...(typeof copy.through === 'object' && copy.through), model: sequelize.model(through) };
    const association = sequelize.model(source)[type](sequelize.model(target), copy);
    const alias = `${source}.${association.as}`;
    if (seen.has(alias)) throw Object.assign(new Error('skip'), { skip: true });
    seen.add(alias);
  }
}

/* What the table of a model is called, for references that the user writes. */
function tableOf(models, name) {
  const scratch = new Sequelize({ dialect: 'postgres', logging: false });
  return scratch.define(name, {}, JSON.parse(JSON.stringify(models[name].options))).getTableName();
}

function columnOf(model, key) {
  const own = model.attributes[key];
  return own.field || (model.options.underscored ? key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`) : key);
}

/* ---- what came of it */

function typeText(type) {
  return type.key === 'STRING' ? `STRING(${type._length})` : type.key;
}

const tableText = (table) => (typeof table === 'object' ? `${table.schema ? `${table.schema}.` : ''}${table.tableName}` : table);

function attributeLine(name, a) {
  const parts = [name, typeText(a.type), a.field];
  if (a.allowNull === false) parts.push('NOT NULL');
  if (a.primaryKey) parts.push('KEY');
  if (a.autoIncrement) parts.push('AUTO');
  if (a.references) parts.push(`-> ${tableText(a.references.model)}(${a.references.key})`);
  if (a.references && a.onDelete) parts.push(`delete ${a.onDelete}`);
  if (a.references && a.onUpdate) parts.push(`update ${a.onUpdate}`);
  return `  ${parts.join(' ')}`;
}

function associationLine(a) {
  const parts = [a.as, a.associationType, a.target.name, `foreignKey ${a.foreignKey}`];
  if (a.associationType !== 'BelongsTo') parts.push(`sourceKey ${a.sourceKey}`);
  if (a.associationType === 'BelongsToMany') parts.push(`otherKey ${a.otherKey}`);
  if (a.associationType.startsWith('BelongsTo')) parts.push(`targetKey ${a.targetKey}`);
  if (a.through) parts.push(`through ${a.through.model.name}`);
  return `  = ${parts.join(' ')}`;
}

function uniqueLines(model) {
  return Object.entries(model.uniqueKeys || {}).map(([name, key]) => `  unique ${name} ${key.fields.join(',')}`).sort();
}

function describe(sequelize) {
  const lines = [];
  const models = Object.values(sequelize.models).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const model of models) {
    lines.push(`${model.name} ${tableText(model.getTableName())}`);
    for (const [name, a] of Object.entries(model.rawAttributes)) lines.push(attributeLine(name, a));
    lines.push(...uniqueLines(model));
    for (const a of Object.values(model.associations)) lines.push(associationLine(a));
  }
  return lines.join('\n');
}

/* A through model that serves two pairs of keys loses the first pair in Sequelize, not in ours. */
function isBroken(sequelize) {
  const lacks = (model, ...keys) => keys.some((key) => !model.rawAttributes[key]);
  return Object.values(sequelize.models).some((m) => Object.values(m.associations).some(
    (a) => a.through && lacks(a.through.model, a.foreignKey, a.otherKey)));
}

/* Names that a database takes for one: refused by ours, not by Sequelize. */
function hasTwins(sequelize) {
  const tables = Object.values(sequelize.models).map((m) => tableText(m.getTableName()).toLowerCase());
  if (new Set(tables).size < tables.length) return true;
  return Object.values(sequelize.models).some((m) => {
    const columns = Object.values(m.rawAttributes).map((a) => a.field.toLowerCase());
    return new Set(columns).size < columns.length;
  });
}

function documentOf({ models, associations }) {
  const out = {};
  for (const [name, model] of Object.entries(models)) {
    out[name] = { attributes: model.attributes };
    if (Object.keys(model.options).length) out[name].options = model.options;
  }
  associations.forEach(({ source, type, target, options }, i) => {
    (out[source].associations = out[source].associations || []).push({ type, target, options, position: i + 1 });
  });
  return JSON.stringify({ models: out });
}

function row() {
  for (;;) {
    const it = makeCase();
    const sequelize = new Sequelize({ dialect: 'postgres', logging: false });
    try {
      define(sequelize, it);
    } catch (error) {
      if (error.skip || !/collision|associations/.test(error.message)) continue;
      return [documentOf(it), '!'];
    }
    if (!hasTwins(sequelize) && !isBroken(sequelize)) return [documentOf(it), describe(sequelize)];
  }
}

const rows = [];
while (rows.length < COUNT) rows.push(row());
write(
  ['Models and associations made at random, and what Sequelize 6.37.8 derives from them, written by',
    'tests/differential/associations.js.  "!": Sequelize refuses.'],
  ['document', 'derived'], rows);
