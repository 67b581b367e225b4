'use strict';
/* Sets of models at random, changes of them, and rows that fit. A set is the document of orm_define_all. */

const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];
const MODELS = ['User', 'Post', 'Tag', 'Note'];
const LABELS = ['red', 'green', 'blue', "it's", 'grey'];
const TYPES = ['STRING', 'STRING(20)', 'STRING(60)', 'TEXT', 'INTEGER', 'BIGINT', 'SMALLINT', 'DECIMAL(10,2)', 'DOUBLE', 'BOOLEAN',
  'DATE', 'DATEONLY', 'UUID', 'JSON', 'BLOB', 'ENUM', 'CHAR(4)', 'TIME', 'REAL', 'TINYINT', 'DECIMAL(6,1)', 'JSONB', 'STRING(30).BINARY',
  'ARRAY(INTEGER)', 'ARRAY(STRING(20))'];
const INTEGERS = ['INTEGER', 'BIGINT', 'SMALLINT', 'TINYINT'];
const ACTIONS = ['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION'];

const isText = type => /^(STRING|TEXT|CHAR)/.test(type) && !/BINARY/.test(type);
const isOrdered = type => !/^(JSON|BLOB|BOOLEAN|ENUM|ARRAY)/.test(type);
const enumOf = labels => `ENUM(${labels.map(label => `'${label.replace(/'/g, "''")}'`).join(',')})`;

function typeOf(c) {
  const type = c.pick(TYPES);
  return type === 'ENUM' ? enumOf(c.some(LABELS, 4)) : type;
}

/** A value of the type, the n-th: different ones for different n where there are so many. */
function valueOf(type, n) {
  const [, name] = /^(\w+)/.exec(type);
  switch (name) {
    case 'STRING': return /BINARY/.test(type) ? `\\x${String(n % 100).padStart(2, '0')}` : `v${n}`;
    case 'TEXT': return `v${n}`;
    case 'ARRAY': return /STRING/.test(type) ? [`v${n}`, `it's`] : [n, null];
    case 'CHAR': return `c${n}`;
    case 'INTEGER': case 'SMALLINT': case 'TINYINT': return n % 100;
    case 'BIGINT': return 3000000000 + n;
    case 'DECIMAL': return n + 0.5;
    case 'DOUBLE': case 'REAL': return n + 0.25;
    case 'BOOLEAN': return n % 2 === 0;
    case 'DATE': return new Date(Date.UTC(2020, 0, 1 + n, 3, 4, 5)).toISOString();
    case 'DATEONLY': return new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10);
    case 'TIME': return `0${n % 10}:00:0${Math.floor(n / 10) % 10}`;
    case 'UUID': return `6ec0bd7f-11c0-43da-975e-${String(n).padStart(12, '0')}`;
    case 'JSON': case 'JSONB': return { n };
    case 'BLOB': return `\\x${String(n % 100).padStart(2, '0')}`;
    case 'ENUM': { const labels = labelsOf(type); return labels[n % labels.length]; }
    default: throw new Error(type);
  }
}

const labelsOf = type => [...type.matchAll(/'((?:[^']|'')*)'/g)].map(m => m[1].replace(/''/g, "'"));

/** A default: a value, or something for the engine to work out. */
function presetOf(c, type) {
  if (c.is(0.2) && ['INTEGER', 'BIGINT', 'DOUBLE'].includes(type)) return { $literal: `${c.below(5)} + 1` };
  if (c.is(0.2) && /^(STRING|TEXT)/.test(type) && isText(type)) return { $fn: 'lower', args: ['ABC'] };
  return valueOf(type, c.below(5));
}

