'use strict';
/* Random models, associations and writing calls for writing.js.
 *
 * Not asked, for semantics.md has it differently on purpose: unknown attributes (1), items of one list with
 * different keys and several unique keys that a list's items may meet (8), upsert of counted rows (10), operators
 * in findOrCreate (11), uniques of paranoid models as partial ones (19: paranoidUnique is false), values that are
 * of no type (26), cascades between paranoid models (25). */
const { pick, chance, below, several } = require('./chance');

/* ---- attributes */

const WORDS = ['a', 'b', 'c', "o'x", 'ä', '', 'x y'];
const DAYS = ['2020-01-02', '1999-12-31'];
const KINDS = {
  'STRING(12)': () => pick(WORDS),
  TEXT: () => pick(WORDS),
  INTEGER: () => below(6) - 1,
  BIGINT: () => below(5) * 1000000,
  BOOLEAN: () => chance(0.5),
  DATE: () => `${pick(DAYS)}T03:04:05.${pick(['678', '000'])}Z`,
  DATEONLY: () => pick(DAYS),
  DOUBLE: () => pick([0.5, 2, -1.25]),
  'DECIMAL(8,2)': () => pick([1.5, 2, -0.25]),
  JSON: () => pick([{ a: 1 }, [1, 2], { b: { c: null } }]),
  JSONB: () => pick([{ a: 1 }, [1, 'x'], {}]),
  "ENUM('x','y','z')": () => pick(['x', 'y', 'z']),
  UUID: () => `00000000-0000-4000-8000-00000000000${below(4)}`,
  BLOB: () => pick(['\\x', '\\x00ff']),
};
const isNumber = (attribute) => /^(INTEGER|BIGINT|DOUBLE|DECIMAL)/.test(attribute.type);
const isComparable = (attribute) => !/^(JSON|BLOB|ENUM|DOUBLE|DECIMAL|DATE)/.test(attribute.type);

const VALIDATORS = {
  'STRING(12)': () => pick([{ len: [0, 2] }, { notIn: [['b']] }]),
  INTEGER: () => pick([{ min: 0 }, { max: 3 }]),
};

function makeAttribute(name) {
  const type = pick(Object.keys(KINDS));
  const out = { type };
  if (chance(0.3)) out.field = `${name}_column`;
  if (chance(0.3) && isComparable({ type })) out.defaultValue = KINDS[type]();
  if (chance(0.25)) out.allowNull = false;
  if (chance(0.2) && VALIDATORS[type] && out.defaultValue === undefined) out.validate = VALIDATORS[type]();
  return out;
}

/* ---- models */

const KEYS = [
  () => ({}),
  () => ({}),
  () => ({ code: { type: 'STRING(12)', primaryKey: true } }),
  () => ({ number: { type: 'INTEGER', primaryKey: true, autoIncrement: true, field: 'the_number' } }),
];

function makeModel(name, isAlone, mayBeParanoid) {
  const attributes = isAlone && chance(0.5)
    ? { left: { type: 'INTEGER', primaryKey: true }, right: { type: 'STRING(12)', primaryKey: true, field: 'r' } }
    : pick(KEYS)();
  for (let i = 0; i < 2 + below(4); i++) attributes[`${'abcdef'[i]}${i}`] = makeAttribute(`${'abcdef'[i]}${i}`);
  const unique = Object.entries(attributes).find(([, a]) => isComparable(a) && a.type !== 'BOOLEAN' && !a.primaryKey);
  if (unique && chance(0.4)) unique[1].unique = true;
  const options = { paranoidUnique: false };
  if (chance(0.3)) options.timestamps = false;
  else {
    if (chance(0.2)) options.updatedAt = pick([false, 'changed']);
    if (chance(0.2)) options.createdAt = false;
    if (mayBeParanoid && chance(0.5)) options.paranoid = true;
  }
  if (name !== 'Post' && chance(0.25)) options.version = true; /* targets are changed by static updates (10) */
  if (chance(0.2)) options.underscored = true;
  const scoped = Object.entries(attributes).find(([, a]) => a.type === 'INTEGER' && !a.primaryKey);
  if (scoped && chance(0.3)) options.defaultScope = { where: { [scoped[0]]: { $or: [{ $lt: 4 }, null] } } };
  return { name, attributes, options, keys: Object.keys(attributes).filter((key) => attributes[key].primaryKey) };
}

