'use strict';
/* Writes tests/data/inflect_300.tsv: 300 words and what inflection 1.13 makes of them.  Every rule
 * of both lists decides at least one of them, which is checked here against the library's own rules.
 *
 *     NODE_PATH=<node_modules with inflection> node tests/differential/inflect_300.js */
const fs = require('fs');
const inflection = require('inflection');
const { write } = require('./tsv');

const words = `
man men woman women Man Women human
person people Person People salesperson salespeople UserPerson UserPeople
child children Child Children foo_child foo_children
datum data stadium stadia bacterium bacteria medium media Media metadata Metadata criteria
analysis analyses basis bases diagnosis diagnoses parenthesis parentheses
prognosis prognoses synopsis synopses thesis theses crisis crises oasis
database databases drive drives Drive overdrive hard_drives
hive hives archive beehive narrative
curve curves Curve wolf wolves shelf shelves dwarf elf self
wife wives knife giraffe cafe strife leaf leaves Leaf
thief thieves wave waves
movie movies
city cities category categories Category company Companies day days key keys query queries soliloquy
soliloquies colloquy Y XY
series Series miniseries
box boxes tax taxes church churches batch batches Batch bush bushes
address addresses boss bosses business glass
mouse mice Mouse house houses louse lice juice
bus buses Bus omnibus
hero heroes potato potatoes tomato tomatoes buffalo buffaloes photo photos
shoe shoes Shoe oboe
axis axes testis testes
octopus octopuses virus viruses
alias aliases status statuses Status canvas canvases campus campuses
summons summonses bonus bonuses Bonus
ox oxen Ox Oxen oxenfree foxen
matrix matrices Matrix dominatrix
vertex vertices index indices Index appendix
foot feet Foot barefoot forefeet
tooth teeth Tooth goose geese Goose mongoose
quiz quizzes Quiz
whereas whereases Whereas
criterion Criterion criterions
genus genera Genus
gas gases lens lenses news News milk Milk sheep species money rice Rice Equipment information deer
user users User Users USER USERS order orders Order post posts comment tag
user_role user_roles UserRole UserRoles user-role UserRoleId
half halves life lives pizza pizzas native natives hypothesis hypotheses oases Analyses Database codex
move moves zombie toe toes echo echoes process processes class classes access axe save Movie Box
a s S ss SS sS es ies ves fe ff 1 x1 42 users2 über Ärzte Straße 日本 café cafés naïve
`.trim().split(/\s+/);

/* Rules that no word can reach: an earlier one fits whatever they fit. */
const shadowed = {
  plural: ['plural.databases', 'plural.series', 'plural.movies', 'plural.shoes', 'plural.criteria'],
  singular: ['singular.matrix', 'plural.series', 'plural.shoes', 'plural.ss'],
};

/* Which rules of the library were the first to fit, found by their text. */
function uncovered() {
  const source = fs.readFileSync(require.resolve('inflection'), 'utf8');
  const missing = [];
  const regex = {};
  for (const [, group, body] of source.matchAll(/(plural|singular) : \{([^}]*)\}/g)) {
    regex[group] = {};
    for (const [, name, pattern] of body.matchAll(/(\w+) *: new RegExp\( '([^']+)'/g)) {
      regex[group][name] = new RegExp(pattern, 'i');
    }
  }
  for (const list of ['plural', 'singular']) {
    const body = source.match(new RegExp(`var ${list}_rules = \\[([^;]*)\\];`))[1];
    const rules = [...body.matchAll(/regex\.(\w+)\.(\w+)/g)].map(([, g, n]) => ({ name: `${g}.${n}`, pattern: regex[g][n] }));
    const hit = new Set(words.map((word) => rules.findIndex((rule) => rule.pattern.test(word))));
    rules.forEach((rule, index) => {
      if (!hit.has(index) && !shadowed[list].includes(rule.name)) missing.push(`${list}: ${rule.name}`);
    });
  }
  return missing;
}

const unique = [...new Set(words)];
const missing = uncovered();
if (missing.length || unique.length !== 300) {
  console.error(`${unique.length} words; rules that none of them reaches: ${missing.join(', ')}`);
  process.exit(1);
}
write(
  ['Plurals and singulars of inflection 1.13, written by tests/differential/inflect_300.js'],
  ['word', 'plural', 'singular'],
  unique.map((word) => [word, inflection.pluralize(word), inflection.singularize(word)]));
