import { leaveFigure } from '../figures/leave-figure.ts';
import { describeTimeline, drawTimeline } from '../figures/timeline-draw.ts';
import { modelTimeline } from '../figures/timeline-model.ts';
import type { Helper } from '../report.ts';

/**
 * A picture of the whole run on one time axis: for each host its terminals, captures with their packets, moments, and what
 * was typed.
 * @section report
 * @example {{timeline}}
 */
export const timeline: Helper = (report, call) => {
  call.expect({ args: 0 });
  const model = modelTimeline(report.facts, report.language);
  const alt = describeTimeline(model);
  return leaveFigure(report, call, { name: 'timeline', svg: drawTimeline(model, alt).svg, alt });
};
