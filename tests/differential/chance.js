'use strict';
/* Chance that a seed gives again (mulberry32), and the options of the programs here. */

let state = 1;

function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const below = (n) => Math.floor(random() * n);

/* --NAME number */
function option(name, otherwise) {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : Number(process.argv[index + 1]);
}

module.exports = {
  seed: (number) => { state = number; },
  below,
  pick: (list) => list[below(list.length)],
  chance: (p) => random() < p,
  several: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  option,
};
