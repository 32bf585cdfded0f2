import type { WaitStep } from '../../lab/verbs/wait.ts';
import type { PacketsWait } from '../../lab/waits/packets.ts';
import { say } from '../../messages/message.ts';
import type { Run } from '../run-state.ts';
import { waitForCount } from './count.ts';
import { countPackets } from './count-packets.ts';

/** Until the capture holds so many packets like this, or more; where there is no capture, there is nothing to wait for. */
export async function waitForPackets(what: PacketsWait, { limitMs }: WaitStep, run: Run): Promise<void> {
  const { count, capture, match } = what;
  if (run.captures.get(capture)?.unavailable !== undefined) return;
  const counting = countPackets(what, run);
  await waitForCount({
    now: counting.now,
    isEnough: (found) => found >= count,
    limitMs,
    expected: say('packetsLike', { count, capture, match }),
  }).finally(counting.close);
}
