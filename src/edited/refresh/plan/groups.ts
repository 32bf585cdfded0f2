import type { Span } from '../../../markdown/tree.ts';
import { firstIndex } from '../../../text/lists.ts';
import type { Document } from '../../read/document.ts';
import type { Unit } from '../../read/unit.ts';
import type { Region } from './regions.ts';

/** Regions that are in the same units, and these units: all of one report are of all of the other. */
export interface Group {
  regions: Region[];
  base: Units;
  fresh: Units;
}

/** Units of a report that follow each other; `first` is the number of the first, or of the one behind, among all. */
interface Units {
  units: Unit[];
  first: number;
}

type Reports = Record<'base' | 'fresh', Pick<Document, 'units'>>;

/** Puts together regions that touch the same units of one report or the other. Regions are in order. */
export function groupRegions(regions: readonly Region[], reports: Reports): Group[] {
  const groups: Group[] = [];
  for (const region of regions) {
    let group = toGroup([region], reports);
    for (let last = groups.at(-1); last !== undefined && isJoined(last, group); last = groups.at(-1)) {
      groups.pop();
      group = toGroup([...last.regions, ...group.regions], reports);
    }
    groups.push(group);
  }
  return groups;
}

function isJoined(one: Group, other: Group): boolean {
  const reaches = (side: 'base' | 'fresh') => other[side].first < one[side].first + one[side].units.length;
  return reaches('base') || reaches('fresh');
}

/** Around regions both reports have the same text: until both parts hold whole units, both are made longer alike. */
function toGroup(regions: Region[], reports: Reports): Group {
  const [first, last] = [regions[0] as Region, regions.at(-1) as Region];
  const part = (side: 'base' | 'fresh'): Span => ({ start: first[side].start, end: last[side].end });
  const parts = { base: part('base'), fresh: part('fresh') };
  for (;;) {
    const [base, fresh] = [unitsIn(reports.base, parts.base), unitsIn(reports.fresh, parts.fresh)];
    const [one, other] = [overhang(base, parts.base), overhang(fresh, parts.fresh)];
    const more = { before: Math.max(one.before, other.before), behind: Math.max(one.behind, other.behind) };
    if (more.before + more.behind === 0) return { regions, base, fresh };
    for (const each of [parts.base, parts.fresh]) {
      each.start -= more.before;
      each.end += more.behind;
    }
  }
}

/** The units that hold something of a part of the report; of a place in it, those that it touches. */
function unitsIn({ units }: Pick<Document, 'units'>, { start, end }: Span): Units {
  const isPlace = start === end;
  const first = firstIndex(units, (unit) => unit.end > start || (isPlace && unit.end === start));
  const next = firstIndex(units, (unit) => unit.start >= end && !(isPlace && unit.start === start));
  return { units: units.slice(first, Math.max(first, next)), first };
}

/** How far units reach out of a part of the report that they hold something of. */
function overhang({ units }: Units, { start, end }: Span): { before: number; behind: number } {
  const [first, last] = [units[0], units.at(-1)];
  return {
    before: Math.max(0, start - (first?.start ?? start)),
    behind: Math.max(0, (last?.end ?? end) - end),
  };
}
