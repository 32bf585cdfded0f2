import type { Activity } from '../hosts/machine.ts';
import type { OpenTerminal } from './open-terminal.ts';

/** Ends a wait for a program when that has done nothing for as long as is allowed. */
export interface RestLimit {
  readonly signal: AbortSignal;
  /** Nobody waits any more. */
  end(): void;
}

/**
 * A limit on rest, not on time: on a busy machine a program may take long to be given a processor, and then it is not at
 * rest.
 */
export function limitRest(terminal: Pick<OpenTerminal, 'activity'>, limitMs: number): RestLimit {
  const controller = new AbortController();
  let before: Activity = { is: 'busy' };
  let isOver = false;
  const look = async () => {
    const now = await terminal.activity().catch((): Activity => ({ is: 'gone' }));
    const hasRested = now.is !== 'busy' && now.is === before.is && howOf(now) === howOf(before);
    if (isOver) return;
    if (hasRested) controller.abort();
    else timer.refresh();
    before = now;
  };
  const timer = setTimeout(() => void look(), limitMs / 2);
  const end = () => {
    isOver = true;
    clearTimeout(timer);
  };
  return { signal: controller.signal, end };
}

function howOf(activity: Activity): string {
  return activity.is === 'at rest' ? activity.how : '';
}
