import { say } from '../../../messages/message.ts';
import type { Unit } from '../../read/unit.ts';
import { coverage, tokensOf } from '../../text/tokens.ts';
import type { Replacement } from '../plan/plan.ts';
import { linesOf } from './splice.ts';
import { isFree, standingOf, type Work } from './work.ts';

/** A paragraph of which so much was in the one before was a part of that. */
const KNOWN = 0.9;

/** A unit of an edited report, and as labreport wrote it. */
interface Standing {
  unit: Unit;
  base: Unit;
}

/** Takes away what does not hold any more, and puts in what is new: in its stead, or beside its neighbours. */
export function moveUnits(work: Work): void {
  const removed = new Set<Unit>();
  for (const move of work.plan.moves) moveOne(work, move, removed);
}

function moveOne(work: Work, move: Replacement, removed: Set<Unit>): void {
  const { splicer, edits, counts } = work;
  const lines = linesOf(work.plan.fresh, move.come);
  const standing = move.gone.flatMap((base) => standingOf(work, base).map((unit) => ({ unit, base })));
  const free = standing
    .filter(({ unit, base }) => isFree(work, unit, base))
    .sort((one, other) => one.unit.start - other.unit.start);
  const kept = keepEdited(work, move);
  const [first, ...others] = free;
  if (lines.length > 0 && first !== undefined) {
    edits.push(splicer.replace(first.unit, first.base, lines));
    tellAdded(work, first.unit.start, lines);
  }
  for (const { unit } of lines.length > 0 ? others : free) {
    edits.push(splicer.remove(unit));
    removed.add(unit);
  }
  counts.removed += free.length;
  if (lines.length === 0 || first !== undefined) return;
  if (kept !== undefined) addBeside(work, move, kept);
  else if (move.gone.length === 0) insert(work, move, { lines, removed });
}

/** What its author has edited stays, and is told of. */
function keepEdited(work: Work, { id, gone }: Replacement): Standing | undefined {
  let first: Standing | undefined;
  for (const base of gone) {
    const edited = work.editedUnits.find(base)?.unit;
    const standing = standingOf(work, base);
    const unit = standing.length === 0 ? edited : standing.find((each) => !isFree(work, each, base));
    if (unit === undefined) continue;
    first ??= { unit, base };
    work.left.push({
      at: unit.start,
      about: base.key ?? id,
      reason: say('notBorneOut'),
    });
  }
  return first;
}

/** What says something that the edited text does not say already. */
function addBeside(work: Work, { gone, come }: Replacement, { unit, base }: Standing): void {
  const known = gone.flatMap(({ text }) => tokensOf(text));
  const lines = linesOf(
    work.plan.fresh,
    come.filter(({ text }) => coverage(tokensOf(text), known) < KNOWN),
  );
  if (lines.length === 0) return;
  work.edits.push(work.splicer.insertBefore(unit, base, lines));
  tellAdded(work, unit.start, lines);
}

/** Behind the unit above, or where that is gone before the one below; where both are, behind the next one further up. */
function insert(
  work: Work,
  { above, below }: Replacement,
  { lines, removed }: { lines: string[]; removed: ReadonlySet<Unit> },
): void {
  const { splicer, edits } = work;
  const find = (base: Unit | undefined): Standing | undefined => {
    const unit = base && (standingOf(work, base).at(-1) ?? work.editedUnits.find(base)?.unit);
    return base === undefined || unit === undefined || removed.has(unit) ? undefined : { unit, base };
  };
  const last = find(above.at(-1));
  const next = last === undefined && above.length > 0 ? find(below) : undefined;
  if (next !== undefined) {
    edits.push(splicer.insertBefore(next.unit, next.base, lines));
    tellAdded(work, next.unit.start, lines);
    return;
  }
  const beside = last ?? firstOf(above.slice(0, -1).toReversed(), find);
  edits.push(beside === undefined ? splicer.insertFirst(lines) : splicer.insertBehind(beside.unit, beside.base, lines));
  tellAdded(work, beside?.unit.start ?? 0, lines);
}

function firstOf<T, U>(items: readonly T[], find: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function tellAdded({ added }: Work, at: number, lines: readonly string[]): void {
  added.push({ at, text: lines.find((line) => line.trim() !== '') ?? '' });
}
