'use strict';
/* Writes the tables of facts behind the validators as C data, from validator.js 13.15:
 *
 *     export NODE_PATH=<node_modules with validator>
 *     node tests/differential/validator_data.js iban > core/validate/check_iban_data.h
 *     node tests/differential/validator_data.js code > core/validate/check_code_data.h
 *     node tests/differential/validator_data.js locale > core/validate/check_locale_data.h
 *     clang-format -i core/validate/check_*_data.h */
const fs = require('fs');
const path = require('path');

const lib = path.join(path.dirname(require.resolve('validator')), 'lib');
const source = (name) => fs.readFileSync(path.join(lib, `${name}.js`), 'utf8');

const quote = (text) => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;

/* A long literal in pieces that fit a line. */
function literal(text) {
  const pieces = [];
  let piece = '';
  for (const character of text) {
    /* beyond Latin as escapes of the pattern: clang-format counts those letters otherwise each time */
    const code = character.codePointAt(0);
    piece += code < 0x250 ? character : `\\u${code.toString(16).padStart(4, '0')}`;
    if (piece.length >= 70 && !piece.endsWith('\\')) {
      pieces.push(quote(piece));
      piece = '';
    }
  }
  if (piece || !pieces.length) pieces.push(quote(piece));
  return pieces.join('\n');
}

function head(name, says) {
  const guard = `ORM_VALIDATE_CHECK_${name.toUpperCase()}_DATA_H`;
  console.log(`/* check_${name}_data.h - ${says}\n * Written by tests/differential/validator_data.js from validator.js 13.15; included by check_${name}.c alone. */`);
  console.log(`#ifndef ${guard}\n#define ${guard}\n`);
}

/* ---- IBAN: what follows the country and its two check digits */

function iban() {
  console.log(`/* check_iban_data.h - the forms of IBANs behind country and check digits: 'n' digits, 'a' letters, 'c' either.
 * Written by tests/differential/validator_data.js from validator.js 13.15; included by check_identifier.c alone. */
#ifndef ORM_VALIDATE_CHECK_IBAN_DATA_H
#define ORM_VALIDATE_CHECK_IBAN_DATA_H

static const struct {
    char country[3];
    const char *format;
} iban_formats[] = {`);
  const kinds = { '\\d': 'n', '[0-9]': 'n', '[A-Z]': 'a', '[A-Z0-9]': 'c' };
  for (const [, country, body] of source('isIBAN').matchAll(/^ {2}([A-Z]{2}): \/\^\((.*)\$\/,?$/gm)) {
    let format = [...body.replace(/[()]/g, '').slice(2).matchAll(/(\\d|\[[^\]]*\])\{(\d+)\}/g)].map(([, set, count]) => [Number(count), kinds[set]]);
    format[0][0] -= 2;
    format = format.filter(([count]) => count > 0);
    const merged = [];
    for (const [count, kind] of format) {
      if (merged.length && merged[merged.length - 1][1] === kind) merged[merged.length - 1][0] += count;
      else merged.push([count, kind]);
    }
    console.log(`{"${country}", "${merged.map(([count, kind]) => count + kind).join('')}"},`);
  }
  console.log('};\n\n#endif');
}

/* ---- codes */

function words(name, comment, list) {
  let lines = '';
  let line = '';
  for (const word of [...new Set(list)].sort()) {
    line += `${word}\\0`;
    if (line.length > 80) {
      lines += `    "${line}"\n`;
      line = '';
    }
  }
  /* an octal escape must not run into digits behind it */
  lines = (lines + (line ? `    "${line}"` : '')).replace(/\\0(?=\d)/g, '\\0" "');
  console.log(`/* ${comment} */\nstatic const char ${name}[] =\n${lines.trimEnd()};\n`);
}

function codes(file) {
  const list = source(file).match(/new Set\(\[([^\]]*)\]/)[1];
  return [...list.matchAll(/'([^']*)'/g)].map(([, word]) => word);
}

function code() {
  head('code', 'codes of ISO standards, each ended by a zero byte.');
  words('country2_codes', 'ISO 3166-1 alpha-2', codes('isISO31661Alpha2'));
  words('country3_codes', 'ISO 3166-1 alpha-3', codes('isISO31661Alpha3'));
  words('country_numbers', 'ISO 3166-1 numeric', codes('isISO31661Numeric'));
  words('currency_codes', 'ISO 4217', codes('isISO4217'));
  words('language_codes', 'ISO 639-1', codes('isISO6391'));
  words('script_codes', 'ISO 15924', codes('isISO15924'));
  console.log('#endif');
}

/* ---- patterns by locale */

function table(name, comment, entries) {
  console.log(`/* ${comment} */\nstatic const locale_pattern ${name}[] = {`);
  const seen = new Map();
  for (const [locale, regex, isTrimmed] of entries) {
    const key = `${regex.source}/${regex.flags}`;
    if (seen.has(key) && regex.source.length > 24) {
      console.log(`{"${locale}", "=${seen.get(key)}", "", false},`);
      continue;
    }
    if (!seen.has(key)) seen.set(key, locale);
    console.log(`{"${locale}", ${literal(regex.source)}, "${regex.flags}", ${isTrimmed ? 'true' : 'false'}},`);
  }
  console.log('};\n');
}

/* The patterns of functions `locale: function (str) { return /…/.test(str); }`. */
function fromFunctions(file) {
  const out = [];
  for (const [, locale, body, argument] of source(file).matchAll(/^ {2}'?([\w-]+)'?: function \w*\(str\) \{\s*return (\/.*\/i?)\.test\((str(?:\.trim\(\))?)\);/gm)) {
    out.push([locale, eval(body), argument !== 'str']);
  }
  return out;
}

function fromObject(file, from, to) {
  const text = source(file);
  const body = text.slice(text.indexOf(from), text.indexOf(to));
  return Object.entries(eval(`${body}; ${from.match(/var (\w+)/)[1]}`));
}

function locale() {
  const alpha = require(path.join(lib, 'alpha.js'));
  const postal = source('isPostalCode');
  head('locale', 'patterns by locale.  "=x": as that of locale x.');
  table('alpha_patterns', 'Letters.', Object.entries(alpha.alpha));
  table('alphanumeric_patterns', 'Letters and digits.', Object.entries(alpha.alphanumeric));
  console.log('/* Where the decimal separator is no point. */\nstatic const struct { const char *locale, *separator; } separators[] = {');
  for (const [name, separator] of Object.entries(alpha.decimal)) console.log(`{"${name}", "${separator}"},`);
  console.log('};\n');
  table('postal_patterns', 'Postal codes.', Object.entries(eval(`${postal.slice(postal.indexOf('var threeDigit'), postal.indexOf('var locales'))}; patterns`)));
  table('phone_patterns', 'Mobile phones.', fromObject('isMobilePhone', 'var phones', 'function isMobilePhone'));
  table('passport_patterns', 'Passports, without blanks and in upper case.', fromObject('isPassportNumber', 'var passportRegexByCountryCode', 'var locales'));
  table('plate_patterns', "Licence plates; true: of the text without blanks around it.", fromFunctions('isLicensePlate'));
  table('vat_patterns', 'VAT numbers, but for those of AU, CH and PT, which have check digits.', fromFunctions('isVAT'));
  console.log('#endif');
}

({ iban, code, locale })[process.argv[2]]();
