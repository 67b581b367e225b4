'use strict';
/* Tables for the unit tests: fields between tabs, a line of names first, '#' comments.  Control
 * characters and backslashes are escaped as tests/unit/fake_host.h reads them. */

const escapes = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

function field(text) {
  return String(text).replace(/[\x00-\x1f\\]/g, (c) => escapes[c] || `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function write(comment, names, rows) {
  const lines = comment.map((line) => `# ${line}`).concat([names.join('\t')]);
  for (const row of rows) lines.push(row.map(field).join('\t'));
  process.stdout.write(`${lines.join('\n')}\n`);
}

module.exports = { write };
