import type { Document } from '../read/document.ts';
import { type CodeUnit, isCode, textOf, type Unit } from '../read/unit.ts';
import { outputOf } from './output.ts';

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
export function findObstacles({ units }: Document, { units: edited }: Document): Obstacle[] {
  const written = new Map(units.filter(({ kind }) => kind === 'evidence').map((unit) => [unit.key as string, unit]));
  const swallowed = edited.filter(isCode).flatMap((unit) => findSwallowed(unit, written));
  const isDamaged = (unit: Unit) => swallowed.some(({ unit: other }) => other === unit);
  const changed = edited.flatMap((unit): Obstacle[] => {
    const own = unit.kind === 'evidence' ? written.get(unit.key as string) : undefined;
    if (own === undefined || isDamaged(unit) || outputOf(unit) === outputOf(own)) return [];
    const at = { key: unit.key as string, line: unit.line };
    if (unit.code?.isClosed) return [{ ...at, kind: 'edited', problem: describeEdit(unit, own) }];
    return [{ ...at, kind: 'damaged', problem: 'its closing fence is missing, so it reaches to the end' }];
  });
  const obstacles = [...changed, ...swallowed.map(({ unit: _, ...obstacle }) => obstacle)];
  const known = new Set(obstacles.map(({ key }) => key));
  const lost = findRemains(written, edited).filter(({ key }) => !known.has(key));
  return [...obstacles, ...lost].sort((one, other) => one.line - other.line);
}

function describeEdit(unit: Unit, own: Unit): string {
  const [found, expected] = [unit.code?.rows ?? [], own.code?.rows ?? []];
  const at =
    1 +
    Math.max(
      0,
      found.findIndex((row, i) => row.trimEnd() !== expected[i]?.trimEnd()),
    );
  return `its output was edited${at < unit.lines.length ? `, first in line ${unit.line + at}` : ''}`;
}

/** A code block that goes on into the next one, because a fence between them is gone. */
function findSwallowed(unit: CodeUnit, written: ReadonlyMap<string, Unit>): (Obstacle & { unit: Unit })[] {
  const { fence } = unit.code;
  if (fence === undefined) return [];
  const own = unit.kind === 'evidence' ? written.get(unit.key as string) : undefined;
  if (own !== undefined && outputOf(unit) === outputOf(own)) return [];
  const within = unit.lines.flatMap((line, i) => {
    if (i === 0) return [];
    const [, run = '', key = ''] = /^ {0,3}(`{3,}|~{3,})\s*(?:console )?(.*)$/.exec(textOf(unit, line)) ?? [];
    const isOpening = run[0] === fence[0] && run.length >= fence.length && key !== '';
    return isOpening && (own !== undefined || written.has(key)) ? [{ key, line: unit.line + i }] : [];
  });
  const [first] = within;
  if (first === undefined) return [];
  const { line } = unit;
  const key = own?.key ?? first.key;
  const problem = `this code block goes on over the one in line ${first.line}: a fence (${fence}) is missing between them, or one too many is before`;
  return [{ unit, key, line, kind: 'damaged', problem }];
}

/** Evidence whose first line stands somewhere that is no block of its own any more. */
function findRemains(written: ReadonlyMap<string, Unit>, edited: readonly Unit[]): Obstacle[] {
  const keys = new Set(edited.filter(({ kind }) => kind === 'evidence').map(({ key }) => key));
  const outputs = new Set(edited.filter(isCode).map(outputOf));
  return [...written].flatMap(([key, unit]): Obstacle[] => {
    if (keys.has(key) || outputs.has(outputOf(unit))) return [];
    const head = unit.code?.rows[0] ?? '';
    const at = edited.find((each) => each.kind !== 'evidence' && head !== '' && each.text.includes(head));
    if (at === undefined) return [];
    const problem = `its output stands here, but in no block any more that begins with \`\`\`console ${key}`;
    return [{ key, line: at.line, kind: 'damaged', problem }];
  });
}
