import type { Facts } from '../evidence/facts.ts';
import type { CommandClaim } from '../lab/types.ts';
import type { CommandAnswer } from '../record/types.ts';
import { makeVisibleLine } from '../text/visible.ts';
import type { Verdict } from './types.ts';
import { type Status, toVerdict } from './verdict.ts';

/** As many characters of a command's output stand in a reason. */
const SHOWN_CHARACTERS = 200;

/** Takes the answer that the claim's command gave when it was run on this record; running it is not done here. */
export function checkCommand(claim: CommandClaim, { record }: Facts): Verdict {
  const answer = record.answers?.find((each) => each.claim === claim.id);
  const name = JSON.stringify(claim.command);
  if (answer === undefined) {
    return toVerdict(claim, { status: 'not-testable', reason: `its command ${name} was not run`, cites: [] });
  }
  const said = formatOutput(answer.output);
  return toVerdict(claim, { status: statusOf(answer), reason: `${name} ${formatEnd(answer)}${said}`, cites: [] });
}

function statusOf({ exit }: CommandAnswer): Status {
  if (exit === undefined || 'signal' in exit || exit.status > 1) return 'not-testable';
  return exit.status === 0 ? 'held' : 'failed';
}

function formatEnd({ exit, limitMs }: CommandAnswer): string {
  if (exit === undefined) return `had not ended after ${limitMs / 1000} s`;
  return 'signal' in exit ? `was ended by ${exit.signal}` : `ended with status ${exit.status}`;
}

function formatOutput(output: string): string {
  const line = makeVisibleLine(output.trim().replace(/\s+/g, ' '));
  if (line === '') return ' and printed nothing';
  const short = [...line].slice(0, SHOWN_CHARACTERS).join('');
  return ` and printed "${short}${short === line ? '' : ' …'}"`;
}
