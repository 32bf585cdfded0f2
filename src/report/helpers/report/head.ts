import { formatHead } from '../../head.ts';
import { type Helper, leaveBlock } from '../../report.ts';

/**
 * The first lines of a report: who made it, when, with what and on what; what could not be shown; and a warning when the run
 * is incomplete.
 * @example {{head}}
 */
export const head: Helper = (report, call) => {
  call.expect({ args: 0 });
  report.saysFailure = true;
  const markdown = formatHead(report.facts.record, report.language);
  const lines = markdown.split('\n').filter((line) => line !== '');
  const shown = lines.map((text) => ({ kind: 'sentence' as const, helper: call.name, about: 'run', text }));
  report.shown.push(...shown);
  return leaveBlock(report, call, { parts: [{ markdown }] });
};
