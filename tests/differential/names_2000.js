'use strict';
/* Writes tests/data/names_2000.tsv: what Sequelize makes of 2,000 model names.  For each name two
 * models are defined, `name` and `Other`, and associated in every way, underscored and not.
 *
 *     NODE_PATH=<node_modules with sequelize and sqlite3> node tests/differential/names_2000.js */
const { Sequelize, DataTypes, Utils } = require('sequelize');
const { write } = require('./tsv');

const nouns = `
account action activity actor address admin advice album alias analysis answer api apple archive area
article asset attendee audience author axis backup badge balance bank banner base basket batch battery
bill bird block board bonus book booking boss box branch brand bridge brush buffalo bug building bus
business button buyer cache calculation calendar campaign campus canvas car card cargo cart case cash
catalog category cause cell certificate channel chapter character charge chassis chess chief child
choice church circle citizen city class client clock cloud club code coin color column comment company
compass component condition contact content contract copy corpus country county course court credit
crisis criterion currency curve customer dashboard data database datum day deadline deal debt decision
deer delivery department deployment deposit design desk detail device diagnosis diary dictionary dish
document domain donation door draft drive driver dwarf echo edge edition email employee engine entity
entry equipment error essay event evidence example exchange exercise expense export face facility
factory fault feature fee feedback fetus field file film filter fish flag fleet flight floor focus
folder food foot forum fox frame friend fruit fuel function furniture gallery game garage gas gate
genre genus glass glossary goal goose grade graph grid group guest guide half hash hat head hero history
hive holiday hook hotel hour house human identity image import income index industry info information
input inquiry insect instance interface inventory invoice issue item jacket job journey journal judge
key kind kitchen knife label lab language law layer leaf league lease lecture lens letter level library
license life light line link list loaf loan location log loss louse machine mail man manager map market
mass match matrix meal media medium meeting member memory menu message metadata metric milk minute
mission mistake model money month mouse movie museum music name native network news node note notice
number oasis object octopus offer office option order organization origin output owner ox package page
painting paper parenthesis part party passenger passport patch path patient payment penalty people
period permission person phase phone photo phrase picture piece plan planet plant platform play player
point policy poll port post potato power price prize process product profile program progress project
proof property protocol province purchase quality quantity query question queue quiz quota race rank
rate ratio reason receipt recipe record reference refund region registry release report request
research resource response result review reward rice ring risk role room roof route row rule safe sale
salary sample scarf scene schedule schema school science score screen script search season seat
secretary section seller sensor series server service session shape share sheep shelf shift ship shoe
shop signature size skill slot software solution source species speech sport staff stadium stage
standard station status step stimulus stock storage store story street student studio style subject
subscription summary summons supplier supply survey switch syllabus symbol synopsis system table tag
target task tax team technology template tenant tendency term test theory thesis thief thing ticket
time toe token tomato tool tooth topic tour town trade traffic transaction transfer tree trial trip
truck try type union unit university upload usage user vacancy value variable vehicle vendor venue
version vertex video view village virus visit vote voucher wage wallet warehouse warning watch water
wave way wealth web week weight wharf wheel whereas wife window winner witness wolf woman word worker
workspace world year zone`.trim().split(/\s+/);

const odd = `
userID HTMLParser UUID URLPath ABTest X XY A1 a1b2 Item2 2fa _private __double Trailing_s already_snake_Case
mixedCase_Name Kebab-Case kebab-case-name Ns::Model Deep::Ns::ModelName CamelIDs iPhone eBay MyModelV2
Über größe Ärger naïve Señor Ökonomie Ελλάδα Москва 日本 データ 用户 emoji😀face İstanbul ıslak
foo.bar foo/bar $money money$ per% a+b tag# @home ~tilde user's`.trim().split(/\s+/)
  .concat(['Foo Bar', 'order item', ' lead', 'two  blanks', 'tab\tbed', 'line\nbreak', 'back\\slash', 'quote"d', 'b`tick',
    'a'.repeat(63), 'LongName'.repeat(9), 'long_name_'.repeat(7) + 'x']);

const pascal = (word) => word[0].toUpperCase() + word.slice(1);

function candidates() {
  const names = odd.concat(nouns, nouns.map(pascal));
  nouns.forEach((noun, i) => {
    const other = nouns[(i * 7 + 3) % nouns.length];
    const forms = [
      pascal(other) + pascal(noun), `${other}_${noun}`, other + pascal(noun), Utils.pluralize(pascal(noun)),
      Utils.pluralize(noun), noun.toUpperCase(), `${other}-${noun}`, `${pascal(other)}_${pascal(noun)}`,
    ];
    names.push(forms[i % forms.length], forms[(i + 3) % forms.length]);
  });
  return [...new Set(names)].slice(0, 2000);
}

const attempt = (make) => {
  try {
    return make();
  } catch (error) {
    return '!';
  }
};

function describe(name, underscored) {
  const sequelize = new Sequelize({ dialect: 'sqlite', storage: ':memory:', logging: false, define: { underscored } });
  const model = sequelize.define(name, {});
  const [other, third, fourth, fifth, sixth, seventh] = ['Other', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh']
    .map((n) => sequelize.define(n, {}));
  return {
    table: model.tableName,
    belongsTo: attempt(() => third.belongsTo(model)),
    hasOne: attempt(() => model.hasOne(other)),
    hasMany: attempt(() => fourth.hasMany(model)),
    keyOfMany: attempt(() => model.hasMany(third)),
    belongsToAs: attempt(() => seventh.belongsTo(other, { as: name })),
    hasOneAs: attempt(() => fifth.hasOne(other, { as: name })),
    hasManyAs: attempt(() => sixth.hasMany(other, { as: name })),
  };
}

function row(name) {
  const plain = describe(name, false);
  const snake = describe(name, true);
  const of = (association, pick) => (association === '!' ? '!' : pick(association));
  const key = (association) => of(association, (a) => a.foreignKey);
  const column = (association) => of(association, (a) => a.identifierField);
  return [
    name, plain.table, snake.table,
    of(plain.belongsTo, (a) => a.as), of(plain.hasMany, (a) => a.as),
    key(plain.belongsTo), column(snake.belongsTo),
    key(plain.hasOne), column(snake.hasOne),
    key(plain.keyOfMany), column(snake.keyOfMany),
    key(plain.belongsToAs), key(plain.hasOneAs), key(plain.hasManyAs),
    of(plain.hasManyAs, (a) => a.options.name.singular),
  ];
}

const names = candidates();
if (names.length !== 2000) {
  console.error(`${names.length} names`);
  process.exit(1);
}
write(
  ['Names that Sequelize 6.37.8 makes of model names, written by tests/differential/names_2000.js.',
    'Models: `name` and others, each with an INTEGER id.  "!": Sequelize fails.',
    'as_one, belongsTo: Third belongsTo name; as_many: Fourth hasMany name; hasOne: name hasOne Other;',
    'hasMany: name hasMany Third; …As, with as: name: Seventh belongsTo Other, Fifth hasOne Other,',
    'Sixth hasMany Other.  Keys are attributes (belongsTo: of Third, else of the target).',
    '…_snake: the column where the models are underscored.'],
  ['name', 'table', 'table_snake', 'as_one', 'as_many', 'belongsTo', 'belongsTo_snake', 'hasOne', 'hasOne_snake',
    'hasMany', 'hasMany_snake', 'belongsToAs', 'hasOneAs', 'hasManyAs', 'hasManyAs_singular'],
  names.map(row));
