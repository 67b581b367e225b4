'use strict';
/* Writes doubles and single-precision floats with their shortest text, as JavaScript prints numbers.
 *
 *     node tests/differential/doubles.js doubles > tests/data/doubles.tsv
 *     node tests/differential/doubles.js floats > tests/data/floats.tsv */
const { write } = require('./tsv');

let seed = 0x2545f491n;
function random64() {
  seed ^= (seed << 13n) & 0xffffffffffffffffn;
  seed ^= seed >> 7n;
  seed ^= (seed << 17n) & 0xffffffffffffffffn;
  return seed;
}

const view = new DataView(new ArrayBuffer(8));
const fromBits64 = (bits) => (view.setBigUint64(0, bits), view.getFloat64(0));
const toBits64 = (value) => (view.setFloat64(0, value), view.getBigUint64(0));
const fromBits32 = (bits) => (view.setUint32(0, bits), view.getFloat32(0));
const toBits32 = (value) => (view.setFloat32(0, value), view.getUint32(0));

function doubles() {
  const values = [
    0, -0, 1, -1, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 123.456, 1e21, 1e20, 999999999999999900000, 1e-6, 1e-7,
    1.5e-7, 0.000001234, 5e-324, 4.9e-322, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308,
    9007199254740991, 9007199254740992, 9007199254740993, 2147483647, 2147483648, -2147483648, 1e9, 999999999,
    4294967295.5, 1e23, 8.41e21, 9.5e-5, 12345678901234567890, 5e-7, 9.999999999999999e22, 4.35, 0.5, 100, 1e2,
    2 ** 53 + 2, 1.0000000000000002, 0.9999999999999999, 7.0385307e-26, 5.684341886080801e-14, 3.5844466002796428e298,
  ];
  for (let power = -1074; power <= 1023; power++) values.push(2 ** power);
  for (let power = -323; power <= 308; power++) values.push(Number(`1e${power}`), Number(`-9.5e${power - (power === 308)}`));
  for (let i = 0; i < 52; i++) values.push(fromBits64(1n << BigInt(i)), fromBits64((1n << BigInt(i + 1)) - 1n));
  for (let i = 0; i < 300; i++) values.push(fromBits64(random64() >> (12n + BigInt(i % 52))));
  for (let i = 0; i < 600; i++) values.push(Number(random64() >> 20n) / 10 ** (i % 12), Number(random64()) * 2 ** -(i % 64));
  while (values.length < 6000) {
    const value = fromBits64(random64());
    if (Number.isFinite(value)) values.push(value);
  }
  return values.map((value) => [toBits64(value).toString(16).padStart(16, '0'), String(value)]);
}

/* How far n * 10^exponent is from a float, exactly (in units of 10^-60 * 2^-160). */
function distance(n, exponent, value) {
  const decimal = n * 10n ** BigInt(exponent + 60) * 2n ** 160n;
  const binary = BigInt(value * 2 ** 149) * 2n ** 11n * 10n ** 60n;
  return decimal > binary ? decimal - binary : binary - decimal;
}

/* The fewest digits that read back as the same float, the nearest of them, of two the even one. */
function shortestFloat(value) {
  for (let digits = 1; digits <= 9; digits++) {
    const [mantissa, power] = value.toExponential(digits - 1).split('e');
    const whole = BigInt(mantissa.replace('.', ''));
    const exponent = Number(power) - digits + 1;
    const near = [whole - 1n, whole, whole + 1n]
      .filter((n) => Math.fround(Number(`${n}e${exponent}`)) === value)
      .map((n) => ({ n, far: distance(n, exponent, value) }))
      .sort((a, b) => (a.far === b.far ? Number(a.n % 2n) - Number(b.n % 2n) : a.far < b.far ? -1 : 1));
    if (near.length) return String(Number(`${near[0].n}e${exponent}`));
  }
  return String(value);
}

function floats() {
  const values = [0, -0, 1, 0.1, 1 / 3, 16777216, 16777217, 3.4028234663852886e38, 1.401298464324817e-45, 1e10, 1e21, 1e-7, 123.456];
  for (let power = -149; power <= 127; power++) values.push(2 ** power);
  for (let power = -45; power <= 38; power++) values.push(Number(`1e${power}`), Number(`-2.5e${power}`));
  for (let i = 0; i < 23; i++) values.push(fromBits32(1 << i), fromBits32((2 << i) - 1));
  while (values.length < 2000) values.push(fromBits32(Number(random64() & 0xffffffffn)));
  return values.map(Math.fround).filter(Number.isFinite)
    .map((value) => [toBits32(value).toString(16).padStart(8, '0'), value < 0 ? `-${shortestFloat(-value)}` : shortestFloat(value)]);
}

const rows = { doubles, floats }[process.argv[2]]();
write([`IEEE bits and the text of JavaScript's Number, written by tests/differential/doubles.js`], ['bits', 'text'], rows);
