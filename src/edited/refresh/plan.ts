import type { TraceNode } from '../../template/trace.ts';
import { firstIndex } from '../../text/lists.ts';
import { findRegions, type Region, type Span } from './regions.ts';
import { diffText, type TextChange } from './text/diff-text.ts';
import { pairUnits } from './units/pair-units.ts';
import { readUnits, type Unit } from './units/units.ts';

/** A report as labreport writes it. */
export interface Written {
  markdown: string;
  trace: TraceNode;
}

/** What has to be done to one report of a template to make it another one. Units are indexes into `base`. */
export interface Plan {
  base: readonly Unit[];
  fresh: readonly Unit[];
  /** Other values in a unit, in order. */
  values: Map<number, PlannedChange[]>;
  /** Other output in an evidence block. */
  evidence: Map<number, Unit>;
  /** Units that go, and those that come in their place or between two others. */
  moves: Replacement[];
}

export interface PlannedChange extends TextChange {
  /** The statement of the template that printed it, where one did. */
  id: string;
}

export interface Replacement {
  id: string;
  gone: number[];
  come: Unit[];
  /** The unit before the place where something comes, -1 at the beginning, and the one behind it. */
  after: number;
  before: number;
}

/** Compares by who printed what; two templates, of which nothing of that is known to be the same, by their texts. */
export function planRefresh(base: Written, fresh: Written, { isOtherTemplate = false } = {}): Plan {
  const plan: Plan = {
    base: readUnits(base.markdown),
    fresh: readUnits(fresh.markdown),
    values: new Map(),
    evidence: new Map(),
    moves: [],
  };
  const whole = (text: string): Span => ({ start: 0, end: text.length });
  const regions = isOtherTemplate
    ? [{ id: '', base: whole(base.markdown), fresh: whole(fresh.markdown) }]
    : findRegions({ text: base.markdown, node: base.trace }, { text: fresh.markdown, node: fresh.trace });
  for (const group of groupByUnits(plan, regions)) addGroup(plan, group);
  return plan;
}

/** Regions that touch the same units, and the units: from, and to which exclusive. */
interface Group {
  regions: Region[];
  base: Span;
  fresh: Span;
}

function groupByUnits(plan: Plan, regions: readonly Region[]): Group[] {
  const groups: Group[] = [];
  for (const region of regions) {
    let group = widen(plan, [region]);
    for (let last = groups.at(-1); last !== undefined && isJoined(last, group); last = groups.at(-1)) {
      groups.pop();
      group = widen(plan, [...last.regions, ...group.regions]);
    }
    groups.push(group);
  }
  return groups;
}

function isJoined(one: Group, other: Group): boolean {
  return other.base.start < one.base.end || other.fresh.start < one.fresh.end;
}

/** Whole units on both sides: around the regions both reports have the same text. */
function widen(plan: Plan, regions: Region[]): Group {
  const [first, last] = [regions[0] as Region, regions.at(-1) as Region];
  const base = { start: first.base.start, end: last.base.end };
  const fresh = { start: first.fresh.start, end: last.fresh.end };
  for (;;) {
    const group = { regions, base: unitsAt(plan.base, base), fresh: unitsAt(plan.fresh, fresh) };
    const [one, other] = [reach(plan.base, group.base, base), reach(plan.fresh, group.fresh, fresh)];
    const more = { before: Math.max(one.before, other.before), behind: Math.max(one.behind, other.behind) };
    if (more.before + more.behind === 0) return group;
    for (const span of [base, fresh]) {
      span.start -= more.before;
      span.end += more.behind;
    }
  }
}

/** How far the units reach beyond the span. */
function reach(units: readonly Unit[], { start, end }: Span, span: Span): { before: number; behind: number } {
  if (start === end) return { before: 0, behind: 0 };
  const [first, last] = [units[start] as Unit, units[end - 1] as Unit];
  return { before: Math.max(0, span.start - first.start), behind: Math.max(0, last.end - span.end) };
}

