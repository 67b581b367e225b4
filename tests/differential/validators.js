'use strict';
/* Writes tests/data/validators.tsv: for every built-in validator and many definitions of it, values
 * that pass and values that fail, as Sequelize 6 calls validator.js (instance-validator.js).
 *
 *     export NODE_PATH=<node_modules with sequelize>
 *     TZ=UTC node tests/differential/validators.js > tests/data/validators.tsv
 *
 * ROWS=n asks for about n values per definition (24), SEED=n for others.  Left out is where we
 * differ on purpose (docs/differences.md); tests/unit/test_validate.c has those. */
const fs = require('fs');
const path = require('path');

/* One now for both sides: 2025-06-15 12:00. */
const NOW = Date.UTC(2025, 5, 15, 12);
const RealDate = Date;
global.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length ? args : [NOW]));
  }

  static now() {
    return NOW;
  }
};

const { validator } = require('sequelize').Validator ? { validator: require('sequelize').Validator } : require('sequelize/lib/utils/validator-extras');
const InstanceValidator = require('sequelize/lib/instance-validator');
const { write } = require('./tsv');
const { random, pick, fromPattern, mutate } = require('./samples');

const ROWS = Number(process.env.ROWS || 24);
const lib = path.join(path.dirname(require.resolve('validator')), 'lib');
const source = (name) => fs.readFileSync(path.join(lib, `${name}.js`), 'utf8');

/* ---- as Sequelize calls */

function ask(name, definition, value) {
  let test = definition;
  if (['isUrl', 'isURL', 'isEmail'].includes(name)) {
    if (typeof test === 'object' && test !== null && test.msg) test = { msg: test.msg };
    else if (test === true) test = {};
  }
  const args = InstanceValidator.prototype._extractValidatorArgs(JSON.parse(JSON.stringify(test)), name, 'field');
  return validator[name](String(value), ...args) ? 1 : 0;
}

/* ---- what is asked: [name, definition, values, patterns of values] */

const common = [
  '', ' ', 'a', 'A', '0', '1', '-1', '+1', '00', '01', '1.0', '1.5', '-1.5', '.5', '5.', '1e3', '1e-3', 'e5', '-', '+', '.', ',', '1,5', '1 000', 'abc', 'ABC', 'aBc', 'abc1',
  'é', 'É', 'ß', 'ſ', '\u212a', 'i\u0307', 'σς', 'ΣΑΣ', '中文', 'ﾃｽﾄ', 'ＡＢＣ', '😀', 'a😀b', '☺️', 'שלום', 'مرحبا', '١٢٣', 'foo bar', ' foo', 'foo ', 'foo\n', '\t', '\u00a0', '\u3000x', '\ufeff',
  'true', 'false', 'TRUE', 'yes', 'No', 'null', 'undefined', 'NaN', 'Infinity', '-Infinity', '[object Object]', '{}', '[]', '""', '{"a":1}', '0x1F', '0b11', '#fff', 'a@b.co', 'http://a.co', '127.0.0.1', '::1',
  '2020-02-29', '2021-02-29', '12:30', 'x'.repeat(70), '9'.repeat(20), '9007199254740993', 0, 1, -1, 1.5, 1e21, 1e-7, true, false, [1, 2], ['a'], [], { a: 1 }, 12345678901,
];

