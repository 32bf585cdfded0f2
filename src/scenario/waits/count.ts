import { type RunMessage, say } from '../../messages/message.ts';
import { poll } from '../../text/poll.ts';
import { StepFailed } from '../steps/step-failed.ts';

/** Something that is counted until there is enough of it. */
interface Counting {
  /** How many there are now. */
  now(): number | Promise<number>;
  isEnough(count: number): boolean;
  limitMs: number;
  /** What a step that fails says it expected. */
  expected: RunMessage;
}

/** Counts again and again until there is enough; throws StepFailed when there is not within the limit. */
export async function waitForCount({ now, isEnough, limitMs, expected }: Counting): Promise<void> {
  let count = 0;
  const look = async () => {
    count = await now();
    return isEnough(count) || undefined;
  };
  if (await poll(look, AbortSignal.timeout(limitMs))) return;
  throw new StepFailed(expected, say('countAfter', { count, seconds: limitMs / 1000 }));
}
