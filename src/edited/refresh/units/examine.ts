import { outputOf } from './match-units.ts';
import { textOf, type Unit } from './units.ts';

/** An evidence block in an edited report that is not as labreport wrote it. */
export interface Obstacle {
  /** What its fence names. */
  key: string;
  /** Line in the report, from 1. */
  line: number;
  /** The output was edited, or nobody can tell any more where the block begins and ends. */
  kind: 'edited' | 'damaged';
  /** What is wrong, a sentence without a full stop. */
  problem: string;
}

/** Finds evidence that can't be refreshed as it stands, in the order of the report. Evidence that is gone is no obstacle. */
export function findObstacles(
  base: readonly Unit[],
  edited: readonly Unit[],
  lineOf: (offset: number) => number,
): Obstacle[] {
  const written = new Map(base.filter(({ kind }) => kind === 'evidence').map((unit) => [unit.key as string, unit]));
  const blocks = edited.filter(({ code }) => code !== undefined);
  const swallowed = blocks.flatMap((unit) => findSwallowed(unit, written, lineOf));
  const isDamaged = (unit: Unit) => swallowed.some(({ unit: other }) => other === unit);
  const changed = edited.flatMap((unit): Obstacle[] => {
    const own = unit.kind === 'evidence' ? written.get(unit.key as string) : undefined;
    if (own === undefined || isDamaged(unit) || outputOf(unit) === outputOf(own)) return [];
    const at = { key: unit.key as string, line: lineOf(unit.start) };
    if (unit.code?.isClosed) return [{ ...at, kind: 'edited', problem: describeEdit(unit, own, lineOf) }];
    return [{ ...at, kind: 'damaged', problem: 'its closing fence is missing, so it reaches to the end' }];
  });
  const obstacles = [...changed, ...swallowed.map(({ unit: _, ...obstacle }) => obstacle)];
  const known = new Set(obstacles.map(({ key }) => key));
  const lost = findRemains({ written, edited, lineOf }).filter(({ key }) => !known.has(key));
  return [...obstacles, ...lost].sort((one, other) => one.line - other.line);
}

function describeEdit(unit: Unit, own: Unit, lineOf: (offset: number) => number): string {
  const [found, expected] = [unit.code?.value.split('\n') ?? [], own.code?.value.split('\n') ?? []];
  const at = found.findIndex((line, i) => line.trimEnd() !== expected[i]?.trimEnd());
  const line = unit.lines[1 + Math.max(0, at)];
  return `its output was edited${line === undefined ? '' : `, first in line ${lineOf(line.start)}`}`;
}

/** A code block that goes on into the next one, because a fence between them is gone. */
function findSwallowed(
  unit: Unit,
  written: ReadonlyMap<string, Unit>,
  lineOf: (offset: number) => number,
): (Obstacle & { unit: Unit })[] {
  const fence = unit.code?.fence;
  if (fence === undefined) return [];
  const own = unit.kind === 'evidence' ? written.get(unit.key as string) : undefined;
  if (own !== undefined && outputOf(unit) === outputOf(own)) return [];
  const inner = unit.lines.slice(1);
  const within = inner.flatMap((line) => {
    const [, run = '', key = ''] = /^ {0,3}(`{3,}|~{3,})\s*(?:console )?(.*)$/.exec(textOf(unit, line)) ?? [];
    const isOpening = run[0] === fence[0] && run.length >= fence.length && key !== '';
    return isOpening && (own !== undefined || written.has(key)) ? [{ key, line: lineOf(line.start) }] : [];
  });
  const [first] = within;
  if (first === undefined) return [];
  const line = lineOf(unit.start);
  const key = own?.key ?? first.key;
  const problem = `this code block goes on over the one in line ${first.line}: a fence (${fence}) is missing between them, or one too many is before`;
  return [{ unit, key, line, kind: 'damaged', problem }];
}

/** Evidence whose first line stands somewhere that is no block of its own any more. */
function findRemains(options: {
  written: ReadonlyMap<string, Unit>;
  edited: readonly Unit[];
  lineOf: (offset: number) => number;
}): Obstacle[] {
  const { written, edited, lineOf } = options;
  const keys = new Set(edited.filter(({ kind }) => kind === 'evidence').map(({ key }) => key));
  const outputs = new Set(edited.filter(({ code }) => code !== undefined).map(outputOf));
  return [...written].flatMap(([key, unit]): Obstacle[] => {
    if (keys.has(key) || outputs.has(outputOf(unit))) return [];
    const head = unit.code?.value.split('\n')[0] ?? '';
    const at = edited.find((each) => each.kind !== 'evidence' && head !== '' && each.text.includes(head));
    if (at === undefined) return [];
    const problem = `its output stands here, but in no block any more that begins with \`\`\`console ${key}`;
    return [{ key, line: lineOf(at.start), kind: 'damaged', problem }];
  });
}