function attributeOf(c) {
  const out = { type: typeOf(c) };
  if (c.is(0.3)) out.allowNull = c.is(0.4);
  if (c.is(0.3)) out.defaultValue = presetOf(c, out.type);
  if (c.is(0.12) && isOrdered(out.type)) out.unique = c.is(0.6) ? true : 'pair';
  if (c.is(0.1)) out.comment = c.pick(['first', "the 'second'"]);
  if (c.is(0.08)) out.field = `f_${c.pick(NAMES)}`;
  return out;
}

const columnNames = model => Object.values(model.attributes).map((a, i) => (a.field || Object.keys(model.attributes)[i]).toLowerCase());

/** Two attributes must not have one column. */
function addAttribute(c, model, attribute) {
  const free = NAMES.filter(name => !(name in model.attributes));
  if (!free.length) return;
  const name = c.pick(free);
  const columns = columnNames(model);
  if (attribute.field && columns.includes(attribute.field)) delete attribute.field;
  if (!attribute.field && columns.includes(name)) return;
  model.attributes[name] = attribute;
}

function keyOf(c) {
  const kind = c.below(10);
  if (kind < 5) return {};
  if (kind < 6) return { id: { type: c.pick(INTEGERS.slice(0, 2)), primaryKey: true, autoIncrement: true } };
  if (kind < 7) return { id: { type: 'INTEGER', primaryKey: true, autoIncrement: true, autoIncrementIdentity: true } };
  if (kind < 8) return { id: { type: 'UUID', primaryKey: true } };
  if (kind < 9) return { code: { type: 'STRING(20)', primaryKey: true } };
  return { ka: { type: 'INTEGER', primaryKey: true }, kb: { type: 'STRING(20)', primaryKey: true } };
}

/* ---- options that speak of attributes */

const usable = (model, test) => Object.keys(model.attributes).filter(name => test(model.attributes[name].type, model.attributes[name]) && !model.attributes[name].generated);

function indexOf(c, model) {
  const names = usable(model, isOrdered);
  if (!names.length) return null;
  const fields = c.some(names, 2);
  const out = { fields: c.is(0.25) ? fields.map(name => ({ name, order: c.pick(['ASC', 'DESC']) })) : fields };
  const texts = usable(model, isText);
  if (c.is(0.15) && texts.length) {
    out.fields = [{ $fn: 'lower', args: [{ $col: c.pick(texts) }] }];
    out.name = `low_${c.pick(NAMES)}_${model.tag}`;
  }
  if (c.is(0.25)) out.unique = true;
  if (c.is(0.25)) out.where = conditionOf(c, model);
  if (!out.where) delete out.where;
  if (c.is(0.2)) out.name = `ix_${c.pick(NAMES)}_${model.tag}`;
  return out;
}

function conditionOf(c, model) {
  const numbers = usable(model, type => INTEGERS.includes(type));
  const texts = usable(model, isText), enums = usable(model, type => type.startsWith('ENUM'));
  const kind = c.below(4);
  if (kind === 0 && numbers.length) return { [c.pick(numbers)]: { [c.pick(['$gte', '$gt'])]: c.pick([-1, 0, 2]) } };
  if (kind === 1 && texts.length) return { [c.pick(texts)]: { $ne: c.pick(['v2', 'zz']) } };
  if (kind === 2 && enums.length) { const name = c.pick(enums); return { [name]: { $in: labelsOf(model.attributes[name].type) } }; }
  if (numbers.length) return { $or: [{ [c.pick(numbers)]: { $between: [-5, 90] } }, { [c.pick(numbers)]: null }] };
  return null;
}

function generatedOf(c, model) {
  const numbers = usable(model, type => ['INTEGER', 'SMALLINT'].includes(type));
  const texts = usable(model, isText).filter(name => !/^CHAR/.test(model.attributes[name].type));
  if (numbers.length && c.is(0.5)) return { type: 'BIGINT', generated: { as: `:${c.pick(numbers)} + ${c.below(3)}` } };
  if (texts.length) return { type: 'STRING', generated: { as: `${c.pick(['upper', 'lower'])}(:${c.pick(texts)})` } };
  return null;
}

