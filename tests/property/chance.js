'use strict';
/* Chance that a seed repeats: mulberry32. */
module.exports = class Chance {
  constructor(seed) { this.state = seed | 0; }

  number() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n) { return Math.floor(this.number() * n); }
  pick(list) { return list[this.below(list.length)]; }
  is(p) { return this.number() < p; }
  some(list, most) {
    const copy = [...list], out = [];
    for (let n = 1 + this.below(Math.min(most, copy.length)); n > 0; n--) out.push(...copy.splice(this.below(copy.length), 1));
    return out;
  }
};
