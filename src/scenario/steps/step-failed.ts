import { type RunMessage, say } from '../../messages/message.ts';
/** A step did not see what it waited for. Not an error of labreport's: the run is recorded as far as it got. */
export class StepFailed extends Error {
  readonly expected: RunMessage;
  readonly seen: RunMessage;

  constructor(expected: RunMessage, seen: RunMessage) {
    super(`expected ${expected.id}, seen ${seen.id}`);
    this.expected = expected;
    this.seen = seen;
  }
}

/** What this machine did not give labreport: descriptors, processes, memory (errno(3)), a terminal (openpty(3)). */
const EXHAUSTED = /^(EMFILE|ENFILE|EAGAIN|ENOMEM)$/;

export function isExhausted(code: string): boolean {
  return EXHAUSTED.test(code);
}

/** The failure of a step for which this machine had not enough; undefined for any other error. */
export function exhausted(error: unknown): StepFailed | undefined {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (!isExhausted(code) && !/^(forkpty|openpty)\b/.test(message)) return undefined;
  return new StepFailed(say('enoughMachine'), say('said', { text: message }));
}
