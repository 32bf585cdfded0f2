import type { Path } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';

export type NamedKind = 'terminal' | 'capture' | 'moment' | 'build';
/** All that has an id. */
export const ANY: readonly NamedKind[] = ['terminal', 'capture', 'moment', 'build'];

/** Something that has an id: what it is and what has become of it so far. */
export interface Named {
  kind: NamedKind;
  line: number;
  stoppedAtLine?: number;
  /** Names of the values that `${id.value}` can have so far. */
  values: Set<string>;
}

/** What stands above the steps in a lab.yaml. */
interface Head {
  hosts: Record<string, Record<string, string>>;
  parameters?: Record<string, unknown>;
  programs?: Record<string, { run: string; make?: string }>;
  source?: string;
}

/** What is known at a step: everything before it has happened. */
export interface World {
  lab: Head;
  known: Map<string, Named>;
  /** What later steps begin, with the line of the step. */
  later: Map<string, { kind: NamedKind; line: number }>;
  /** Lines that steps type, and the terminals that they type them into. */
  typed: { line: string; into: string }[];
  findings: Finding[];
}

/** The host of this name must exist. */
export function checkHost(world: World, path: Path, word: string, others: readonly string[] = []): void {
  const known = [...Object.keys(world.lab.hosts), ...others];
  if (!known.includes(word)) world.findings.push({ path, ...unknownWord({ what: 'host', word, known }) });
}

interface Lookup {
  path: Path;
  id: string;
  kinds: readonly NamedKind[];
}

/** What `id` names, if it is of one of these kinds and exists by now; otherwise a finding. */
export function lookUp(world: World, { path, id, kinds }: Lookup): Named | undefined {
  const found = world.known.get(id);
  if (found !== undefined && kinds.includes(found.kind)) return found;
  world.findings.push({ path, ...notFound(world, id, kinds) });
  return undefined;
}

/** The same, and it has not been stopped by an earlier step. */
export function checkRunning(world: World, lookup: Lookup): Named | undefined {
  const found = lookUp(world, lookup);
  if (found?.stoppedAtLine === undefined) return found;
  const message = `${found.kind} "${lookup.id}" was stopped at line ${found.stoppedAtLine}`;
  world.findings.push({ path: lookup.path, message });
  return undefined;
}

function notFound({ known, later }: World, id: string, kinds: readonly NamedKind[]) {
  const what = `${kinds.slice(0, -1).join(', ')}${kinds.length > 1 ? ' or ' : ''}${kinds.at(-1)}`;
  const candidates = [...known].filter(([, { kind }]) => kinds.includes(kind)).map(([candidate]) => candidate);
  const other = known.get(id);
  if (other !== undefined) {
    const choices = candidates.length === 0 ? 'but there is none' : `one of ${candidates.join(', ')}`;
    return { message: `"${id}" is a ${other.kind}, expected a ${what}: ${choices}` };
  }
  const coming = later.get(id);
  if (coming === undefined) return unknownWord({ what, word: id, known: candidates });
  return { message: `${coming.kind} "${id}" does not exist yet: it begins at line ${coming.line}` };
}
