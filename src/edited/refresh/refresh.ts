import { applyEdits, type Edit } from '../../report/fill/edit.ts';
import { Alignment } from './locate.ts';
import type { Plan, PlannedChange } from './plan.ts';
import { Splicer } from './splice.ts';
import { LineTable } from './text/line-table.ts';
import { fold } from './text/tokens.ts';
import type { Left, Refreshed } from './types.ts';
import { EditedUnits } from './units/edited-units.ts';
import { expectShown } from './units/expect-shown.ts';
import { matchUnits } from './units/match-units.ts';
import { findMentions } from './units/mentions.ts';
import { moveUnits } from './units/move-units.ts';
import { readImages, readUnits, type Unit } from './units/units.ts';
import { isFree, standingOf, type Work } from './work.ts';

export interface Refreshing {
  plan: Plan;
  /** The new report as labreport writes it, which `plan` leads to. */
  fresh: string;
  edited: string;
  /** Whether edited evidence is overwritten. */
  overwrites: boolean;
  /** Which units the student was asked to write. */
  isOwn?: (unit: Unit) => boolean;
}

/** Puts what a new run has seen into an edited report; every other byte stays. Pure. */
export function refreshReport(refreshing: Refreshing): Refreshed {
  const { plan, fresh, edited, overwrites, isOwn = () => false } = refreshing;
  const units = readUnits(edited);
  const matching = matchUnits(plan, units, isOwn);
  const work: Work = {
    plan,
    fresh,
    units,
    matching,
    overwrites,
    edits: [],
    left: [],
    added: [],
    edited: new EditedUnits(plan.base, units, matching),
    splicer: new Splicer(edited),
    counts: { evidence: 0, figures: 0, values: 0, removed: 0 },
  };
  const { deleted, shown } = refreshEvidence(work);
  refreshValues(work, edited);
  moveUnits(work);
  for (const [j, candidates] of matching.unclear) leaveUnclear(work, units[j] as Unit, candidates);
  addMentions(work);
  const refreshed = finish(work, edited, deleted);
  expectShown(refreshed.markdown, shown);
  return refreshed;
}

/** Gives what was deleted, and what must be shown afterwards. */
function refreshEvidence(work: Work): { deleted: string[]; shown: Unit[] } {
  const { plan, left, counts, edits, splicer } = work;
  const gone = new Set(plan.moves.flatMap((move) => move.gone));
  const [deleted, shown]: [string[], Unit[]] = [[], []];
  for (const [i, base] of plan.base.entries()) {
    if (base.kind !== 'evidence' || gone.has(i)) continue;
    const standing = standingOf(work, i);
    const fresh = plan.evidence.get(i) ?? base;
    for (const unit of standing) {
      if (!isFree(work, unit, base)) {
        left.push({ at: unit.start, about: base.key ?? '', reason: 'its output was edited by hand and is kept' });
        continue;
      }
      edits.push(...splicer.evidence(unit, base, fresh));
      shown.push(fresh);
      counts.evidence++;
    }
    if (standing.length === 0) deleted.push(base.key ?? '');
  }
  return { deleted, shown };
}

function refreshValues(work: Work, markdown: string): void {
  const { plan, counts } = work;
  const figures = plan.base.flatMap(({ kind, key = '' }) => (kind === 'image' ? [key] : []));
  const images = readImages(markdown).filter(({ key = '' }) => figures.includes(key));
  counts.figures = images.length;
  for (const [i, changes] of plan.values) {
    const base = plan.base[i] as Unit;
    const standing = base.kind === 'image' ? images.filter(({ key }) => key === base.key) : standingOf(work, i);
    for (const unit of standing) changeUnit(work, { base, unit, changes });
    if (standing.length === 0) changeEdited(work, i, changes);
  }
}

function changeUnit(work: Work, { base, unit, changes }: { base: Unit; unit: Unit; changes: PlannedChange[] }): void {
  const { edits, splicer, counts, left } = work;
  const isSame = fold(unit.text) === fold(base.text);
  const alignment = unit.text === base.text ? undefined : new Alignment([base], [unit]);
  for (const change of changes) {
    const located = alignment === undefined ? { ...change, unit } : alignment.locate(base, change, isSame);
    if (located !== undefined) {
      edits.push(splicer.change(located));
      counts.values++;
    } else left.push({ at: unit.start, about: change.id, reason: 'the text around it was edited', now: change.text });
  }
}

/** A paragraph of ours that was edited: the values are changed that stand in it as they did. */
function changeEdited(work: Work, i: number, changes: PlannedChange[]): void {
  const { plan, edits, splicer, counts, left } = work;
  const base = plan.base[i] as Unit;
  const found = work.edited.find(i);
  for (const change of changes) {
    const located = found?.alignment.locate(base, change);
    if (located !== undefined) {
      edits.push(splicer.change(located));
      counts.values++;
      continue;
    }
    const was = base.text.slice(change.start, change.end);
    const unit = was.trim() === '' ? found?.unit : work.edited.findTrace(i, was);
    if (unit === undefined) continue;
    left.push({ at: unit.start, about: change.id, reason: 'the text around it was edited', now: change.text });
  }
}

function leaveUnclear({ plan, left }: Work, unit: Unit, candidates: readonly number[]): void {
  const changes = candidates.flatMap((i) => plan.values.get(i) ?? []);
  left.push({
    at: unit.start,
    about: changes[0]?.id ?? '',
    reason: `it reads like ${candidates.length} places of the report, which now say different things`,
  });
}

/** Numbers of the run before in the student's own words, which only the student can say anything about. */
function addMentions(work: Work): void {
  const { edits, left, units } = work;
  const unitAt = (at: number) => units.find(({ start, end }) => start <= at && at < end);
  const isChanged = (at: number) => edits.some(({ start, end }) => start <= at && at < end);
  const isTold = (at: number, id: string) => left.some((each) => each.about === id && unitAt(each.at) === unitAt(at));
  const mentions = findMentions(work.plan, freeUnits(work));
  left.push(...mentions.filter(({ at, about }) => !isChanged(at) && !isTold(at, about)));
}

/** What the student wrote. */
function freeUnits({ units, matching }: Work): Unit[] {
  const known = new Set([...matching.same.values()].flat());
  return units.filter((_, j) => !known.has(j));
}

function finish(work: Work, edited: string, deleted: string[]): Refreshed {
  const edits = inOrder(work.edits);
  const markdown = applyEdits(edited, edits);
  const table = new LineTable(markdown);
  const lineAt = (at: number) => table.indexAt(moved(at, edits)) + 1;
  // What is put in before a place moves it.
  const lineBehind = (at: number) => table.indexAt(moved(at + 1, edits) - 1) + 1;
  const left = work.left.map(({ at, ...note }): Left => ({ line: lineBehind(at), ...note }));
  return {
    markdown,
    ...work.counts,
    deleted,
    added: work.added.map(({ at, text }) => ({ line: lineAt(at), text })),
    left: left.sort((one, other) => one.line - other.line),
  };
}

/** Edits that don't overlap; those at one place in the order in which they were made. */
function inOrder(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}

function moved(at: number, edits: readonly Edit[]): number {
  const before = edits.filter(({ start, end }) => end <= at && start < at);
  return before.reduce((sum, { start, end, text }) => sum + text.length - (end - start), at);
}
