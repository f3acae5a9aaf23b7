// Prints what a replica of zero-cache holds, as JSON: {table: [row, ..]}. Zero's own tables and columns begin with `_`.
const Database = require('@rocicorp/zero-sqlite3');
const db = new Database(process.argv[2], {readonly: true});
const quoted = name => `"${name.replaceAll('"', '""')}"`;
const tables = db
  .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE '%.%' ORDER BY name`)
  .all()
  .map(row => row.name)
  .filter(name => !name.startsWith('sqlite_') && !name.startsWith('zero'));
const held = {};
for (const table of tables) {
  held[table] = db
    .prepare(`SELECT * FROM ${quoted(table)} ORDER BY 1`)
    .all()
    .map(row => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_'))));
}
console.log(JSON.stringify(held));