/** The units that hold something of the span; none when it lies between two. */
function unitsAt(units: readonly Unit[], { start, end }: Span): Span {
  const first = firstIndex(units, (unit) => unit.end > start || (start === end && unit.end === start));
  const last = firstIndex(units, (unit) => unit.start >= end && !(start === end && unit.start === start));
  return { start: first, end: Math.max(first, last) };
}

function addGroup(plan: Plan, { regions, base, fresh }: Group): void {
  const id = regions[0]?.id ?? '';
  const [one, other] = [plan.base.slice(base.start, base.end), plan.fresh.slice(fresh.start, fresh.end)];
  if (addValues(plan, { regions, base, fresh })) return;
  const at = { base: base.start, fresh: fresh.start };
  for (const [i, j] of [...pairUnits(one, other), [one.length, other.length] as const]) {
    addReplacement(plan, { id, at, next: { base: base.start + i, fresh: fresh.start + j } });
    if (i < one.length) addPair(plan, { id, unit: base.start + i, fresh: other[j] as Unit });
    Object.assign(at, { base: base.start + i + 1, fresh: fresh.start + j + 1 });
  }
}

/** Statements that each printed a part of one and the same unit: what each says now is known for certain. */
function addValues(plan: Plan, { regions, base, fresh }: Group): boolean {
  const [one, other] = [plan.base[base.start], plan.fresh[fresh.start]];
  if (base.end - base.start !== 1 || fresh.end - fresh.start !== 1 || one === undefined || other === undefined)
    return false;
  const isInside = (unit: Unit, { start, end }: Span) => unit.start <= start && end <= unit.end;
  const isPart = ['text', 'code', 'html'].includes(one.kind) && one.kind === other.kind && one.within === other.within;
  if (!isPart || !regions.every((region) => isInside(one, region.base) && isInside(other, region.fresh))) return false;
  const changes = regions.flatMap((region) => {
    const [from, to] = [toUnit(one, region.base), toUnit(other, region.fresh)];
    const [was, now] = [one.text.slice(from.start, from.end), other.text.slice(to.start, to.end)];
    const parts = was.includes('\n') || now.includes('\n') ? diffText(was, now) : whole(was, now);
    return parts.map((part) => ({
      ...part,
      start: part.start + from.start,
      end: part.end + from.start,
      id: region.id,
    }));
  });
  if (apply(one.text, changes) !== other.text) return false;
  plan.values.set(base.start, changes);
  return true;
}

function whole(was: string, now: string): TextChange[] {
  return was === now ? [] : [{ start: 0, end: was.length, text: now }];
}

/** A place in the report as a place in the unit's text. */
function toUnit({ lines }: Unit, { start, end }: Span): Span {
  const place = (offset: number) => {
    const line = lines.findLast((each) => each.start <= offset) ?? lines[0];
    return line === undefined ? 0 : line.at + Math.max(0, Math.min(line.length, offset - line.start));
  };
  return { start: place(start), end: place(end) };
}

function apply(text: string, changes: readonly TextChange[]): string {
  let at = 0;
  let changed = '';
  for (const { start, end, text: now } of changes) {
    changed += text.slice(at, start) + now;
    at = end;
  }
  return changed + text.slice(at);
}

function addPair(plan: Plan, { id, unit, fresh }: { id: string; unit: number; fresh: Unit }): void {
  const base = plan.base[unit] as Unit;
  if (base.text === fresh.text) return;
  if (base.kind === 'evidence') plan.evidence.set(unit, fresh);
  else
    plan.values.set(
      unit,
      diffText(base.text, fresh.text).map((change) => ({ ...change, id })),
    );
}

function addReplacement(
  plan: Plan,
  { id, at, next }: { id: string; at: { base: number; fresh: number }; next: { base: number; fresh: number } },
): void {
  const gone = Array.from({ length: next.base - at.base }, (_, i) => at.base + i);
  const come = plan.fresh.slice(at.fresh, next.fresh);
  if (gone.length + come.length > 0) plan.moves.push({ id, gone, come, after: at.base - 1, before: next.base });
}
