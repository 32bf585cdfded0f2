import type { Edit } from '../../report/fill/edit.ts';
import type { Plan } from './plan.ts';
import type { Splicer } from './splice.ts';
import type { Left } from './types.ts';
import type { EditedUnits } from './units/edited-units.ts';
import { type Matching, outputOf } from './units/match-units.ts';
import type { Unit } from './units/units.ts';

/** What is done to an edited report so far. Places are in the edited report. */
export interface Work {
  plan: Plan;
  fresh: string;
  units: readonly Unit[];
  matching: Matching;
  edited: EditedUnits;
  splicer: Splicer;
  overwrites: boolean;
  edits: Edit[];
  left: (Omit<Left, 'line'> & { at: number })[];
  added: { at: number; text: string }[];
  counts: { evidence: number; figures: number; values: number; removed: number };
}

/** Where a unit stands, as it was written or, of evidence, with the name that it was given. */
export function standingOf({ matching, units }: Work, i: number): Unit[] {
  return (matching.same.get(i) ?? []).map((j) => units[j] as Unit);
}

/** Whether an evidence block's output is as it was written, or may be overwritten. */
export function isFree(work: Work, unit: Unit, base: Unit): boolean {
  return base.kind !== 'evidence' || work.overwrites || outputOf(unit) === outputOf(base);
}
