import { formatHead } from '../head.ts';
import { type Helper, leaveBlock } from '../report.ts';

/**
 * The report's first lines: when and with what it was made, what could not be shown, and a warning when the run is
 * incomplete.
 * @example {{head}}
 */
export const head: Helper = (report, call) => {
  call.expect({ args: 0 });
  report.saysFailure = true;
  return leaveBlock(report, call, { parts: [{ markdown: formatHead(report.facts.record) }] });
};