/** What speaks of attributes that are gone goes too. */
function tidy(model) {
  const names = node => JSON.stringify(node).match(/"(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|id|code|ka|kb|owner)"/g) || [];
  const fits = node => names(node).every(text => JSON.parse(text) in model.attributes && !model.attributes[JSON.parse(text)].generated);
  model.options.indexes = (model.options.indexes || []).filter(fits);
  model.options.checks = (model.options.checks || []).filter(check => fits(check.where) && conditionFits(model, check.where));
  model.options.indexes.forEach(index => { if (index.where && !conditionFits(model, index.where)) delete index.where; });
  for (const [name, attribute] of Object.entries(model.attributes)) {
    if (!attribute.generated) continue;
    const [, of] = /:(\w+)/.exec(attribute.generated.as);
    const base = model.attributes[of];
    const isNumber = / \+ /.test(attribute.generated.as);
    if (!base || base.generated || (isNumber ? !['INTEGER', 'SMALLINT'].includes(base.type) : !isText(base.type) || /^CHAR/.test(base.type))) delete model.attributes[name];
  }
  for (const index of model.options.indexes) {
    if (index.include && index.fields.some(name => index.include.includes(name))) delete index.include;
    for (const field of index.fields) if (field.$fn && !isText(model.attributes[field.args[0].$col].type)) index.fields = ['createdAt'];
    if (index.fields.some(f => !isOrdered((model.attributes[f.name || f] || { type: 'DATE' }).type))) index.fields = ['createdAt'];
    if (index.fields[0] === 'createdAt') { delete index.where; delete index.unique; }
  }
  const called = index => index.name || index.fields.map(field => field.name || field.$fn || field).join('_').toLowerCase();
  model.options.indexes = model.options.indexes.filter((index, i, all) => all.findIndex(other => called(other) === called(index)) === i);
  if (model.options.timestamps === false) model.options.indexes = model.options.indexes.filter(index => !index.fields.includes('createdAt'));
  for (const attribute of Object.values(model.attributes)) {
    if (attribute.unique && !isOrdered(attribute.type)) delete attribute.unique;
  }
}

function conditionFits(model, node) {
  const ok = (name, condition) => {
    const attribute = model.attributes[name];
    if (!attribute) return true;
    if (condition && condition.$in) return attribute.type.startsWith('ENUM') && condition.$in.every(label => labelsOf(attribute.type).includes(label));
    if (condition && condition.$ne) return isText(attribute.type);
    return INTEGERS.includes(attribute.type);
  };
  return Object.entries(node).every(([name, condition]) => name === '$or' ? condition.every(one => conditionFits(model, one)) : ok(name, condition));
}

/* ---- sets */

