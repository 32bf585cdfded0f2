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
  const markdown = formatHead(report.facts.record);
  const lines = markdown.split('\n').filter((line) => line !== '');
  const shown = lines.map((text) => ({ kind: 'sentence' as const, helper: call.name, about: 'run', text }));
  report.placeholders.verdicts.push(...shown);
  return leaveBlock(report, call, { parts: [{ markdown }] });
};
