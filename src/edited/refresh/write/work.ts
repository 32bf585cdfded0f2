import type { Edit } from '../../../report/fill/edit.ts';
import type { Document } from '../../read/document.ts';
import type { Unit } from '../../read/unit.ts';
import type { EditedUnits } from '../find/edited-units.ts';
import type { Matching } from '../find/match-units.ts';
import { outputOf } from '../output.ts';
import type { Plan } from '../plan/plan.ts';
import type { Left } from '../refreshed.ts';
import type { Splicer } from './splice.ts';

/** What is done to an edited report so far. Places are in the edited report. */
export interface Work {
  plan: Plan;
  edited: Document;
  matching: Matching;
  editedUnits: EditedUnits;
  splicer: Splicer;
  overwrites: boolean;
  edits: Edit[];
  left: (Omit<Left, 'line'> & { at: number })[];
  added: { at: number; text: string }[];
  counts: { evidence: number; figures: number; values: number; removed: number };
}

/** Where a unit stands, as it was written or, of evidence, with the name that it was given. */
export function standingOf({ matching }: Work, base: Unit): Unit[] {
  return matching.same.get(base) ?? [];
}

/** Whether an evidence block's output is as it was written, or may be overwritten. */
export function isFree(work: Work, unit: Unit, base: Unit): boolean {
  return base.kind !== 'evidence' || work.overwrites || outputOf(unit) === outputOf(base);
}