const keyType = (model) => (model.keys.length ? model.attributes[model.keys[0]].type : 'INTEGER');

/* ---- a world: User, Post, Tag with associations, Log alone */

function makeWorld() {
  const paranoid = pick(['User', 'Post', 'Tag', 'Log']);
  const models = {};
  for (const name of ['User', 'Post', 'Tag', 'Log']) models[name] = makeModel(name, name === 'Log', name === paranoid);
  const definitions = Object.values(models).map((m) => ({ fn: 'orm_define', args: [m.name, m.attributes, m.options] }));
  const associations = [];
  const add = (type, source, target, options) => {
    definitions.push({ fn: `orm_${type}`, args: [source, target, options] });
    associations.push({ type, source, target, as: options.as, scope: options.scope });
  };
  const isNeeded = chance(0.2);
  const userId = isNeeded ? { name: 'userId', allowNull: false } : 'userId';
  const onDelete = !isNeeded && chance(0.3) ? { onDelete: 'CASCADE' } : {};
  const scoped = Object.entries(models.Post.attributes).find(([, a]) => a.type === 'INTEGER' && !a.primaryKey && !a.unique && !a.validate);
  add('has_many', 'User', 'Post', { as: 'posts', foreignKey: userId, ...onDelete });
  add('belongs_to', 'Post', 'User', { as: 'user', foreignKey: userId, ...onDelete });
  add('has_one', 'User', 'Post', { as: 'favourite', foreignKey: 'fanId', ...(scoped && chance(0.5) && { scope: { [scoped[0]]: 2 } }) });
  const isPlain = ['Post', 'Tag'].every((name) => !models[name].options.version && !models[name].options.paranoid);
  if (!isPlain || chance(0.5)) { /* an automatic one is like its source model only in part (reading.md) */
    const own = chance(0.3) ? { id: { type: 'INTEGER', primaryKey: true, autoIncrement: true } } : {};
    const attributes = { ...own, weight: { type: 'INTEGER', defaultValue: 1 }, note: { type: 'STRING(12)', field: 'the_note' } };
    models.PostTag = { name: 'PostTag', attributes, options: { timestamps: chance(0.5) }, keys: own.id ? ['id'] : [], isPair: true };
    definitions.push({ fn: 'orm_define', args: ['PostTag', attributes, models.PostTag.options] });
  }
  const scope = models.PostTag && chance(0.3) ? { scope: { note: 'a' } } : {};
  const through = { model: 'PostTag', ...scope };
  const timestamps = models.PostTag ? {} : { timestamps: false };
  add('belongs_to_many', 'Post', 'Tag', { as: 'tags', through, foreignKey: 'postId', otherKey: 'tagId', ...timestamps });
  add('belongs_to_many', 'Tag', 'Post', { as: 'posts', through: 'PostTag', foreignKey: 'tagId', otherKey: 'postId', ...timestamps });
  definitions.push({ fn: 'orm_sync', args: [null, {}] });
  models.Post.foreign = { userId: { type: keyType(models.User), allowNull: !isNeeded }, fanId: { type: keyType(models.User) } };
  return { models, definitions, associations, rows: {} };
}

/* ---- rows that are there */

function rowsOf(world, name) {
  const model = world.modelOf[name];
  return (world.rows[model.getTableName()] || []).map((row) =>
    Object.fromEntries(Object.entries(model.rawAttributes).map(([key, a]) => [key, row[a.field]])));
}

const keysOf = (world, name) => (world.models[name].keys.length ? world.models[name].keys : ['id']);
const isOpen = (value) => value !== undefined && (value === null || ['string', 'number', 'boolean'].includes(typeof value));

