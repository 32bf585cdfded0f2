import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';

/** An import of one file by another, as paths from the project's folder. */
interface Import {
  from: string;
  to: string;
  /** The compiler takes it away. */
  isType: boolean;
}

/** Nodes of the syntax tree that name another file. */
const IMPORTING = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => join('src', path))
  .filter((path) => statSync(path).isFile());
const imports = files.filter((path) => /(?<!\.d)\.tsx?$/.test(path)).flatMap(importsOf);
const rows = [
  ...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| `src\/([^`]+?)\/?` \| ([^|]+?) \| ([^|]+?) \|$/gm),
];
const table = new Map(rows.map(([, room = '', , may = '']) => [room, readAllowed(may)]));
const does = new Map(rows.map(([, room = '', says = '']) => [room, says]));

test('every file has a room', () => {
  expect(files.filter((path) => roomOf(path) === undefined)).toEqual([]);
  const inhabited = new Set(files.map(roomOf));
  expect([...table.keys()].filter((room) => !inhabited.has(room))).toEqual([]);
});

test('rooms import what CONTRIBUTING.md says, and nothing else', () => {
  const found = new Map<string, Map<string, boolean>>([...table.keys()].map((room) => [room, new Map()]));
  for (const { from, to, isType } of imports) {
    const [room, other] = [roomOf(from), roomOf(to)];
    // What is no TypeScript is data.
    if (room === undefined || other === undefined || room === other) continue;
    const its = found.get(room);
    its?.set(other, isType && (its.get(other) ?? true));
  }
  expect(Object.fromEntries([...found].map(([room, its]) => [room, tell(its)]))).toEqual(
    Object.fromEntries([...table].map(([room, may]) => [room, tell(may)])),
  );
});

test('no file imports itself by way of others', () => {
  const to = new Map<string, string[]>();
  for (const each of imports) to.set(each.from, [...(to.get(each.from) ?? []), each.to]);
  expect(findCircle(to)).toEqual([]);
});

test('each room says at its door what it is for', () => {
  const folders = [...does].filter(([room]) => statSync(join('src', room)).isDirectory());
  const doors = folders.map(([room]) => [room, readFileSync(join('src', room, 'README.md'), 'utf8')]);
  const expected = folders.map(([room, says]) => [
    room,
    `# ${room}\n\n${says.charAt(0).toUpperCase()}${says.slice(1)}.\n`,
  ]);
  expect(Object.fromEntries(doors)).toEqual(Object.fromEntries(expected));
});

test('no folder has more than 15 files of code', () => {
  const counts = new Map<string, number>();
  for (const path of files.filter((each) => !each.endsWith('.md')))
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 15)).toEqual([]);
});

/** `nearPath` alone looks where the process stands, for messages. */
const MAY_KNOW_THE_PROCESS = /^src\/(commands\/|cli\.ts|runner\.ts|preview\/page\/|text\/near-path\.ts)/;

test('commands alone print, end the process or look where it stands', () => {
  const outside = files.filter((path) => !MAY_KNOW_THE_PROCESS.test(path));
  const such = outside.filter((path) => /\bprocess\.(stdout|stderr|cwd|exit)\b/.test(readFileSync(path, 'utf8')));
  expect(such).toEqual([]);
});

function tell(its: ReadonlyMap<string, boolean>): string[] {
  return [...its].map(([room, isType]) => (isType ? `${room} (types)` : room)).sort();
}

/** What a room may import, and whether types alone. */
function readAllowed(may: string): Map<string, boolean> {
  if (may === 'nothing') return new Map();
  const named = may.split(', ').map((name) => [name.replace(' (types)', ''), name.endsWith(' (types)')] as const);
  return new Map(named);
}

/** The longest name in the table that the file is in; none where it is in no room. */
function roomOf(path: string): string | undefined {
  const inner = path.replace(/^src\//, '');
  const rooms = [...table.keys()].filter((room) => inner === room || inner.startsWith(`${room}/`));
  return rooms.sort((one, other) => other.length - one.length)[0];
}

interface Node {
  type: string;
  source?: { value?: unknown; literal?: { value: unknown } } | null;
  importKind?: string;
  exportKind?: string;
  specifiers?: { importKind?: string }[];
}

function importsOf(path: string): Import[] {
  const found: Import[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node) found.push(...importOf(node as Node, path));
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(parseAst(readFileSync(path, 'utf8'), { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path));
  return found;
}

function importOf({ type, source, importKind, exportKind, specifiers = [] }: Node, from: string): Import[] {
  const name = source?.value ?? source?.literal?.value;
  if (!IMPORTING.includes(type) || typeof name !== 'string' || !name.startsWith('.')) return [];
  const named = type === 'ImportDeclaration' && specifiers.length > 0;
  const isType =
    type === 'TSImportType' ||
    importKind === 'type' ||
    exportKind === 'type' ||
    (named && specifiers.every((each) => each.importKind === 'type'));
  return [{ from, to: normalize(join(dirname(from), name)), isType }];
}

/** Files of which each imports the next, and the last the first; none where there is no circle. */
function findCircle(to: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const follow = (path: string, trail: readonly string[]): string[] => {
    const at = trail.indexOf(path);
    if (at >= 0) return trail.slice(at);
    if (done.has(path)) return [];
    for (const next of to.get(path) ?? []) {
      const circle = follow(next, [...trail, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  return [...to.keys()].map((path) => follow(path, [])).find((circle) => circle.length > 0) ?? [];
}
