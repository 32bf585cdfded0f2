import type { Unit } from '../../edited/read/unit.ts';
import { planRefresh, type Written } from '../../edited/refresh/plan/plan.ts';
import { refreshReport } from '../../edited/refresh/refresh.ts';
import type { Refreshed } from '../../edited/refresh/refreshed.ts';
import { findAnswers } from '../../report/answers.ts';

/** The texts that a refreshed report is made of. */
export interface Texts {
  /** The report as it was written, and as the same template gives it for the new run. */
  written: Written;
  fresh?: Written;
  /** The new run's report of another template, where it goes over to one; then `fresh` may be absent. */
  other?: Written;
  edited: string;
}

/** Puts the new run into the edited text; what another template says otherwise comes after that. */
export function mergeTexts(
  { written, fresh, other, edited }: Texts,
  { overwrites }: { overwrites: boolean },
): Refreshed {
  if (fresh === undefined) {
    return refresh({ from: written, to: other ?? written, edited, overwrites, isOtherTemplate: true });
  }
  const refreshed = refresh({ from: written, to: fresh, edited, overwrites });
  if (other === undefined) return refreshed;
  const changed = refresh({ from: fresh, to: other, edited: refreshed.markdown, overwrites, isOtherTemplate: true });
  return {
    ...changed,
    values: refreshed.values + changed.values,
    removed: refreshed.removed + changed.removed,
    left: changed.left.length > 0 ? changed.left : refreshed.left,
  };
}

function refresh(options: {
  from: Written;
  to: Written;
  edited: string;
  overwrites: boolean;
  isOtherTemplate?: boolean;
}): Refreshed {
  const { from, to, edited, overwrites, isOtherTemplate = false } = options;
  const answers = findAnswers(edited, 'report.md');
  const isOwn = (unit: Unit) => answers.some(({ start, end }) => start <= unit.start && unit.end <= end);
  const plan = planRefresh(from, to, { isOtherTemplate });
  return refreshReport({ plan, edited, overwrites, isOwn });
}