/* A key, of a row that is there as a rule. */
function key(world, name) {
  const rows = rowsOf(world, name);
  const keys = keysOf(world, name);
  if (rows.length && chance(0.9)) {
    const row = pick(rows);
    return keys.length === 1 ? row[keys[0]] : Object.fromEntries(keys.map((part) => [part, row[part]]));
  }
  const attribute = (part) => world.models[name].attributes[part] || { type: 'INTEGER' };
  const missing = (part) => (attribute(part).type === 'INTEGER' ? 77 : 'none');
  return keys.length === 1 ? missing(keys[0]) : Object.fromEntries(keys.map((part) => [part, missing(part)]));
}

/* ---- documents */

function valueOf(attribute) {
  if (chance(0.15)) return attribute.allowNull === false && chance(0.7) ? KINDS[attribute.type]() : null;
  return KINDS[attribute.type]();
}

function foreignValue(world, attribute) {
  if (chance(0.2) && attribute.allowNull !== false) return null;
  const rows = rowsOf(world, 'User');
  return rows.length && chance(0.95) ? pick(rows)[keysOf(world, 'User')[0]] : attribute.type === 'INTEGER' ? 77 : 'none';
}

/* New values; `isNew`: with the key, and with what is needed as a rule. */
function values(world, name, isNew, share = 0.6) {
  const model = world.models[name];
  const out = {};
  for (const [key, attribute] of Object.entries(model.attributes)) {
    if (attribute.primaryKey && (!isNew || attribute.autoIncrement)) continue;
    const isNeeded = isNew && (attribute.primaryKey || (attribute.allowNull === false && attribute.defaultValue === undefined && chance(0.9)));
    if (isNeeded || chance(share)) out[key] = attribute.primaryKey ? KINDS[attribute.type]() : valueOf(attribute);
  }
  for (const [key, attribute] of Object.entries(model.foreign || {}))
    if (chance(0.4) || (isNew && attribute.allowNull === false)) out[key] = foreignValue(world, attribute);
  return out;
}

function where(world, name) {
  const choices = Object.entries(world.models[name].attributes).filter(([, a]) => isComparable(a));
  if (!choices.length || chance(0.15)) return {};
  if (chance(0.3)) return { [keysOf(world, name)[0]]: Object.values({ k: key(world, name) }).flatMap((k) => (typeof k === 'object' ? Object.values(k) : k))[0] };
  const [attribute, definition] = pick(choices);
  const value = KINDS[definition.type];
  return { [attribute]: pick([value, () => ({ $in: [value(), value()] }), () => ({ $gte: value() }), () => ({ $ne: value() }), () => null])() };
}

const plainWhere = (world, name) => {
  const choices = Object.entries(world.models[name].attributes).filter(([, a]) => isComparable(a) && !a.autoIncrement);
  return Object.fromEntries(several(1, 2, () => pick(choices)).map(([attribute, a]) => [attribute, KINDS[a.type]()]));
};

/* ---- steps */

const some = (entries) => Object.assign({}, ...entries.filter(() => chance(0.25)));
const fieldsOf = (document) => Object.keys(document).filter(() => chance(0.7));

function create(world, name) {
  const document = values(world, name, true);
  const options = {};
  if (chance(0.1)) options.fields = [...new Set([...fieldsOf(document), ...keysOf(world, name)])];
  if (chance(0.1)) options.validate = false;
  return { fn: 'orm_create', args: [name, document, options] };
}

