import { scanShell } from '../shell/scan-shell.ts';
import { references, splitReference } from '../shell/tokens.ts';
import type { Path } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';
import type { World } from './world.ts';

const RUN_BY_A_SHELL = new Set(['build', 'run']);

/** A value of a lab.yaml that may have references in it. */
interface Referring {
  path: Path;
  value: unknown;
  /** The keys whose texts the run or the claims expand. */
  expands: readonly string[];
}

/** Every `${...}` in the texts at and below `path` must have a value by now. */
export function checkReferences(world: World, { path, value, expands }: Referring): void {
  if (typeof value === 'string') checkText(world, { path, text: value, expands });
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      checkReferences(world, { path: [...path, key], value: inner, expands });
    }
  }
}

function checkText(
  world: World,
  { path, text, expands }: { path: Path; text: string; expands: readonly string[] },
): void {
  const key = path.findLast((step) => !/^\d+$/.test(String(step)));
  const names = references(text);
  if (/\$\{[^}]*$/.test(text.replaceAll('$$', ''))) {
    world.findings.push({ path, message: 'a reference is not closed, expected a "}" at its end' });
  }
  if (names.length === 0) return;
  if (!expands.includes(String(key))) {
    world.findings.push({ path, message: `"${String(key)}" can't hold references, got "\${${names[0]}}"` });
    return;
  }
  for (const name of new Set(names)) {
    const problem = problemOf(world, name);
    if (problem !== undefined) world.findings.push({ path, ...problem });
  }
  if (RUN_BY_A_SHELL.has(String(key))) checkShell(world, path, text);
}

/** A value is handed to a shell as a parameter, which is not read everywhere. */
function checkShell(world: World, path: Path, text: string): void {
  const found = scanShell(text).find(({ problem }) => problem !== undefined);
  if (found?.problem === undefined) return;
  const { where, hint } = found.problem;
  world.findings.push({ path, message: `\${${found.name}} can't stand ${where}`, hint });
}

type Problem = Pick<Finding, 'message' | 'hint'>;

function problemOf(world: World, name: string): Problem | undefined {
  const { lab, known } = world;
  const plain = [...Object.keys(lab.parameters ?? {}), ...Object.keys(lab.hosts)];
  if (plain.includes(name)) return undefined;
  const { id, value } = splitReference(name);
  const terminal = known.get(id);
  if (value !== undefined && terminal?.kind === 'terminal') return missingValue(id, value, terminal.values);
  const coming = world.later.get(id);
  if (value !== undefined && terminal === undefined && coming?.kind === 'terminal') {
    return { message: `\${${name}} has no value yet: terminal "${id}" is opened at line ${coming.line}` };
  }
  return unknownReference(name, [...plain, ...valueNames(world)]);
}

function missingValue(id: string, value: string, values: Set<string>): Problem | undefined {
  if (values.has(value)) return undefined;
  const makes = `an earlier "until" or "wait" on ${id} with /(?<${value}>...)/ would make it`;
  const { message, hint = makes } = unknownWord({ what: `value of terminal ${id}:`, word: value, known: values });
  return { message, hint };
}

function unknownReference(name: string, known: string[]): Problem {
  const { message, hint } = unknownWord({ what: 'reference', word: name, known });
  return { message, hint: hint ?? `for the shell's own \${${name}}, write $\${${name}}` };
}

function valueNames({ known }: World): string[] {
  return [...known].flatMap(([id, { values }]) => [...values].map((value) => `${id}.${value}`));
}
