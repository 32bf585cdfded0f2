import { described } from '../schema/parts.ts';
import {
  buildWait,
  checkWait,
  describeWait,
  recordedWait,
  WAIT_EXPANDS,
  type WaitFor,
  waitSchema,
} from '../waits/waits.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Waits for an event that no other step waits for. */
export interface WaitStep extends StepBase {
  verb: 'wait';
  for: WaitFor;
}

/** @internal */
export const wait = defineVerb('wait', {
  words: {
    description:
      'Waits for an event that no program tells. No step waits for a fixed time, and this one neither: it goes on when what it waits for is there.',
    example: `steps:
  - wait: { sockets: vit001, state: ESTABLISHED, count: 2 }
    limit: 3s`,
  },
  written: { wait: described(waitSchema, 'Event that is waited for') },
  recorded: { for: recordedWait },
  expands: WAIT_EXPANDS,
  build: (raw) => ({ for: buildWait(raw.wait) }),
  tell: (step) => `wait for ${describeWait(step.for)}`,
  check: ({ world, raw, path }) => checkWait(world, raw.wait, [...path, 'wait']),
});
