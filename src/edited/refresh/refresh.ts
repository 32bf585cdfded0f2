import { say } from '../../messages/message.ts';
import { applyEdits, type Edit } from '../../report/fill/edit.ts';
import { imagesIn, readDocument } from '../read/document.ts';
import { textOf, type Unit } from '../read/unit.ts';
import { fold } from '../text/tokens.ts';
import { Alignment } from './find/alignment.ts';
import { EditedUnits } from './find/edited-units.ts';
import { matchUnits } from './find/match-units.ts';
import { findMentions } from './find/mentions.ts';
import type { Plan, PlannedChange } from './plan/plan.ts';
import type { Left, Refreshed } from './refreshed.ts';
import { expectShown } from './write/expect-shown.ts';
import { moveUnits } from './write/move-units.ts';
import { Splicer } from './write/splice.ts';
import { isFree, standingOf, type Work } from './write/work.ts';

export interface Refreshing {
  /** From the report as labreport wrote it to the new one. */
  plan: Plan;
  edited: string;
  /** Whether edited evidence is overwritten. */
  overwrites: boolean;
  /** Which units the student was asked to write. */
  isOwn?: (unit: Unit) => boolean;
}

/**
 * Puts what a new run has seen into an edited report; every other byte stays. Pure. There are three texts: `base`, the report
 * as labreport wrote it; `fresh`, as it writes it of the new run; `edited`, what its author has made of `base`.
 *
 * 1. Each text is read into units, such as paragraphs (read/): in a report places are `start` and `end`, in a unit's text
 *    `from` and `to`.
 * 2. What becomes of the units of `base` is planned (plan/): the statements of the template that printed other text in
 *    `fresh` give regions; these are made longer on both sides alike until they hold whole units; in one unit other values are
 *    put, several are paired by what they say, and those that are left over go or come.
 * 3. The units of `base` are found in `edited` (find/): whole ones by their name or text, edited ones word by word.
 * 4. Where one is found for certain, the change becomes an edit of `edited` (write/). All else is left, and told of.
 *
 *     base     "The port is 36030."            planned: from 12, to 17 becomes "41772"
 *     fresh    "The port is 41772."
 *     edited   "> As I saw, the port\n> is 36030."   found: from 22, to 27 of its text; the edit: start 26, end 31
 */
export function refreshReport(refreshing: Refreshing): Refreshed {
  const { plan, overwrites, isOwn = () => false } = refreshing;
  const edited = readDocument(refreshing.edited);
  const matching = matchUnits(plan, edited.units, isOwn);
  const work: Work = {
    plan,
    edited,
    matching,
    editedUnits: new EditedUnits(matching),
    overwrites,
    splicer: new Splicer(edited),
    edits: [],
    left: [],
    added: [],
    counts: { evidence: 0, figures: 0, values: 0, removed: 0 },
  };
  const { deleted, shown } = refreshEvidence(work);
  refreshValues(work);
  moveUnits(work);
  for (const [unit, candidates] of matching.unclear) leaveUnclear(work, unit, candidates);
  addMentions(work);
  return finish(work, { deleted, shown });
}

/** Gives what was deleted, and what must be shown afterwards. */
function refreshEvidence(work: Work): { deleted: string[]; shown: Unit[] } {
  const { plan, left, counts, edits, splicer } = work;
  const gone = new Set(plan.moves.flatMap((move) => move.gone));
  const [deleted, shown]: [string[], Unit[]] = [[], []];
  for (const base of plan.base.units) {
    if (base.kind !== 'evidence' || gone.has(base)) continue;
    const standing = standingOf(work, base);
    const fresh = plan.evidence.get(base) ?? base;
    for (const unit of standing) {
      if (!isFree(work, unit, base)) {
        left.push({ at: unit.start, about: base.key ?? '', reason: say('outputKept') });
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

function refreshValues(work: Work): void {
  const { plan, counts } = work;
  const figures = plan.base.units.flatMap(({ kind, key = '' }) => (kind === 'image' ? [key] : []));
  const images = imagesIn(work.edited).filter(({ key = '' }) => figures.includes(key));
  counts.figures = images.length;
  for (const [base, changes] of plan.values) {
    const standing = base.kind === 'image' ? images.filter(({ key }) => key === base.key) : standingOf(work, base);
    for (const unit of standing) changeUnit(work, { base, unit, changes });
    if (standing.length === 0) changeEdited(work, base, changes);
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
    } else left.push({ at: unit.start, about: change.id, reason: say('textEdited'), now: change.text });
  }
}

/** A paragraph of ours that was edited: the values are changed that stand in it as they did. */
function changeEdited(work: Work, base: Unit, changes: PlannedChange[]): void {
  const { edits, splicer, counts, left } = work;
  const found = work.editedUnits.find(base);
  for (const change of changes) {
    const located = found?.alignment.locate(base, change);
    if (located !== undefined) {
      edits.push(splicer.change(located));
      counts.values++;
      continue;
    }
    const was = textOf(base, change);
    const unit = was.trim() === '' ? found?.unit : work.editedUnits.findTrace(base, was);
    if (unit === undefined) continue;
    left.push({ at: unit.start, about: change.id, reason: say('textEdited'), now: change.text });
  }
}

function leaveUnclear({ plan, left }: Work, unit: Unit, candidates: readonly Unit[]): void {
  const changes = candidates.flatMap((base) => plan.values.get(base) ?? []);
  left.push({
    at: unit.start,
    about: changes[0]?.id ?? '',
    reason: say('readsLike', { places: candidates.length }),
  });
}

/** Numbers of the run before in the student's own words, which only the student can say anything about. */
function addMentions(work: Work): void {
  const { edits, left, edited } = work;
  const unitAt = (at: number) => edited.units.find(({ start, end }) => start <= at && at < end);
  const isChanged = (at: number) => edits.some(({ start, end }) => start <= at && at < end);
  const isTold = (at: number, id: string) => left.some((each) => each.about === id && unitAt(each.at) === unitAt(at));
  const mentions = findMentions(work.plan, freeUnits(work));
  left.push(...mentions.filter(({ at, about }) => !isChanged(at) && !isTold(at, about)));
}

/** What the student wrote. */
function freeUnits({ edited, matching }: Work): Unit[] {
  const known = new Set([...matching.same.values()].flat());
  return edited.units.filter((unit) => !known.has(unit));
}

/** Makes the edits. Gives what was deleted, and makes sure of what must be shown. */
function finish(work: Work, { deleted, shown }: { deleted: string[]; shown: readonly Unit[] }): Refreshed {
  const edits = inOrder(work.edits);
  const markdown = applyEdits(work.edited.markdown, edits);
  const refreshed = readDocument(markdown);
  expectShown(refreshed, shown);
  const lineAt = (at: number) => refreshed.table.numberAt(moved(at, edits));
  // What is put in before a place moves it.
  const lineBehind = (at: number) => refreshed.table.numberAt(moved(at + 1, edits) - 1);
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
