import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../hosts/host-driver.ts';
import { expand, expandPattern } from '../../lab/shell/expand.ts';
import { references, splitReference } from '../../lab/shell/tokens.ts';
import type { OpenStep, Step, TypeStep } from '../../lab/types.ts';
import { type RunMessage, say } from '../../messages/message.ts';
import { OpenTerminal } from '../../terminal/open-terminal.ts';
import { formatPattern, type TextPattern } from '../../text/pattern.ts';
import { within } from '../../text/within.ts';
import type { Run } from '../run-state.ts';
import { howToRun } from './how-to-run.ts';
import { tellPortInUse } from './port-in-use.ts';
import { StepFailed } from './step-failed.ts';

/** Everything a terminal needs but its command. */
export function terminalOptions(id: string, host: Host, run: Run) {
  const { pipe, clock, dir, folder, environment, onFault } = run;
  const files = { log: `logs/${id}.txt`, cast: `logs/${id}.cast` };
  const env = { ...environment, ...host.environment };
  return { id, host, cwd: `${folder}/src`, environment: env, pipe, clock, reportDir: dir, onFault, ...files };
}

export async function openTerminal(step: OpenStep, run: Run): Promise<void> {
  const host = run.hosts.get(step.on) as Host;
  const { argv, shown } = howToRun(step, run.scope());
  const confinement = run.confinement?.holds(step) ? run.confinement : undefined;
  // Where others' programs are, the lab's own are in no folder that these could have filled.
  const place = run.confinement === undefined ? {} : { cwd: '/' };
  const options = { ...terminalOptions(step.id, host, run), ...place, argv, command: shown };
  const terminal = new OpenTerminal({ ...options, ...confinement?.terminal(step.id, step.on) });
  run.terminals.set(step.id, terminal);
  if (step.until !== undefined) await seeText({ terminal, text: step.until, step, run });
  await seeBeginning(terminal, step);
}

/** Waits until the program itself is there: what is typed and signalled then is for it. */
async function seeBeginning(terminal: OpenTerminal, { limitMs }: OpenStep): Promise<void> {
  const seen = await within(Promise.race([terminal.began, terminal.ended]), AbortSignal.timeout(limitMs));
  if (terminal.pid !== undefined) terminal.values.pid = `${terminal.pid}`;
  if (seen) return;
  throw new StepFailed(
    say('programBegins', { terminal: terminal.options.id }),
    say('notWithin', { seconds: limitMs / 1000 }),
  );
}

export async function typeLine(step: TypeStep, run: Run): Promise<void> {
  const terminal = run.terminals.get(step.into) as OpenTerminal;
  terminal.type(`${readLine(step, terminal, run)}\n`);
  if (step.until !== undefined) await seeText({ terminal, text: step.until, step, run });
}

/**
 * What is typed where the lab's own commands run may be read by a shell: what a program printed is typed there only where
 * no shell can read more into it. A control character would be a key that the lab did not name.
 */
function readLine({ text }: TypeStep, { options: { id } }: OpenTerminal, run: Run): string {
  const line = expand(text, run.scope());
  const expected = say('typedLine', { terminal: id });
  if (/[\0-\x1f\x7f]/.test(line)) throw new StepFailed(expected, say('controlCharacter', { line }));
  const step = run.lab.steps.find((each) => each.verb === 'open' && each.id === id);
  if (run.confinement === undefined || (step?.verb === 'open' && run.confinement.holds(step))) return line;
  const { values } = run.scope();
  for (const name of references(text)) {
    const { id: from, value: key = '' } = splitReference(name);
    const value = values[from]?.[key] ?? '';
    if (/^[\w.:@%+,-]*$/.test(value)) continue;
    throw new StepFailed(expected, say('valueForShell', { name, value }));
  }
  return line;
}

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
  const inUse = tellPortInUse(terminal, step, run);
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
