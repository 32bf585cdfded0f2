// What each English text of src/language/en/ is, as a hash: of its source and of the functions there that it calls.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

const ENGLISH = 'src/language/en';

/** Hashes by the texts' paths, e.g. "claims.shows"; the first word is the name of the file. */
export function englishTexts(folder = ENGLISH) {
  const files = readdirSync(folder).filter((name) => name !== 'english.ts');
  const sources = files.map((name) =>
    readDeclarations(name.replace('.ts', ''), readFileSync(join(folder, name), 'utf8')),
  );
  const shared = new Map(sources.flatMap(({ helpers }) => [...helpers]));
  const texts = sources.flatMap(({ file, tables, helpers, source }) =>
    tables.flatMap((table) =>
      leavesOf(table, [file]).map(([path, node]) => [path, hash(wholeText(textOf(source, node), { helpers, shared }))]),
    ),
  );
  return Object.fromEntries(texts.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The tables of words that a file exports, and what else it declares. */
function readDeclarations(file, source) {
  const tables = [];
  const helpers = new Map();
  for (const statement of parseAst(source, { lang: 'ts' }).body) {
    const node = statement.declaration ?? statement;
    if (node.type === 'FunctionDeclaration') helpers.set(node.id.name, textOf(source, node));
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations) {
      const isTable = statement.type === 'ExportNamedDeclaration' && init.type === 'ObjectExpression';
      if (isTable) tables.push(init);
      else helpers.set(id.name, textOf(source, init));
    }
  }
  return { file, source, tables, helpers };
}

function leavesOf(table, path) {
  return table.properties.flatMap(({ type, key, value, argument }) => {
    if (type === 'SpreadElement') return argument.type === 'ObjectExpression' ? leavesOf(argument, path) : [];
    const own = [...path, key.name ?? key.value];
    return value.type === 'ObjectExpression' ? leavesOf(value, own) : [[own.join('.'), value]];
  });
}

/** A text, and what it calls, each once. */
function wholeText(text, { helpers, shared }, seen = new Set()) {
  const called = [...new Set(text.match(/[A-Za-z_]\w*/g))].filter((name) => !seen.has(name));
  const texts = called.flatMap((name) => {
    const helper = helpers.get(name) ?? shared.get(name);
    if (helper === undefined) return [];
    seen.add(name);
    return [wholeText(helper, { helpers, shared }, seen)];
  });
  return [text, ...texts].join('\n');
}

/** Without what the formatter may change. */
function textOf(source, { start, end }) {
  return source.slice(start, end).replace(/\s+/g, ' ');
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
