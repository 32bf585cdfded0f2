import * as z from 'zod/mini';
import { checkRunning } from '../check/world.ts';
import { nameOf, word } from '../schema/parts.ts';
import { name, word as recordedWord } from '../schema/recorded.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Ctrl-C and EOF are typed into the terminal; signals go to the program that the terminal runs, to it alone. */
export const STOP_SIGNALS = ['Ctrl-C', 'EOF', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGKILL'] as const;

/** Ends a terminal or a capture and waits until it is gone. */
export interface StopStep extends StepBase {
  verb: 'stop';
  /** Id of the terminal or capture. */
  id: string;
  with: (typeof STOP_SIGNALS)[number];
}

/** @internal */
export const stop = defineVerb('stop', {
  words: {
    description:
      "Ends a terminal's program or a capture, and waits until it is gone. Ctrl-C and EOF (Ctrl-D) are typed and reach all that runs in the terminal; signals go to the program alone, so its children may live on.",
    example: `steps:
  - stop: client2 # with Ctrl-C
  - stop: client3
    with: EOF
  - stop: server
    with: SIGKILL`,
  },
  written: {
    stop: nameOf('Id of the terminal or capture'),
    with: z.exactOptional(word(STOP_SIGNALS, 'How; Ctrl-C when absent')),
  },
  recorded: { id: name, with: recordedWord(STOP_SIGNALS) },
  expands: [],
  build: (raw) => ({ id: raw.stop, with: raw.with ?? 'Ctrl-C' }),
  tell: (step) => `stop ${step.id} with ${step.with}`,
  check({ world, raw, path, line }) {
    const found = checkRunning(world, { path: [...path, 'stop'], id: raw.stop, kinds: ['terminal', 'capture'] });
    if (found === undefined) return;
    found.stoppedAtLine = line;
    if (found.kind === 'capture' && raw.with !== undefined) {
      const message = `"with" is for terminals; a capture is always stopped when it is complete`;
      world.findings.push({ path: [...path, 'with'], part: 'key', message });
    }
  },
});
