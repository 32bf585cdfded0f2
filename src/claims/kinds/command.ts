import type { Facts } from '../../evidence/facts.ts';
import type { CommandClaim } from '../../lab/claims/command.ts';
import { type Message, say } from '../../messages/message.ts';
import type { CommandAnswer } from '../../record/run-record.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { type Status, toVerdict } from '../judge/finding.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';

/** As many characters of a command's output stand in a reason. */
const SHOWN_CHARACTERS = 200;

/** Takes the answer that the claim's command gave when it was run on this record; running it is not done here. */
export const command: ClaimKind<CommandClaim> = {
  evidence: () => [],
  check: checkCommand,
};

function checkCommand(claim: CommandClaim, { record }: Facts): Verdict {
  const answer = record.answers?.find((each) => each.claim === claim.id);
  const command = JSON.stringify(claim.command);
  if (answer === undefined) {
    const reason: Message = say('commandNotRun', { command });
    return toVerdict(claim, { status: 'not-testable', reason, cites: [] });
  }
  const { exit, limitMs } = answer;
  const said = { command, limitS: limitMs / 1000, output: shorten(answer.output), ...(exit && { exit }) };
  return toVerdict(claim, { status: statusOf(answer), reason: say('commandSaid', said), cites: [] });
}

function statusOf({ exit }: CommandAnswer): Status {
  if (exit === undefined || 'signal' in exit || exit.status > 1) return 'not-testable';
  return exit.status === 0 ? 'held' : 'failed';
}

function shorten(output: string): string {
  const line = makeVisibleLine(output.trim().replace(/\s+/g, ' '));
  const short = [...line].slice(0, SHOWN_CHARACTERS).join('');
  return `${short}${short === line ? '' : ' …'}`;
}
