import type { RawLab } from '../schema/lab.ts';
import type { RawStep } from '../schema/steps.ts';
import type { Path, Source } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';

export type NamedKind = 'terminal' | 'capture' | 'moment' | 'build';

/** Something that has an id: what it is and what has become of it so far. */
export interface Named {
  kind: NamedKind;
  line: number;
  stoppedAtLine?: number;
  /** Names of the values that `${id.value}` can have so far. */
  values: Set<string>;
}

/** What is known at a step: everything before it has happened. */
export interface World {
  lab: RawLab;
  known: Map<string, Named>;
  /** What later steps open, with the line of the step. */
  later: Map<string, { kind: NamedKind; line: number }>;
  findings: Finding[];
}

/** The world before the first step. */
export function createWorld(lab: RawLab, source: Source): World {
  const known = new Map<string, Named>();
  if (lab.build !== undefined) {
    known.set('build', { kind: 'build', line: source.place(['build'], 'key').line ?? 1, values: new Set() });
  }
  const later: World['later'] = new Map();
  lab.steps.forEach((step, i) => {
    const named = namedBy(step);
    if (named === undefined || later.has(named.id)) return;
    later.set(named.id, { kind: named.kind, line: source.place(['steps', i]).line ?? 1 });
  });
  return { lab, known, later, findings: [] };
}

/** The id that a step gives to something, and what that is. */
export function namedBy(step: RawStep): { id: string; kind: NamedKind } | undefined {
  if ('open' in step) return { id: step.open, kind: 'terminal' };
  if ('capture' in step) return { id: step.capture, kind: 'capture' };
  if ('moment' in step) return { id: step.moment, kind: 'moment' };
  return undefined;
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
