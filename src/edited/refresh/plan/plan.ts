import type { TraceNode } from '../../../template/trace.ts';
import { type Document, readDocument } from '../../read/document.ts';
import { textOf, toUnit, type Unit } from '../../read/unit.ts';
import { diffText, type TextChange } from '../../text/diff-text.ts';
import { gapsBetween } from '../../text/pairs.ts';
import { type Group, groupRegions } from './groups.ts';
import { pairUnits } from './pair-units.ts';
import { findRegions, isInside, type Region } from './regions.ts';

/** A report as labreport writes it. */
export interface Written {
  markdown: string;
  trace: TraceNode;
}

/** What has to be done to one report of a template to make it another one, by units of `base`. */
export interface Plan {
  base: Document;
  fresh: Document;
  /** Other values in a unit, in order. */
  values: Map<Unit, PlannedChange[]>;
  /** Other output in an evidence block. */
  evidence: Map<Unit, Unit>;
  /** Units that go, and those that come in their place or between two others. */
  moves: Replacement[];
}

export interface PlannedChange extends TextChange {
  /** The statement of the template that printed it, where one did. */
  id: string;
}

export interface Replacement {
  id: string;
  gone: Unit[];
  come: Unit[];
  /** The units before the place. */
  above: Unit[];
  /** The one behind it, where there is one. */
  below: Unit | undefined;
}

/** Compares by who printed what; two templates, of which nothing of that is known to be the same, by their texts. */
export function planRefresh(base: Written, fresh: Written, { isOtherTemplate = false } = {}): Plan {
  const plan: Plan = {
    base: readDocument(base.markdown),
    fresh: readDocument(fresh.markdown),
    values: new Map(),
    evidence: new Map(),
    moves: [],
  };
  const regions = isOtherTemplate
    ? [{ id: '', base: whole(base.markdown), fresh: whole(fresh.markdown) }]
    : findRegions({ text: base.markdown, node: base.trace }, { text: fresh.markdown, node: fresh.trace });
  for (const group of groupRegions(regions, plan)) {
    if (!addValues(plan, group)) addUnits(plan, group);
  }
  return plan;
}

function whole(text: string): Region['base'] {
  return { start: 0, end: text.length };
}

/** Statements that each printed a part of one and the same unit: what each says now is known for certain. */
function addValues(plan: Plan, { regions, base, fresh }: Group): boolean {
  const [one, other] = [base.units[0], fresh.units[0]];
  if (one === undefined || other === undefined || base.units.length > 1 || fresh.units.length > 1) return false;
  const isPart = ['text', 'code', 'html'].includes(one.kind) && one.kind === other.kind && one.within === other.within;
  if (!isPart || !regions.every((region) => isInside(region.base, one) && isInside(region.fresh, other))) return false;
  const changes = regions.flatMap((region) => changesIn(region, one, other));
  if (apply(one.text, changes) !== other.text) return false;
  plan.values.set(one, changes);
  return true;
}

function changesIn({ id, ...region }: Region, one: Unit, other: Unit): PlannedChange[] {
  const { from, to } = toUnit(one, region.base);
  const [was, now] = [textOf(one, { from, to }), textOf(other, toUnit(other, region.fresh))];
  if (was === now) return [];
  if (!was.includes('\n') && !now.includes('\n')) return [{ from, to, text: now, id }];
  return diffText(was, now).map(({ text, ...part }) => ({ from: from + part.from, to: from + part.to, text, id }));
}

function apply(text: string, changes: readonly TextChange[]): string {
  let at = 0;
  let changed = '';
  for (const { from, to, text: now } of changes) {
    changed += text.slice(at, from) + now;
    at = to;
  }
  return changed + text.slice(at);
}

/** Units that correspond get other values; others go or come. */
function addUnits(plan: Plan, { regions, base, fresh }: Group): void {
  const id = regions[0]?.id ?? '';
  const pairs = pairUnits(base.units, fresh.units);
  for (const { at, one, other } of gapsBetween(pairs, base.units, fresh.units)) {
    const place = base.first + at[0];
    const [above, below] = [plan.base.units.slice(0, place), plan.base.units[place + one.length]];
    if (one.length + other.length > 0) plan.moves.push({ id, gone: one, come: other, above, below });
  }
  for (const [i, j] of pairs) addPair(plan, { id, one: base.units[i] as Unit, other: fresh.units[j] as Unit });
}

function addPair(plan: Plan, { id, one, other }: { id: string; one: Unit; other: Unit }): void {
  if (one.text === other.text) return;
  if (one.kind === 'evidence') plan.evidence.set(one, other);
  else {
    const changes = diffText(one.text, other.text).map((change) => ({ ...change, id }));
    plan.values.set(one, changes);
  }
}
