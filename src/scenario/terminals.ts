import type { Host } from '../hosts/types.ts';
import { expand, expandPattern } from '../lab/expand.ts';
import type { OpenStep, Step, TypeStep } from '../lab/types.ts';
import { OpenTerminal } from '../terminal/open.ts';
import { formatPattern, type TextPattern } from '../text/pattern.ts';
import { refusePortInUse } from './port-in-use.ts';
import type { Run } from './run.ts';
import { StepFailed } from './step-failed.ts';

/** Everything a terminal needs but its command. */
export function terminalOptions(id: string, host: Host, run: Run) {
  const { pipe, clock, dir, folder, environment } = run;
  const files = { log: `logs/${id}.txt`, cast: `logs/${id}.cast` };
  const env = { ...environment, ...host.environment };
  return { id, host, cwd: `${folder}/src`, environment: env, pipe, clock, reportDir: dir, ...files };
}

export async function openTerminal(step: OpenStep, run: Run): Promise<void> {
  const host = run.hosts.get(step.on) as Host;
  const terminal = new OpenTerminal({ ...terminalOptions(step.id, host, run), command: expand(step.run, run.scope()) });
  run.terminals.set(step.id, terminal);
  if (step.until !== undefined) await seeText({ terminal, text: step.until, step, run });
  const program = terminal.program;
  if (program !== undefined) terminal.values.pid = `${program.hostPid}`;
}

export async function typeLine(step: TypeStep, run: Run): Promise<void> {
  const terminal = run.terminals.get(step.into) as OpenTerminal;
  terminal.type(`${expand(step.text, run.scope())}\n`);
  if (step.until !== undefined) await seeText({ terminal, text: step.until, step, run });
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
  refusePortInUse(terminal, step, run);
  const expected = `${formatPattern(text)} on terminal ${terminal.options.id}`;
  const last = terminal.screen.tail.trim();
  const printed = last === '' ? 'nothing was printed' : `the last thing printed was ${JSON.stringify(last)}`;
  throw new StepFailed(expected, `${howFar(terminal, limitMs)}, and ${printed}`);
}

function howFar({ exit }: OpenTerminal, limitMs: number): string {
  if (exit === undefined) return `the program still ran after ${limitMs / 1000} s`;
  return 'status' in exit ? `the program ended with status ${exit.status}` : `the program was ended by ${exit.signal}`;
}
