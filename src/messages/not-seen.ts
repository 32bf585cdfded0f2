import { type Message, type RunMessage, say } from './message.ts';

/** What the step that a run stopped at waited for, and what was seen instead. */
export function notSeen({ expected, seen }: { expected: RunMessage; seen: RunMessage }): Message<'notSeen'> {
  return say('notSeen', { expected, seen });
}