const plates = [...source('isLicensePlate').matchAll(/'([\w-]+)': function \w*\(str\) \{\s*return \/(.*)\/\.test/g)].map(([, locale, pattern]) => [locale, pattern]);
const taxes = Object.entries(eval(`${source('isTaxID').match(/var taxIdFormat = \{[^]*?\n\};/)[0]}; taxIdFormat`)).concat([['lt-LT'], ['nl-BE'], ['lb-LU'], ['fr-CA']]
  .map(([locale]) => [locale, { 'lt-LT': /^[1-6]\d{6}(00[1-9]|0[1-9][0-9]|[1-6][0-9]{2}|70[0-9]|710)\d$/, 'nl-BE': /^\d{11}$/, 'lb-LU': /^\d{13}$/, 'fr-CA': /^\d{9}$/ }[locale]]));
const phones = require(path.join(lib, 'isMobilePhone')).locales;
const phonePatterns = eval(`${source('isMobilePhone').match(/var phones = \{[^]*?\n\};/)[0]}; phones`);
const postals = eval(`${source('isPostalCode').match(/var threeDigit[^]*?\n\};/)[0]}; patterns`);
const passports = eval(`${source('isPassportNumber').match(/var passportRegexByCountryCode = \{[^]*?\n\};/)[0]}; passportRegexByCountryCode`);
const ibans = eval(`${source('isIBAN').match(/var ibanRegexThroughCountryCode = \{[^]*?\n\};/)[0]}; ibanRegexThroughCountryCode`);
const vats = Object.entries(require(path.join(lib, 'isVAT')).vatMatchers).map(([country, f]) => [country, (String(f).match(/\/(\^.*\$)\//) || [])[1]]);
const { alpha, alphanumeric, decimal } = require(path.join(lib, 'alpha'));

/* A date of birth in many numbers: real days more often than random digits. */
const day = '(19\\d\\d|20[01]\\d)(0[1-9]|1[0-2])(0[1-9]|1\\d|2[0-8])';
const shortDay = '\\d\\d(0[1-9]|1[0-2])(0[1-9]|1\\d|2[0-8])';
const dayShort = '(0[1-9]|1\\d|2[0-8])(0[1-9]|1[0-2])\\d\\d';
const births = {
  'bg-BG': `\\d\\d(0[1-9]|1[0-2]|2[1-9]|3[0-2]|4[1-9]|5[0-2])([01][1-9])\\d{4}`, 'cs-CZ': `\\d\\d([05][1-9]|1[0-2]|2[1-9]|7[1-9])(0[1-9]|1\\d|2[0-8])/?\\d{3,4}`, 'dk-DK': `${dayShort}-?\\d{4}`, 'et-EE': `[1-6]${shortDay}\\d{4}`, 'lt-LT': `[1-6]${shortDay}\\d{4}`,
  'fi-FI': `${dayShort}[-+A]\\d{3}[0-9A-Y]`, 'fr-BE': `${shortDay}\\d{5}`, 'nl-BE': `${shortDay}\\d{5}`, 'fr-LU': `${day}\\d{5}`, 'lb-LU': `${day}\\d{5}`, 'lv-LV': `${dayShort}-?[0-2]\\d{4}`, 'pl-PL': `\\d\\d([02468][1-9]|[13579][0-2])([012][1-9])\\d{5}`,
  'ro-RO': `[1-9]${shortDay}\\d{6}`, 'sk-SK': `[0-5]\\d([05][1-9]|1[0-2])(0[1-9]|1\\d|2[0-8])\\d{3}`, 'sv-SE': `${shortDay}[-+]?\\d{4}|(18|19|20)${shortDay}[-+]?\\d{4}|\\d\\d(0[1-9])(6[1-9]|7\\d|8[0-8])-?\\d{4}`,
  'it-IT': '[BCDF]{3}[BCDF]{3}\\d\\d[A-EHLMPRST](0[1-9]|1\\d|2[0-8]|4[1-9])[A-Z]\\d{3}[A-Z]|[BCD][AEIOU][XAE][AEI]X{2}[0-9LMNP]{2}[A-EHLMPRST]([0L][1-9M])[A-Z][0-9L]{3}[A-Z]', 'de-DE': '1023456789\\d|11[02]3456789\\d|[1-9]\\d{10}|[1-4]1[1-5]023678\\d{3}',
};
const identities = {
  PL: '\\d{11}', ES: '[0-9XYZ]\\d{7}[A-Z]| ?[0-9xyz]\\d{7}[a-z] ?', FI: '\\d{6}[-A+]\\d{3}[0-9A-Y]', IN: '[1-9]\\d{3} ?\\d{4} ?\\d{4}', IR: '\\d{10}', IT: '[Cc][A-Z]\\d{5}[A-Za-z]{2}', NO: '\\d{11}', TH: '[1-8]\\d{12}',
  LK: '[1-9]\\d{8}[vxVX]|[1-9]\\d{11}', 'he-IL': '\\d{9}| \\d{9} ', 'ar-LY': '[123]\\d{11}', 'ar-TN': '\\d{8}', 'zh-CN': `(11|12|31|44|91|99)\\d{4}${day}\\d{3}[0-9Xx]|(11|23|65)\\d{4}${shortDay}\\d{3}`,
  'zh-HK': '[A-Za-z]{1,2}\\d{6}(\\([0-9A]\\)|\\[[0-9A]\\]|[0-9Aa])', 'zh-TW': '[A-Za-z][12]\\d{8}', PK: '[1-7]\\d{4}-\\d{7}-[1-9]',
};

const octet = '(\\d|[1-9]\\d|1\\d\\d|2[0-5]\\d|256)';
const ip4 = `${octet}\\.${octet}\\.${octet}\\.${octet}`;
const ip6 = '([0-9a-fA-F]{1,4}:){1,7}(:[0-9a-f]{1,4}){0,6}|::([0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}|([0-9a-f]{1,4}:){7}[0-9a-f]{1,5}|(::ffff:|([0-9a-f]:){6}|1::)' + `${ip4}` + '|fe80::[0-9a-f]{1,4}%[a-z0-9.]{1,4}|::';
const url = '((https?|ftp|ws|javascript|mailto):)?(//)?((user|u:p|:|a:b:c|x%41:y)@)?(www\\.example\\.com|localhost|example\\.co|exa_mple\\.com|xn--bcher-kva\\.ch|münchen\\.de|127\\.0\\.0\\.1|\\[::1\\]|-a\\.com|a\\.b|example\\.com\\.|\\*\\.a\\.com|a\\.123)(:(80|0|65535|65536|080|x)?)?(/[a-z]{0,3})?(\\?a=b(&c)?)?(#f)?';
const email = '("?(John Doe|J\\. D|\\\\"x\\\\")"? ?<)?(joe|joe\\.doe|joe\\.\\.d|\\.joe|joe\\+tag|j|"a b"|"a\\\\"b"|jöe|a\\{b\\}|joe_x|some\\.name\\.here)@(example\\.com|gmail\\.com|googlemail\\.com|localhost|exa_mple\\.com|\\[127\\.0\\.0\\.1\\]|127\\.0\\.0\\.1|münchen\\.de|a\\.b|-a\\.com|x\\.123|EXAMPLE\\.com|sub\\.example\\.org)>?';
const color = '[0-9]{1,3}%?';

const requests = [
  /* Sequelize's own */
  ['is', '^[a-z]+$'], ['is', ['^[a-z]+$', 'i']], ['regex', ['\\d{2}', 'g']], ['not', ['[a-z]', 'i']], ['notRegex', '^a'], ['matches', ['^A', 'i']], ['is', { args: ['^x', 'i'], msg: 'm' }, ['Xy']],
  ['notEmpty', true], ['len', [1, 3]], ['len', [2]], ['len', { args: [0, 0], msg: 'm' }], ['len', { min: 2, max: 3 }, ['☺️☺️', '😀😀', 'a\ufe0f\ufe0f']], ['isNull', true, ['', 'a']], ['isUrl', true, [], [url]], ['isIPv4', true, [], [ip4]], ['isIPv6', true, [], [ip6, ip4]],
  ['notIn', [['a', 'b', 1]]], ['notIn', { args: [['1', true]], msg: 'm' }], ['contains', 'o'], ['contains', { args: 'b', msg: 'm' }], ['contains', ''], ['is', ['^x', 'i'], ['xa', 'X', 'ax']], ['notContains', 'o'], ['contains', 1], ['notContains', ['x']],
  ['isDecimal', true, [], ['-?\\d{0,3}(\\.\\d{0,2})?([eE][+-]?\\d{0,2})?']],
  /* texts */
  ['equals', 'abc'], ['equals', { args: '1.5', msg: 'm' }, ['1.5', 1.5]], ['isIn', [['a', 'abc', 1, 1.5, true, null]]], ['isIn', { args: [['1', '2']], msg: 'm' }, ['1', 2]], ['isEmpty', { ignore_whitespace: true }], ['isEmpty', true],
  ['isLength', { min: 2, max: 3 }], ['isLength', { max: 1 }], ['isLength', { min: 1, discreteLengths: [1, 3] }], ['isLength', [2, 4]], ['isByteLength', { min: 2, max: 4 }], ['isByteLength', [0, 3]], ['isByteLength', { max: 2 }],
  ['isLowercase', true, ['ǆ', 'ᾳ', 'ŉ']], ['isUppercase', true, ['Ǆ', 'ŉ', 'ΐ', '١']], ['isWhitelisted', 'abcé 1'], ['isWhitelisted', [['a', 'b']]], ['isAscii', true], ['isMultibyte', true], ['isSurrogatePair', true],
  ['isFullWidth', true], ['isHalfWidth', true], ['isVariableWidth', true], ['isBase32', true, [], ['[A-Z2-7]{6,8}={0,2}']], ['isBase32', { crockford: true }, [], ['[A-Z0-9]{4}']], ['isBase58', true, [], ['[1-9A-Za-z]{5}']],
  ['isBase64', true, [], ['[A-Za-z0-9+/]{2,8}={0,2}']], ['isBase64', { urlSafe: true }, [], ['[A-Za-z0-9_-]{2,8}={0,2}']], ['isBase64', { urlSafe: true, padding: true }, [], ['[A-Za-z0-9_-]{2,8}={0,2}']], ['isBase64', { padding: false }, [], ['[A-Za-z0-9+/]{2,5}={0,1}']],
  ['isBoolean', true, ['true', 'false', '1', '0']], ['isBoolean', { loose: true }, ['YES', 'no', 'nO']], ['isJSON', true, ['{ }', '[1,2]', ' {"a":{}}\n', '[', '{]']], ['isJSON', { allow_primitives: true }, ['null', ' false ', '[null]']], ['isJSON', { allow_any_value: true }, ['"\\u12"', '"\\ud800"', '"a\nb"', '01', '-', '-0', '1.', '1e', '[1,]', '{"a"}', '{"a":1,"a":2}', '[[[[]]]]', '[}', '{"a":[1,{"b":null}]} ', '\u00a0{}', '"\u2028"', '{a:1}', "{'a':1}", 'nul', '[1 2]', '{"a":1,}', '"\\x"', '"abc']],
  ['isJWT', true, [], ['[A-Za-z0-9_-]{0,4}\\.[A-Za-z0-9_-]{1,4}\\.[A-Za-z0-9_=-]{1,4}(\\.a)?']], ['isSlug', true, [], ['[a-z0-9_-]{1,6}']], ['isSemVer', true, ['1.0.0-alpha.1+build', '1.0.0-01', '1.0.0-0a'], ['(0|[1-9]\\d?|0\\d)\\.\\d\\.\\d(-[a-z0-9.-]{1,4})?(\\+[a-z0-9.-]{1,3})?']],
  ['isStrongPassword', true, ['Passw0rd!', 'Pässw0rd£', 'PASSW0RD!a'], ['[A-Za-z0-9!£ ]{7,10}']], ['isStrongPassword', { minLength: 4, minSymbols: 0, minNumbers: 2 }, [], ['[A-Za-z0-9!]{3,6}']], ['isStrongPassword', { returnScore: true }], ['isStrongPassword', { returnScore: true, pointsPerUnique: 0, pointsPerRepeat: 0, pointsForContainingLower: 0 }],
  ['isMD5', true, [], ['[0-9a-f]{31,33}', '[0-9A-F]{32}']], ...['md5', 'md4', 'sha1', 'sha256', 'sha384', 'sha512', 'ripemd128', 'ripemd160', 'tiger128', 'tiger160', 'tiger192', 'crc32', 'crc32b'].map((a) => ['isHash', a, [], ['[0-9a-fA-F]{8}', '[0-9a-f]{32}', '[0-9a-f]{40}', '[0-9a-f]{48}', '[0-9a-f]{64}', '[0-9a-f]{96}', '[0-9a-f]{128}']]),
  ['isHexadecimal', true, [], ['(0[xhXH])?[0-9a-fA-F]{1,4}']], ['isOctal', true, [], ['(0[oO])?[0-8]{1,3}']], ['isMongoId', true, [], ['[0-9a-f]{23,25}', '0x[0-9a-f]{22}']], ['isULID', true, [], ['[0-8][0-9A-TV-Zil]{25}', '[0-7][0-9A-HJKMNP-TV-Z]{25}']],
  ...[[1], [4], ['7'], ['all'], ['nil'], ['max'], ['loose'], { args: 5, msg: 'm' }].map((v) => ['isUUID', v, ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'], ['[0-9a-f]{8}-[0-9a-f]{4}-[0-9][0-9a-f]{3}-[0-9a-f][0-9a-f]{3}-[0-9a-f]{12}', '[0-9A-F]{8}-[0-9A-F]{4}-[1457][0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}']]),
  ['isHexColor', true, [], ['#?[0-9a-fA-F]{2,9}']], ['isHexColor', { require_hashtag: true }, [], ['#?[0-9a-fA-F]{3,8}']],
  ...[true, { allowSpaces: true }, { includePercentValues: false }, [false], { allowSpaces: true, includePercentValues: false }].map((d) => ['isRgbColor', d, [], [`rgba?\\( ?${color}, ?${color}, ?${color}(, ?(1|0|\\.\\d{1,3}|0\\.5|1\\.0))?\\)`, 'r gb\\(1,2,3\\)', ' rgb\\(1,2,3\\)']]),
  ['isHSL', true, [], ['hsla?\\( ?-?\\d{1,3}(\\.5)?(deg|grad|rad|turn|px)?( ?, ?\\d{1,2}% ?, ?\\d{1,3}%( ?, ?0?\\.5%?)?|  ?\\d{1,2}%  ?\\d{1,2}%( ?/ ?\\.3%? ?)?) ?\\) ?', ' HSL\\(1e3,1%,1%\\)']],
  /* numbers */
  ...[true, { min: 1, max: 10 }, { gt: 1, lt: 10 }, { allow_leading_zeroes: false }, { min: -5 }, { max: 3, allow_leading_zeroes: false }, { args: { min: 5 }, msg: 'm' }].map((d) => ['isInt', d, [], ['[-+]?0?\\d{1,3}']]),
  ...[true, { min: 1, max: 10 }, { gt: 1.5, lt: 9.5 }, { locale: 'de-DE' }, { locale: 'ar', min: 1 }, { locale: 'fr-FR', max: 2 }].map((d) => ['isFloat', d, ['1٫5', '-.', '+.e1', '1,', '1,5,5', '.e3'], ['[-+]?\\d{0,2}([.,٫]\\d{0,2})?([eE][-+]?\\d{0,2})?']]),
  ...[true, { no_symbols: true }, { locale: 'de-DE' }, { locale: 'ar-EG' }, { locale: 'ar' }].map((d) => ['isNumeric', d, ['1٫5'], ['[-+]?\\d{0,2}([.,٫]\\d{0,2})?']]),
  ...[1, 2, 3, 2.5, 0, '4', -3].map((d) => ['isDivisibleBy', d, [], ['-?\\d{1,3}(\\.[05])?']]), ['isPort', true, ['65535', '65536', '080', '+80'], ['\\d{1,6}']],
  ['isLatLong', true, ['(45,90)', '(45,90', '45,90)', '45, 90', '45,  90', '90.0,180.0', '90.1,180', '-90,-180', '1,2,3'], ['\\(?[-+]?\\d{1,3}(\\.\\d)?, ?[-+]?\\d{1,3}(\\.\\d{1,2})?\\)?']], ['isLatLong', { checkDMS: true }, ['40°26′46″N,79°58′56″W', "40 26 46 N, 79 58 56 W", '90 0 0 N,180 0 0 E'], ['\\d{2}°\\d{2}[′ ]\\d{1,2}(\\.5)?″[NnSX]?, ?\\d{2,3}°\\d{2}′\\d{2}″[EWe]']],
  ...[true, { require_symbol: true }, { allow_negatives: false }, { symbol: '€', decimal_separator: ',', thousands_separator: '.' }, { symbol: 'R', allow_negative_sign_placeholder: true, negative_sign_before_digits: true }, { symbol: '¥', allow_decimal: false }, { require_decimal: true, digits_after_decimal: [1, 3] }, { parens_for_negatives: true }, { negative_sign_after_digits: true }, { symbol_after_digits: true, allow_space_after_digits: true, symbol: 'kr.' }, { allow_space_after_symbol: true }, { thousands_separator: ' ', symbol: 'US$', require_symbol: true }]
    .map((d) => ['isCurrency', d, ['$1', '$1.00', '-$1,234.56', 'US$1 234.50', '1.234,56', '€-1', '1.5', '1.555', '1kr.', '1 kr.', '1-', '$1,23', '0', '00', '$.99', '$', '-$', '($1.00)', '$ 1', '1 €', 'R 123', 'R-123', '- $1'], ['(\\()?-?(\\$|€|R|¥|US\\$)? ?-?\\d{1,3}([,. ]\\d{3})*([.,]\\d{1,3})?-?( ?(€|kr\\.))?(\\))?']]),
  /* dates: what both read alike */
  ...[true, { strict: true }, { strictSeparator: true }, { strict: true, strictSeparator: true }].map((d) => ['isISO8601', d, ['2009-W01-1', '2009W511', '2009-366', '2008-366', '+002009-01-01', '2009-001T10:00', '2009-12T12:34', '2009', '200912', '2009-05-19T14a39r', '0050-02-01', '0999-02-29', '2009-12-31T24:00', '2009-02-31', '20090231', '2009-123 10'], ['(19|20)\\d\\d-?(0[1-9]|1[0-3])-?([0-3]\\d)?([T ]([01]\\d|2[0-4])(:?[0-5]\\d(:?[0-5]\\d([.,]\\d{1,3})?)?)?(Z|[-+]0\\d(:?[03]0)?)?)?', '\\d{4}-?[0-3]\\d\\d([T ]\\d\\d:\\d\\d)?', '\\d{4}-?W[0-5]\\d-?[1-8]?']]),
  ['isRFC3339', true, [], ['20\\d\\d-(0[1-9]|1[0-3])-[0-3]\\d[T t][0-2]\\d:[0-5]\\d:([0-5]\\d|60)(\\.\\d{1,3})?(Z|z|[-+][01]\\d:[0-5]\\d)?']],
  ...[true, { hourFormat: 'hour12' }, { mode: 'withSeconds' }, { mode: 'withOptionalSeconds' }, { hourFormat: 'hour12', mode: 'withSeconds' }, { hourFormat: 'hour12', mode: 'withOptionalSeconds' }].map((d) => ['isTime', d, [], ['[0-2]?\\d:[0-6]\\d(:[0-6]\\d)?( [AP]M| am)?']]),
  ['isDate', true, ['2020-01-01', '2020-01', '2020', '2020-01-01T10:00:00Z', '2020-01-01T10:00:00.123Z', '2020-01-01T10:00:00+02:00', '2020-13-01', '2020-01-32', 'Wed, 01 Jan 2020 10:00:00 GMT', 'Wed, 01 Jan 2020 10:00:00 +0200', 'foo', '', 'T10:00', '2020-01-01T25:00:00Z']],
  ['isAfter', '2020-01-01', ['2020-01-02', '2019-12-31', '2020-01-01', '2020-01-01T00:00:00.001Z', 'x', '', '2020-01-01T01:00:00+02:00', 'Thu, 02 Jan 2020 00:00:00 GMT']], ['isAfter', { comparisonDate: '2020-01-01T12:00:00Z' }, ['2020-01-01', '2020-01-02']], ['isBefore', '2020-01-01', ['2019-12-31', '2020-01-01', '2021-01-01', 'nope']], ['isBefore', { args: '2020-06-01', msg: 'm' }, ['2020-05-31', '2020-06-01']],
  /* the net */
  ...[true, { allow_display_name: true }, { require_display_name: true }, { allow_utf8_local_part: false }, { require_tld: false }, { allow_ip_domain: true }, { domain_specific_validation: true }, { blacklisted_chars: 'j+' }, { host_blacklist: ['gmail.com', 'example.com'] }, { host_whitelist: ['example.com'] }, { allow_underscores: true }, { ignore_max_length: true }, { allow_display_name: true, allow_ip_domain: true, require_tld: false }]
    .map((d) => ['isEmail', d, ['"@example.com', '""@a.co', '@a.co', 'a@', 'a@@b.co', `${'a'.repeat(64)}@example.com`, `${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(63)}.com`, `a@${'b'.repeat(64)}.com`, `a@${'b.'.repeat(125)}com`, 'abc.def@gmail.com', 'abcdef@GMAIL.com', 'abcdeéf@gmail.com', 'a<b@c.de>', '"a" <b@c.de>', 'a.b <b@c.de>', '"a.b" <b@c.de>', '<b@c.de>', 'x <>', ' <b@c.de>', 'a\u0001 <b@c.de>', 'Ab <x <b@c.de>', 'test@xn--80ak6aa92e.com', 'a@b.c0', 'a@b.c-d', 'a b@c.de', '"\\\\"@a.co', '"a"b"@a.co', 'a😀@b.co', 'ａ@b.co'], [email]]),
  ...[true, { require_protocol: true }, { require_tld: false }, { require_host: false }, { require_port: true }, { require_valid_protocol: false }, { protocols: ['ws', 'ftp'] }, { allow_underscores: true }, { allow_trailing_dot: true }, { allow_protocol_relative_urls: true }, { allow_fragments: false }, { allow_query_components: false }, { disallow_auth: true }, { validate_length: false }, { max_allowed_length: 20 }, { host_whitelist: ['example.co', 'localhost'] }, { host_blacklist: ['example.co', '::1'] }, { allow_numeric_tld: true, allow_wildcard: true }]
    .map((d) => ['isURL', d, ['http://', '//', 'http:///', 'http://a', 'example.com:8080/x', 'http://user@:80', '@a.com', 'http://a b.com', 'http://a.com/<x>', 'mailto:a@b.co', 'javascript:alert(1)@a.com', 'user:pass@host.com', 'a:b', 'http:a.com', 'http:/a.com', 'HTTP://A.com', 'http://[::1', 'http://[zz]', '[::1]:80', 'http://\u3000.com', `http://a.com/${'x'.repeat(2100)}`, 'https://127.0.0.1:8080/', 'http://ａ.com', '?', '#', '/x', 'http://a.com?x', 'http://a.com#x', 'http://a..b.com', 'data:text/plain,x', 'a.co:', 'http://😀.com', 'http://a_b.com'], [url, url, url]]),
  ...[true, { require_tld: false }, { allow_underscores: true }, { allow_trailing_dot: true }, { allow_numeric_tld: true }, { allow_wildcard: true }, { ignore_max_length: true }, { allow_wildcard: true, allow_trailing_dot: true, require_tld: false }].map((d) => ['isFQDN', d, ['*.a.com', 'a.com.', 'a.com..', 'a.1', '1.2.3', 'a.c', 'xn--a.xn--b1', 'a.xn', 'a.xn--', 'münchen.de', '中.国', '中.中国', 'a.©om', '😀.com', 'a.😀😀', 'ａ.com', `${'a'.repeat(64)}.com`, '-a.com', 'a-.com', 'a_b.com', '_a.com', 'a b.com', '.com', 'com', '.', 'a.\u00a0\u00a0', 'a.\ue000\ue000', 'A.COM'], ['(\\*\\.)?[a-z0-9_-]{1,4}(\\.[a-z0-9-]{1,4}){0,2}\\.?']]),
  ['isIP', true, [], [ip4, ip6]], ['isIP', [4], [], [ip4, ip6]], ['isIP', [6], [], [ip4, ip6]], ['isIP', ['4'], [], [ip4, ip6]],
  ...['4', '6', 4, [6]].map((d) => ['isIPRange', d, ['10.0.0.0/8', '::1/128', '10.0.0.0/33', '::1/129', '10.0.0.0/08', '10.0.0.0', '10.0.0.0/', '/8', '1.1.1.1/8/8', '1.1.1.1/1000'], [`${ip4}/\\d{1,2}`, '[0-9a-f]{1,4}::/\\d{1,3}', '::/[01]\\d{1,2}']]),
  ...[true, { no_colons: true }, { no_separators: true, eui: '48' }, { eui: 64 }, { eui: '48' }, { no_separators: true, eui: '64' }].map((d) => ['isMACAddress', d, ['01:02:03-04:05:06', '01\u00a002\u00a003\u00a004\u00a005\u00a006', 'abcd.ef01.2345', '01 02 03 04 05 06'], ['([0-9a-fA-F]{2}:){5}[0-9a-f]{2}', '([0-9a-f]{2}-){5,7}[0-9a-fg]{2}', '[0-9a-f]{12,16}', '([0-9a-f]{4}\\.){2,3}[0-9a-f]{4}']]),
  ['isMailtoURI', true, ['mailto:', 'mailto:?subject=x', 'mailto:a@b.co?cc=c@d.co,&bcc=x', 'mailto:a@b.co, c@d.co', 'mailto:a@b.co?cc=', 'mailto:a@b.co?x=1', 'mailto:a@b.co?subject=a&subject=b', 'mailto:a?subject=b', 'mailto:a@b.co?subject=1&body=2&cc=&bcc=&', 'MAILTO:a@b.co', 'mailto:a@b.co??'], ['mailto:(a@b\\.co|x)?(,c@d\\.co)?(\\?(subject=hi|cc=e@f\\.co|body=|bcc=bad|foo=1)(&(subject=x|cc=g@h\\.co))?)?']], ['isMailtoURI', { allow_display_name: true }, ['mailto:A <a@b.co>']],
  ['isDataURI', true, ['data:,', 'data:text/plain;charset=utf-8,x', 'data:text/plain;base64,SGk=', 'data:;base64,x', 'data:text/plain;base64;x=1,y', ' data:,x', 'data:x,y', 'data:text/,x', 'data:/x,y', 'data:a/b;c,d', 'data:a/b,é', 'data:a/b,x y\u00a0', 'DATA:,', 'data:a/b;BASE64,x', 'data:a/b,x,<'], ['data:([a-z]{1,3}/[a-z0-9+.-]{1,3})?(;[a-z-]{1,3}=[a-z0-9]{0,2})?(;base64)?,[a-z0-9%]{0,4}']],
  ['isMagnetURI', true, ['magnet:?xt=urn:btih:06E2A9683BF4DA92C73A661AC56F0ECC9C63C5B4&dn=x', 'magnet:?dn=x&xt=urn:sha1:3ICUQJVIZQRQXMIDYRBN7ZKP3DDCHXVR', 'MAGNET:?xt=urn:btih:06E2A9683BF4DA92C73A661AC56F0ECC9C63C5B4', 'magnet:?&xt=urn:md5:06E2A9683BF4DA92C73A661AC56F0ECC', 'magnet:?xt=urn:foo:06E2A9683BF4DA92C73A661AC56F0ECC'], ['magnet:\\?(dn=x&)?xt(\\.1|\\.2)?=urn:(aich|btih|md5|tree:tiger|btmh:1220|x):[a-z0-9]{32}([a-z0-9]{8})?(&tr=y|z)?']],
  ['isMimeType', true, ['application/json', 'text/html; charset=utf-8', 'text/plain;charset="us-ascii" (Plain text)', 'multipart/form-data; boundary=x', 'multipart/mixed; charset=x; boundary="y z"', 'image/*', 'foo/bar', 'text/html;', 'APPLICATION/X_Y', 'text/x_y;charset=z'], ['(application|text|multipart|foo)/[a-z+.-]{1,4}(; ?(charset|boundary)="?[a-z0-9 -]{0,5}"?){0,2}']],
  /* identifiers */
  ['isLuhnNumber', true, ['0', '-', '79927398713', '7992-7398 713'], ['[0-9 -]{2,8}']], ['isCreditCard', true, ['375556917985515', '4716461583322103', '5398228707871528', '6283875070985593', '2222155765072228', '6011 1111 1111 1117', '51001', '81751111111111116', '2720992593319364'], ['4\\d{12}(\\d{3})?', '3[47]\\d{13}', '5[1-5]\\d{14}', '6011\\d{12}', '35\\d{14}', '62\\d{14}', '36\\d{12}', '5100\\d{0,5}', '2221\\d{12}']],
  ...['amex', 'visa', 'Mastercard', 'unionpay', 'jcb', 'discover', 'dinersclub'].map((p) => ['isCreditCard', { provider: p }, ['375556917985515', '4716461583322103'], ['4\\d{15}', '3[47]\\d{13}', '5[1-5]\\d{14}', '6011\\d{12}', '35\\d{14}', '62\\d{14}', '36\\d{12}', '2131\\d{11}']]),
  ['isIBAN', true, ['GB94BARC10201530093459', 'DE89 3704 0044 0532 0130 00', 'de89-3704-0044-0532-0130-00', 'FR7630006000011234567890189', 'XX00', 'GB', 'MA64011519000001205000534921', 'SC52BAHL01031234567890123456USD'], Object.values(ibans).map((r) => r.source)], ['isIBAN', { whitelist: ['DE', 'GB'] }, ['GB94BARC10201530093459', 'DE89370400440532013000', 'FR7630006000011234567890189']], ['isIBAN', { blacklist: ['DE'] }, ['GB94BARC10201530093459', 'DE89370400440532013000']],
  ['isBIC', true, ['DEUTDEFF', 'deutdeff500', 'DEUTXKFF', 'DEUTXXFF', 'DEUT1EFF', 'SBICKEN1345', 'DEUTSſFF'], ['[A-Z]{4}(DE|US|XX|XK|GB)[A-Z0-9]{2}([A-Z0-9]{2,3})?']], ['isAbaRouting', true, ['322070381', '011103093', '263170175'], ['(0\\d|1[0-5]|2\\d|3[0-4]|6[0-5]|7[0-4]|8[01]|9\\d)\\d{7}']],
  ['isEAN', true, ['73513537', '9421023610112', '03600029145247'], ['\\d{8}', '\\d{13}', '\\d{14}', '\\d{12}']], ['isISBN', [10], ['3-8362-2119-5', '978-3-8362-2119-1', '3401013319', '080442957X', '080442957x', '3\u00a08362\u30002119-5'], ['\\d{9}[0-9X]', '97[89]\\d{10}', '\\d-\\d{4}-\\d{4}-[0-9X]']], ['isISBN', { version: 13 }, [], ['\\d{9}[0-9X]', '97[89]\\d{10}']], ['isISBN', '13', [], ['97[89]\\d{10}']],
  ...[true, { case_sensitive: true }, { require_hyphen: true }, { case_sensitive: true, require_hyphen: true }].map((d) => ['isISSN', d, ['0378-5955', '2434-561X', '2434-561x', '2434561X', '01896016', '20-905076'], ['\\d{4}-?\\d{3}[0-9Xx]']]), ['isISIN', true, ['US0378331005', 'GB0001411924', 'AU0000XVGZA3', 'us0378331005'], ['[A-Z]{2}[A-Z0-9]{3}\\d{7}', '[A-Z]{2}\\d{10}']], ['isISRC', true, [], ['[A-Z]{2}[0-9A-Z]{3}\\d{6,7}']],
  ['isIMEI', true, ['352099001761481', '868932036356090', '35-209900-176148-1'], ['\\d{15}', '\\d{2}-\\d{6}-\\d{6}-\\d']], ['isIMEI', { allow_hyphens: true }, ['35-209900-176148-1', '352099001761481'], ['\\d{2}-\\d{6}-\\d{6}-\\d']], ['isISO6346', true, ['HLXU2008419', 'hlxu2008419', 'TGHU7599330', 'SUDU6797637', 'JZZJ1234567', 'ECMU4657496', 'ABCU12345678', 'x,1234567', 'éABZ1234567', 'AAAAZ123456'], ['[A-Z]{3}U\\d{7}', '[A-Z]{3}[JZ]\\d{6,7}', '[A-Z]{3}[JZU]\\d{7}']], ['isFreightContainerID', true, [], ['[A-Z]{3}[UJZX]\\d{7}']],
  ['isEthereumAddress', true, [], ['0[xX][0-9a-fA-F]{39,41}']], ['isBtcAddress', true, ['1MUz4VMYui5qY1mxUiG8BQ1Luv6tqkvaiL', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'], ['[123m][A-HJ-NP-Za-km-z1-9]{24,40}', '(bc1|tb1|bc1p)[ac-hj-np-z02-9]{38,59}']],
  /* codes */
  ['isISO31661Alpha2', true, ['DE', 'de', 'XX', 'ß', 'XK', 'UK'], ['[A-Z]{2}', '[a-z]{2}']], ['isISO31661Alpha2', { userAssignedCodes: ['XX', 'qm', 'foo', 'A1'] }, ['xx', 'QM', 'FOO', 'A1'], ['[A-Z]{2}']], ['isISO31661Alpha3', true, ['DEU', 'deu', 'ROM'], ['[A-Z]{3}']], ['isISO31661Alpha3', { userAssignedCodes: ['XXX'] }, ['xxx', 'QQQ']], ['isISO31661Numeric', true, [], ['\\d{3}']], ['isISO4217', true, ['EUR', 'eur', 'XXX', 'DEM'], ['[A-Z]{3}']], ['isISO6391', true, ['de', 'DE', 'xx'], ['[a-z]{2}']], ['isISO15924', true, ['Latn', 'latn', 'Zzzz'], ['[A-Z][a-z]{3}']],
  ['isLocale', true, ['en', 'en-US', 'en_US', 'zh-Hans-CN', 'x-foo', 'i-klingon', 'de-1996', 'en-a-bbb-x-y', 'sl-rozaj', 'lo_POP', 'ca_ES_VALENCIA', 'zh-min-nan', 'a', 'en-', 'de-DE-1-2', 'de-1---'], ['[a-z]{2,5}([-_][A-Z][a-z]{3})?([-_]([A-Z]{2}|\\d{3}))?([-_][a-z0-9]{4,5})?(-[a-z]-[a-z0-9]{2})?']],
  /* by locale */
  ...Object.keys(alpha).map((l) => ['isAlpha', [l], [], [alpha[l].source.replace('*$', '+$')]]), ...Object.keys(alphanumeric).map((l) => ['isAlphanumeric', [l], [], [alphanumeric[l].source.replace('*$', '+$')]]), ['isAlpha', true], ['isAlphanumeric', 'de-DE'], ['isAlpha', 'el-GR', ['ΑΒΓ', 'αβγς', 'ώ', 'ϑ']], ['isAlpha', ['en-US', { ignore: ' -' }], ['a b-c', 'a_b']], ['isAlphanumeric', ['ru-RU', { ignore: 's.é' }], ['я.я', 'я я', 'яsя', 'я\tяé']], ['isAlpha', ['de-DE', { ignore: '😀^]\\' }], ['a^]\\b', 'ä^ß']],
  ...Object.keys(decimal).slice(0, 12).map((l) => ['isFloat', { locale: l }, [], ['\\d{1,2}[.,٫]\\d']]),
  ...phones.map((l) => ['isMobilePhone', l, [], [phonePatterns[l] ? phonePatterns[l].source : '\\+?\\d{9,11}']]), ['isMobilePhone', true, [], ['\\+?\\d{7,12}']], ['isMobilePhone', 'any', [], ['\\d{7,11}']], ['isMobilePhone', [['de-DE', 'en-US']], [], [phonePatterns['de-DE'].source, phonePatterns['en-US'].source]], ['isMobilePhone', ['de-DE', { strictMode: true }], [], [phonePatterns['de-DE'].source]], ['isMobilePhone', ['any', { strictMode: true }], [], ['\\+\\d{9,11}']],
  ...Object.keys(postals).map((l) => ['isPostalCode', l, [], [postals[l].source, '\\d{4,6}']]), ['isPostalCode', 'any', [], ['[A-Z0-9 -]{4,7}']],
  ...Object.keys(passports).map((c) => ['isPassportNumber', c, [], [passports[c].source, '[A-Z]{2} ?\\d{6,7}', '[a-z]\\d{7,8}']]),
  ...plates.map(([l, p]) => ['isLicensePlate', l, [], [p]]), ['isLicensePlate', 'any', [], plates.slice(2).map(([, p]) => p)],
  ...vats.map(([c, p]) => ['isVAT', c, [], [p || { AU: '(AU)?\\d{11}', CH: '(CHE[- ]?)?(\\d{9}|\\d{3}\\.\\d{3}\\.\\d{3}|\\d{3} \\d{3} \\d{3}) ?(TVA|MWST|IVA)?', PT: '(PT)?\\d{9}' }[c]]]),
  ...Object.entries(identities).map(([l, p]) => ['isIdentityCard', l, [], [p]]), ['isIdentityCard', 'any', ['CA00000AA', '00000000000'], Object.values(identities)],
  ...taxes.map(([l, p]) => ['isTaxID', l, [], births[l] ? [births[l], births[l], p.source] : [p.source]]), ['isTaxID', 'de-AT', ['93-123/6581', '@931736581#']], ['isTaxID', 'pt-BR', ['111.111.111-11', '352.527.275-00', '54.550.752/0001-55', '54550752000155', 'AAAAAAAAAAAA00', '12ABC34501DE35', '12abc34501de35'], ['\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}', '\\d{14}']],
];

/* min and max as Sequelize's, of numbers as a whole. */
const whole = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^-?Infinity$/;
for (const name of ['min', 'max']) for (const bound of [0, 5, -2.5, '10', { args: 3, msg: 'm' }]) requests.push([name, bound, [], ['-?\\d{1,2}(\\.\\d)?', '-?\\d{1,3}e\\d']]);

/* ---- values that pass and values that fail */

/* What the JavaScript engine reads as a date and the two standards do not know is left out. */
const standard = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:\d\d)?)?)?)?$|^[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d(:\d\d)? ([-+]\d{4}|GMT)$/;

function answer(name, definition, value) {
  if (['isDate', 'isAfter', 'isBefore'].includes(name) && ask('isDate', true, value) && !(standard.test(value) && !/-02-(29|3)/.test(value))) return undefined;
  if ((name === 'min' || name === 'max') && !whole.test(String(value))) return 0;
  return ask(name, definition, value);
}

function values(name, definition, given, patterns) {
  const found = new Map();
  const add = (value, wanted) => {
    const key = JSON.stringify(value);
    if (found.has(key)) return;
    const passes = answer(name, definition, value);
    if (passes === undefined) return;
    if (wanted === undefined || passes === wanted) found.set(key, passes);
  };
  for (const value of given) add(value);
  const least = patterns.length ? 12 : ROWS;
  for (let i = 0; i < common.length && found.size < given.length + least; i++) add(common[(i * 7 + name.length) % common.length]);
  const half = Math.max(3, (ROWS - 12) / 2);
  for (const wanted of [1, 0]) {
    const enough = found.size + half;
    for (let tries = 0; tries < 4000 && found.size < enough && patterns.length; tries++) {
      const text = fromPattern(patterns[tries % patterns.length]);
      add(wanted ? text : pick([text, mutate(text), mutate(text)]), wanted);
    }
  }
  for (const value of [...found.keys()].slice(-6)) add(mutate(String(JSON.parse(value))));
  return found;
}

const rows = [];
let failed = 0;
for (const [name, definition, given = [], patterns = []] of requests) {
  try {
    for (const [value, passes] of values(name, definition, given, patterns)) rows.push([name, JSON.stringify(definition), value, passes]);
  } catch (error) {
    failed++;
    console.error(`${name} ${JSON.stringify(definition)}: ${error.message}`);
  }
}
const names = new Set(rows.map(([name]) => name));
const missing = [...fs.readFileSync(path.join(__dirname, '../../core/validate/validators.def'), 'utf8').matchAll(/^(?:VALIDATOR|PATTERN)\("(\w+)"/gm)].map(([, name]) => name).filter((name) => !names.has(name) && name !== 'isArray');
for (const name of names) {
  const passes = new Set(rows.filter((row) => row[0] === name).map((row) => row[3]));
  if (passes.size < 2) missing.push(`${name} (only ${[...passes]})`);
}
if (failed || missing.length) {
  console.error(`${failed} failed; without values: ${missing.join(', ')}`);
  process.exitCode = 1;
}
write(['Values and whether they pass, of validator.js 13.15 as Sequelize 6.37 calls it; written by',
  'tests/differential/validators.js.  Now is 2025-06-15T12:00:00Z.'],
['validator', 'definition', 'value', 'passes'], rows);
