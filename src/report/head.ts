import type { RunRecord } from '../record/types.ts';
import { formatZonedTime } from './clock.ts';
import { escapeText, formatNote } from './markdown.ts';

/** When, by what and on what a run was made, and what it can't show. */
export function formatHead(record: RunRecord): string {
  const { labreport, run, driver, machine } = record;
  const seconds = (run.durationMs / 1000).toFixed(1);
  const tools = Object.entries(machine.tools).map(([name, says]) => `${name} ${versionNumber(says)}`);
  const lines = [
    `Made: ${formatZonedTime(run.startedAt)}, in ${seconds} s`,
    `By: labreport ${labreport}, with hosts of the driver ${driver.name}`,
    `On: ${machine.system}, kernel ${machine.kernel}`,
    formatTrust(record),
    ...(tools.length > 0 ? [`Tools: ${tools.join(', ')}`] : []),
    ...driver.limits.map((limit) => `Not shown here: ${limit}`),
  ].map((line) => `- ${escapeText(line)}`);
  return [...formatFailure(record), lines.join('\n')].join('\n\n');
}

/** How far to trust the record: whoever made it could have edited it, unless the lab was run again since. */
export function formatTrust({ verified }: Pick<RunRecord, 'verified'>): string {
  const last = verified?.at(-1);
  if (last === undefined) return 'Trust: self-reported; nobody has run the lab again and compared';
  const { when, kernel, runs, same } = last;
  return `Trust: re-executed on ${formatZonedTime(when)}, kernel ${kernel}: ${same} of ${runs} the same`;
}

/** The number in what a tool tells of its version; all that it tells where there is none. */
function versionNumber(says: string): string {
  return /\d+(\.\d+)+/.exec(says)?.[0] ?? says;
}

/** The warning that a run broke off, as one paragraph; none for a complete run. */
export function formatFailure({ lab, run: { failure } }: RunRecord): string[] {
  if (failure === undefined) return [];
  const step = lab.steps[failure.step];
  const line = step === undefined ? '' : ` (lab.yaml:${step.line}, ${step.verb})`;
  const where = `it stopped at step ${failure.step + 1} of ${lab.steps.length}${line}.`;
  const text = `${where} Expected: ${endSentence(failure.expected)} Seen: ${endSentence(failure.seen)}`;
  return [formatNote('The run is incomplete', escapeText(text))];
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