/* All items have the same keys. */
function bulkCreate(world, name) {
  const model = world.models[name];
  const first = values(world, name, true);
  const makers = { ...model.attributes, ...model.foreign };
  const options = some([{ validate: true }, { returning: true }]);
  const single = keysOf(world, name);
  const auto = !model.keys.length || model.attributes[model.keys[0]].autoIncrement;
  const withKeys = auto && chance(0.3);
  const items = several(1, 4, () => ({
    ...(withKeys && { [single[0]]: 1 + below(6) }),
    ...Object.fromEntries(Object.keys(first).map((part) => [part, makers[part].primaryKey ? KINDS[makers[part].type]() : model.foreign && model.foreign[part] ? foreignValue(world, makers[part]) : valueOf(makers[part])])),
  }));
  const seen = new Set(items.map((item) => JSON.stringify(single.map((part) => item[part]))));
  if (!auto || withKeys) {
    const hasHole = items.some((item) => Object.keys(item).some((part) => item[part] === null && makers[part] && makers[part].allowNull === false));
    const isComplete = Object.keys(makers).every((part) => makers[part].allowNull !== false || makers[part].defaultValue !== undefined || part in first);
    if (chance(0.3) && !hasHole && isComplete) options.ignoreDuplicates = true; /* SQLite's OR IGNORE skips such rows, too */
    else if (chance(0.5) && seen.size === items.length && !model.options.version) {
      const names = Object.keys(first).filter((part) => !single.includes(part));
      if (names.length) Object.assign(options, { updateOnDuplicate: names.filter((n, i) => i === 0 || chance(0.7)), conflictAttributes: single });
    }
  }
  return { fn: 'orm_bulk_create', args: [name, items, options] };
}

function update(world, name) {
  const document = values(world, name, false, 0.4);
  const options = { where: where(world, name), ...some([{ silent: true }, { paranoid: false }, { fields: fieldsOf(document) }]) };
  return { fn: 'orm_update', args: [name, document, options] };
}

function updateByPk(world, name) {
  const document = values(world, name, false, 0.4);
  return { fn: 'orm_update_by_pk', args: [name, key(world, name), document, some([{ silent: true }, { fields: fieldsOf(document) }])] };
}

function save(world, name) {
  const found = key(world, name);
  const document = values(world, name, true, 0.5);
  const keys = keysOf(world, name);
  Object.assign(document, keys.length === 1 ? { [keys[0]]: found } : found);
  return { fn: 'orm_save', args: [name, document, some([{ silent: true }])] };
}

function upsert(world, name) {
  const model = world.models[name];
  if (model.options.version) return create(world, name);
  const document = values(world, name, true);
  const keys = keysOf(world, name);
  if (keys[0] === 'id' || model.attributes[keys[0]].autoIncrement) document[keys[0]] = 1 + below(6);
  return { fn: 'orm_upsert', args: [name, document, {}] };
}

function increment(world, name) {
  const names = Object.keys(world.models[name].attributes).filter((a) => isNumber(world.models[name].attributes[a]) && !world.models[name].attributes[a].primaryKey);
  if (!names.length) return update(world, name);
  const fn = pick(['orm_increment', 'orm_decrement']);
  const document = chance(0.5) ? { [pick(names)]: 1 + below(3) } : pick(names);
  return { fn, args: [name, document, { where: where(world, name), ...(typeof document === 'string' && chance(0.5) && { by: 2 }), ...some([{ silent: true }]) }] };
}

const destroy = (world, name) => ({ fn: 'orm_destroy', args: [name, { where: where(world, name), ...some([{ force: true }]) }] });

function destroyByPk(world, name) {
  const rows = rowsOf(world, name);
  return rows.length ? { fn: 'orm_destroy_by_pk', args: [name, existing(world, name), some([{ force: true }])] } : create(world, name);
}

function restore(world, name) {
  const found = Object.values(world.models).find((m) => m.options.paranoid);
  if (!found) return create(world, name);
  if (chance(0.6)) return { fn: 'orm_restore', args: [found.name, { where: where(world, found.name) }] };
  return rowsOf(world, found.name).length ? { fn: 'orm_restore_by_pk', args: [found.name, existing(world, found.name), {}] } : create(world, found.name);
}

