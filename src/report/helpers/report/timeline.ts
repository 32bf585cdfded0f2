import { describeTimeline, drawTimeline } from '../../../figures/timeline/draw-timeline.ts';
import { modelTimeline } from '../../../figures/timeline/model.ts';
import { leaveFigure } from '../../leave-figure.ts';
import type { Helper } from '../../report.ts';

/**
 * A picture of the whole run on one time axis: for each host its terminals, captures with their packets, moments, and what
 * was typed.
 * @example {{timeline}}
 */
export const timeline: Helper = (report, call) => {
  call.expect({ args: 0 });
  const model = modelTimeline(report.facts, report.language);
  const alt = describeTimeline(model);
  return leaveFigure(report, call, { name: 'timeline', svg: drawTimeline(model, alt).svg, alt });
};
