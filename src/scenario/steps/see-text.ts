import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expandPattern } from '../../lab/shell/expand.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import { type RunMessage, say } from '../../messages/message.ts';
import type { OpenTerminal } from '../../terminal/open-terminal.ts';
import { formatPattern, type TextPattern } from '../../text/pattern.ts';
import type { Run } from '../run-state.ts';
import { tellPortInUse } from './port-in-use.ts';
import { StepFailed } from './step-failed.ts';

/** Waits for text; a program that ended without it fails the step at once. */
export async function seeText(options: {
  terminal: OpenTerminal;
  text: TextPattern;
  step: Step;
  run: Run;
}): Promise<void> {
  const { terminal, step, run } = options;
  const { limitMs } = step;
  const text = expandPattern(options.text, run.scope());
  const match = await terminal.until(text, AbortSignal.timeout(limitMs));
  if (match !== undefined) return;
  const inUse = await tellPortInUse(terminal, step, run);
  const expected = say('textOn', { text: formatPattern(text), terminal: terminal.options.id });
  const last = terminal.screen.tail.trim();
  const hit = run.confinement?.hitOf(terminal.options.id, 'terminal', terminal.exit);
  const end = inUse ?? (hit === undefined ? howFar(terminal, limitMs) : say('programLimited', { limit: hit.name }));
  const unmade = findUnmade(terminal, run);
  const seen = say('printed', { end, ...(last !== '' && { last }), ...(unmade !== undefined && { unmade }) });
  throw new StepFailed(expected, seen);
}

/** The program that the shell did not find, when the build has not made it. */
function findUnmade({ exit, options }: OpenTerminal, { lab, confinement, folder }: Run): string | undefined {
  const program = /^\.\/[\w./-]+/.exec(options.command)?.[0];
  const isNotFound = exit !== undefined && 'status' in exit && exit.status === 127;
  if (lab.build === undefined || program === undefined || !isNotFound) return undefined;
  return existsSync(join(confinement?.built ?? `${folder}/src`, program)) ? undefined : program;
}

function howFar({ exit }: OpenTerminal, limitMs: number): RunMessage {
  if (exit === undefined) return say('programRan', { seconds: limitMs / 1000 });
  return say('programEnded', { exit });
}