const findOr = (fn) => (world, name) => {
  const choices = Object.entries(world.models[name].attributes).filter(([, a]) => isComparable(a) && !a.autoIncrement);
  if (!choices.length) return create(world, name);
  return { fn, args: [name, { where: plainWhere(world, name), defaults: values(world, name, true) }] };
};

/* ---- associations */

function existing(world, name) {
  const keys = keysOf(world, name);
  const row = pick(rowsOf(world, name));
  return keys.length === 1 ? row[keys[0]] : Object.fromEntries(keys.map((part) => [part, row[part]]));
}

const through = (world) => (world.models.PostTag && chance(0.4) ? { through: { weight: below(4), ...(chance(0.3) && { note: 'b' }) } } : {});

/* Of several rows that a hasOne association has, Sequelize sees one. */
function isCrowded(world) {
  const fans = rowsOf(world, 'Post').map((row) => row.fanId).filter((fan) => fan !== null);
  return new Set(fans).size < fans.length;
}

function associated(world) {
  const it = pick(world.associations);
  if (!rowsOf(world, it.source).length || !rowsOf(world, it.target).length) return create(world, pick(['User', 'Post', 'Tag']));
  const isMany = /many/.test(it.type);
  if (it.type === 'has_one' && isCrowded(world)) return update(world, it.target);
  const isPair = it.type === 'belongs_to_many';
  const owner = existing(world, it.source);
  const targets = isMany ? [...new Set(several(0, 3, () => existing(world, it.target)))] : chance(0.2) ? null : existing(world, it.target);
  const free = it.type === 'has_many' && rowsOf(world, 'Post').filter((row) => row.userId !== owner).map((row) => row[keysOf(world, 'Post')[0]]);
  const verb = pick(isMany ? ['get', 'count', 'has', 'set', 'set', 'add', 'add', 'remove', 'create'] : ['get', 'set', 'set', 'create']);
  /* What is linked already is touched by add, and a key that is needed is asked about where nothing goes. */
  if (free && (verb === 'add' || verb === 'remove')) return { fn: 'orm_add_assoc', args: [it.source, owner, it.as, free.slice(0, 2), {}] };
  const options = isPair && /set|add|create/.test(verb) && !(it.scope) ? through(world) : {};
  if (verb === 'get' || verb === 'count') return { fn: `orm_${verb}_assoc`, args: [it.source, owner, it.as, {}] };
  if (verb === 'create') return { fn: 'orm_create_assoc', args: [it.source, owner, it.as, values(world, it.target, true), options] };
  return { fn: `orm_${verb}_assoc`, args: [it.source, owner, it.as, targets, options] };
}

/* ---- nested: one child each, for Sequelize stores siblings in any order */

function nested(world) {
  const post = () => ({ ...values(world, 'Post', true), tags: several(0, 1, () => values(world, 'Tag', true)) });
  const bare = (document) => {
    delete document.userId;
    return document;
  };
  const tags = { association: 'tags' };
  switch (below(3)) {
    case 0: return { fn: 'orm_create', args: ['User', { ...values(world, 'User', true), posts: several(0, 1, () => bare(post())) }, { include: [{ association: 'posts', include: [tags] }] }] };
    case 1: return { fn: 'orm_create', args: ['Post', { ...bare(post()), user: values(world, 'User', true) }, { include: [{ association: 'user' }, tags] }] };
    default: return { fn: 'orm_create', args: ['Tag', { ...values(world, 'Tag', true), posts: several(0, 1, () => values(world, 'Post', true)) }, { include: [{ association: 'posts' }] }] };
  }
}

const STEPS = [
  create, create, create, bulkCreate, bulkCreate, update, update, updateByPk, save, upsert, increment, destroy, destroyByPk, restore,
  findOr('orm_find_or_create'), findOr('orm_find_or_create'), findOr('orm_find_or_build'), findOr('orm_find_create_find'), nested, associated, associated, associated,
];

const makeStep = (world) => pick(STEPS)(world, pick(['User', 'Post', 'Tag', 'Log']));

module.exports = { makeWorld, makeStep };