function modelOf(c, name) {
  const model = { attributes: keyOf(c), options: {}, associations: [] };
  Object.defineProperty(model, 'tag', { value: name.toLowerCase(), enumerable: false });
  for (let n = 1 + c.below(5); n > 0; n--) addAttribute(c, model, attributeOf(c));
  if (c.is(0.2)) { const made = generatedOf(c, model); if (made) addAttribute(c, model, made); }
  if (c.is(0.2)) model.options.timestamps = false;
  else if (c.is(0.3)) model.options.paranoid = true;
  if (c.is(0.2)) model.options.underscored = true;
  if (c.is(0.15)) model.options.comment = 'a table';
  if (c.is(0.1)) model.options.version = true;
  model.options.indexes = [];
  for (let n = c.below(3); n > 0; n--) { const index = indexOf(c, model); if (index) model.options.indexes.push(index); }
  model.options.checks = [];
  if (c.is(0.25)) { const where = conditionOf(c, model); if (where) model.options.checks.push(c.is(0.5) ? { where } : { name: `ck_${model.tag}`, where }); }
  tidy(model);
  return model;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const keysOf = model => Object.keys(model.attributes).filter(name => model.attributes[name].primaryKey);

function associationOf(c, set, source) {
  const target = c.pick(Object.keys(set));
  const type = c.pick(['belongsTo', 'belongsTo', 'hasMany', 'hasOne', 'belongsToMany']);
  const composite = model => keysOf(set[model]).length > 1;
  if (type === 'belongsToMany') {
    if (composite(source) || composite(target) || source === target) return null;
    return { type, target, options: { through: `${source}${target}` } };
  }
  const parent = type === 'belongsTo' ? target : source;
  const options = { as: `${c.pick(['one', 'two'])}${target}` };
  if (composite(parent)) options.foreignKey = ['xa', 'xb'].map(name => `${name}${parent}`);
  else if (c.is(0.5)) options.foreignKey = c.is(0.5) ? `ref${parent}` : { name: `ref${parent}`, allowNull: true };
  else options.foreignKey = `${options.as}Of${source}Id`;
  if (c.is(0.3)) options.onDelete = c.pick(ACTIONS);
  if (c.is(0.2)) options.onUpdate = c.pick(ACTIONS);
  if (c.is(0.15)) options.constraints = false;
  return { type, target, options };
}

function associate(c, set) {
  for (const [name, model] of Object.entries(set)) {
    if (!c.is(0.5)) continue;
    const association = associationOf(c, set, name);
    if (association && !model.associations.some(other => other.options.as === association.options.as)) model.associations.push(association);
  }
}

/** The model's key of one attribute; an automatic one is not in its attributes. */
function keyFor(model) {
  const keys = keysOf(model);
  if (keys.length > 1) return {};
  return { key: keys[0] || 'id', type: keys.length ? model.attributes[keys[0]].type : 'INTEGER' };
}

/** A reference of an attribute, which may be checked late. */
function refer(c, set, source) {
  const target = c.pick(Object.keys(set));
  const { key, type } = keyFor(set[target]);
  if (!key) return;
  const reference = { model: target, key };
  if (c.is(0.5)) reference.deferrable = c.pick(['INITIALLY_IMMEDIATE', 'INITIALLY_DEFERRED', 'NOT']);
  set[source].attributes.owner = { type, references: reference };
  if (c.is(0.5)) set[source].attributes.owner.onDelete = c.pick(ACTIONS);
}

function setOf(c) {
  const set = {};
  for (const name of c.some(MODELS, 3)) set[name] = modelOf(c, name);
  associate(c, set);
  if (c.is(0.2)) refer(c, set, c.pick(Object.keys(set)));
  return set;
}

/* ---- changes */

function copy(set) {
  const out = JSON.parse(JSON.stringify(set));
  for (const [name, model] of Object.entries(out)) Object.defineProperty(model, 'tag', { value: name.toLowerCase(), enumerable: false });
  return out;
}

const plain = model => Object.keys(model.attributes).filter(name => !model.attributes[name].primaryKey && name !== 'owner');

const CHANGES = {
  addAttribute: (c, model) => addAttribute(c, model, attributeOf(c)),
  addGenerated: (c, model) => { const made = generatedOf(c, model); if (made) addAttribute(c, model, made); },
  dropAttribute: (c, model) => { const names = plain(model); if (names.length > 1) delete model.attributes[c.pick(names)]; },
  type: (c, model) => {
    const names = plain(model);
    if (!names.length) return;
    const attribute = model.attributes[c.pick(names)];
    if (attribute.generated) return;
    attribute.type = typeOf(c);
    delete attribute.defaultValue;
    if (c.is(0.3)) attribute.defaultValue = presetOf(c, attribute.type);
  },
  widen: (c, model) => {
    const wider = { 'STRING(20)': 'STRING(60)', STRING: 'TEXT', INTEGER: 'BIGINT', SMALLINT: 'INTEGER', 'DECIMAL(6,1)': 'DECIMAL(10,2)', REAL: 'DOUBLE', TINYINT: 'SMALLINT' };
    for (const name of plain(model)) if (wider[model.attributes[name].type] && !model.attributes[name].generated && c.is(0.5)) model.attributes[name].type = wider[model.attributes[name].type];
  },
  labels: (c, model) => {
    const names = plain(model).filter(name => model.attributes[name].type.startsWith('ENUM'));
    if (!names.length) return;
    const attribute = model.attributes[c.pick(names)];
    const labels = labelsOf(attribute.type), free = LABELS.filter(label => !labels.includes(label));
    if (c.is(0.6) && free.length) labels.splice(c.below(labels.length + 1), 0, c.pick(free));
    else if (c.is(0.5)) labels.reverse();
    else if (labels.length > 1) labels.splice(c.below(labels.length), 1);
    attribute.type = enumOf(labels);
    if ('defaultValue' in attribute && !labels.includes(attribute.defaultValue)) delete attribute.defaultValue;
    if (c.is(0.2)) attribute.defaultValue = c.pick(labels);
  },
  required: (c, model) => { const names = plain(model).filter(name => !model.attributes[name].generated); if (names.length) { const a = model.attributes[c.pick(names)]; a.allowNull = a.allowNull === false; } },
  preset: (c, model) => {
    const names = plain(model).filter(name => !model.attributes[name].generated);
    if (!names.length) return;
    const attribute = model.attributes[c.pick(names)];
    if ('defaultValue' in attribute && c.is(0.5)) delete attribute.defaultValue;
    else attribute.defaultValue = presetOf(c, attribute.type);
  },
  generated: (c, model) => {
    const names = Object.keys(model.attributes).filter(name => model.attributes[name].generated);
    if (!names.length) return;
    const name = c.pick(names), made = generatedOf(c, model);
    if (made && c.is(0.7)) model.attributes[name] = made;
    else delete model.attributes[name].generated;
  },
  becomesGenerated: (c, model) => {
    const names = plain(model).filter(name => !model.attributes[name].generated);
    if (!names.length) return;
    const name = c.pick(names), base = { ...model, attributes: { ...model.attributes } };
    delete base.attributes[name];
    const made = generatedOf(c, base);
    if (made) model.attributes[name] = made;
  },
  unique: (c, model) => { const names = usable(model, isOrdered).filter(name => !model.attributes[name].primaryKey); if (names.length) { const a = model.attributes[c.pick(names)]; if (a.unique) delete a.unique; else a.unique = c.is(0.6) ? true : 'pair'; } },
  addIndex: (c, model) => { const index = indexOf(c, model); if (index) model.options.indexes.push(index); },
  dropIndex: (c, model) => { if (model.options.indexes.length) model.options.indexes.splice(c.below(model.options.indexes.length), 1); },
  addCheck: (c, model) => { const where = conditionOf(c, model); if (where) model.options.checks.push({ name: `ck_${c.pick(NAMES)}`, where }); },
  dropCheck: (c, model) => { model.options.checks.pop(); },
  comment: (c, model) => { const names = plain(model); if (names.length) { const a = model.attributes[c.pick(names)]; if (a.comment) delete a.comment; else a.comment = 'said'; } },
  paranoid: (c, model) => { if (model.options.timestamps !== false) model.options.paranoid = !model.options.paranoid; },
  timestamps: (c, model) => { model.options.timestamps = model.options.timestamps === false; if (model.options.timestamps === false) delete model.options.paranoid; },
  renameColumn: (c, model) => {
    const names = plain(model).filter(name => !model.attributes[name].generated);
    if (!names.length) return;
    const name = c.pick(names), attribute = model.attributes[name];
    attribute.renamedFrom = attribute.field || (model.options.underscored ? name.replace(/([A-Z])/g, '_$1').toLowerCase() : name);
    attribute.field = `r_${name}`;
  },
  renameTable: (c, model) => { if (!model.options.tableName) { model.options.renamedFrom = model.table; model.options.tableName = `t_${model.tag}`; } },
  key: (c, model) => {
    const names = keysOf(model);
    if (names.some(name => model.attributes[name].autoIncrement)) { for (const name of names) if (c.is(0.5)) model.attributes[name].type = 'BIGINT'; }
  },
  counting: (c, model) => {
    for (const name of keysOf(model)) {
      const attribute = model.attributes[name];
      if (!INTEGERS.includes(attribute.type) || keysOf(model).length > 1) continue;
      if (attribute.autoIncrement) { delete attribute.autoIncrement; delete attribute.autoIncrementIdentity; }
      else { attribute.autoIncrement = true; if (c.is(0.5)) attribute.autoIncrementIdentity = true; }
    }
  },
  rekey: (c, model) => {
    for (const name of keysOf(model)) {
      if (c.is(0.5)) delete model.attributes[name];
      else { delete model.attributes[name].primaryKey; delete model.attributes[name].autoIncrement; delete model.attributes[name].autoIncrementIdentity; }
    }
    model.attributes = { ...keyOf(c), ...model.attributes };
  },
  paranoidUnique: (c, model) => { if (model.options.paranoidUnique === false) delete model.options.paranoidUnique; else model.options.paranoidUnique = false; },
  tableComment: (c, model) => { if (model.options.comment) delete model.options.comment; else model.options.comment = "it's a table"; },
  includeIndex: (c, model) => {
    const names = usable(model, isOrdered).filter(name => !model.attributes[name].primaryKey);
    if (names.length > 1) model.options.indexes.push({ name: `cover_${model.tag}`, fields: [names[0]], include: [names[1]] });
  }
};

const PLURALS = { User: 'Users', Post: 'Posts', Tag: 'Tags', Note: 'Notes' };

/** B of A: some changes, or something else altogether. */
function changeOf(c, before) {
  if (c.is(0.05)) return setOf(c);
  const set = copy(before);
  for (const [name, model] of Object.entries(set)) {
    Object.defineProperty(model, 'table', { value: PLURALS[name], enumerable: false });
    for (const attribute of Object.values(model.attributes)) delete attribute.renamedFrom;
    delete model.options.renamedFrom;
  }
  for (let n = 1 + c.below(5); n > 0; n--) {
    const names = Object.keys(set);
    const free = MODELS.filter(name => !set[name]);
    const kind = c.below(20);
    if (kind === 0 && free.length) { const name = c.pick(free); set[name] = modelOf(c, name); }
    else if (kind === 1 && names.length > 1) drop(set, c.pick(names));
    else if (kind === 2) associate(c, set);
    else if (kind === 3) set[c.pick(names)].associations.pop();
    else if (kind === 4) { const list = set[c.pick(names)].associations; if (list.length) list[0].options[c.pick(['onDelete', 'onUpdate'])] = c.pick(ACTIONS); }
    else if (kind === 5) refer(c, set, c.pick(names));
    else CHANGES[c.pick(Object.keys(CHANGES))](c, set[c.pick(names)]);
  }
  for (const model of Object.values(set)) {
    const { references, type: ownerType } = model.attributes.owner || {};
    if (references && !same(keyFor(set[references.model]), { key: references.key, type: ownerType })) delete model.attributes.owner;
    model.associations = model.associations.filter(({ type, target }) => type !== 'belongsToMany' || [model, set[target]].every(it => keysOf(it).length < 2));
    tidy(model);
  }
  return set;
}

function drop(set, name) {
  delete set[name];
  for (const model of Object.values(set)) if (((model.attributes.owner || {}).references || {}).model === name) delete model.attributes.owner;
  for (const model of Object.values(set)) model.associations = model.associations.filter(association => association.target !== name);
}

module.exports = { keysOf, setOf, changeOf, valueOf, labelsOf, isOrdered };
