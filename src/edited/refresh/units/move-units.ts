import type { Replacement } from '../plan.ts';
import { linesOf } from '../splice.ts';
import { coverage, tokensOf } from '../text/tokens.ts';
import { isFree, standingOf, type Work } from '../work.ts';
import type { Unit } from './units.ts';

/** A paragraph of which so much was in the one before was a part of that. */
const KNOWN = 0.9;

/** Takes away what does not hold any more, and puts in what is new: in its stead, or beside its neighbours. */
export function moveUnits(work: Work): void {
  const gone = new Set<Unit>();
  for (const move of work.plan.moves) moveOne(work, move, gone);
}

function moveOne(work: Work, move: Replacement, gone: Set<Unit>): void {
  const { plan, splicer, edits, counts, added } = work;
  const lines = linesOf(work.fresh, move.come);
  const standing = move.gone.flatMap((i) => standingOf(work, i).map((unit) => ({ unit, base: plan.base[i] as Unit })));
  const free = standing.filter(({ unit, base }) => isFree(work, unit, base));
  const [first, ...others] = free.sort((one, other) => one.unit.start - other.unit.start);
  const kept = keepEdited(work, move);
  if (lines.length === 0) {
    for (const { unit } of free) {
      edits.push(splicer.remove(unit));
      gone.add(unit);
    }
    counts.removed += free.length;
    return;
  }
  const text = lines.find((line) => line.trim() !== '') ?? '';
  if (first !== undefined) {
    edits.push(splicer.replace(first.unit, first.base, lines));
    added.push({ at: first.unit.start, text });
    for (const { unit } of others) {
      edits.push(splicer.remove(unit));
      gone.add(unit);
    }
    counts.removed += free.length;
  } else if (kept !== undefined) {
    addBeside(work, move, kept);
  } else if (move.gone.length === 0) insert(work, move, { lines, text, gone });
}

/** What its author has edited stays, and is told of. */
function keepEdited(work: Work, { id, gone }: Replacement): { unit: Unit; base: Unit } | undefined {
  const { plan, left } = work;
  let first: { unit: Unit; base: Unit } | undefined;
  for (const i of gone) {
    const base = plan.base[i] as Unit;
    const edited = work.edited.find(i)?.unit;
    const standing = standingOf(work, i);
    const unit = standing.length === 0 ? edited : standing.find((each) => !isFree(work, each, base));
    if (unit === undefined) continue;
    first ??= { unit, base };
    left.push({
      at: unit.start,
      about: base.key ?? id,
      reason: 'the new run does not bear this out; it was edited and is kept',
    });
  }
  return first;
}

/** What says something that the edited text does not say already. */
function addBeside(work: Work, { gone, come }: Replacement, kept: { unit: Unit; base: Unit }): void {
  const { plan, splicer, edits, added } = work;
  const known = gone.flatMap((i) => tokensOf((plan.base[i] as Unit).text));
  const lines = linesOf(
    work.fresh,
    come.filter(({ text }) => coverage(tokensOf(text), known) < KNOWN),
  );
  if (lines.length === 0) return;
  edits.push(splicer.insertBefore(kept.unit, kept.base, lines));
  added.push({ at: kept.unit.start, text: lines.find((line) => line.trim() !== '') ?? '' });
}

function insert(
  work: Work,
  move: Replacement,
  { lines, text, gone }: { lines: string[]; text: string; gone: Set<Unit> },
): void {
  const { plan, splicer, edits, added } = work;
  const standing = (i: number) => {
    const unit = standingOf(work, i).at(-1) ?? work.edited.find(i)?.unit;
    return unit === undefined || gone.has(unit) ? undefined : unit;
  };
  const last = plan.base.length - 1;
  const next = move.before <= last ? standing(move.before) : undefined;
  for (let i = move.after; i >= 0; i--) {
    const unit = standing(i);
    if (unit === undefined && !(i === move.after && next !== undefined)) continue;
    const [beside, base] = [unit ?? (next as Unit), plan.base[unit === undefined ? move.before : i] as Unit];
    edits.push(
      unit === undefined ? splicer.insertBefore(beside, base, lines) : splicer.insertBehind(beside, base, lines),
    );
    added.push({ at: beside.start, text });
    return;
  }
  edits.push(splicer.insertFirst(lines));
  added.push({ at: 0, text });
}
