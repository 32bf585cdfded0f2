import { readTcpSockets } from '../hosts/sockets.ts';
import type { Host } from '../hosts/types.ts';
import { expand, expandPattern } from '../lab/expand.ts';
import type { OpenStep, Step, TypeStep } from '../lab/types.ts';
import { OpenTerminal } from '../terminal/open.ts';
import { LabreportError } from '../text/errors.ts';
import { formatPattern, type TextPattern } from '../text/pattern.ts';
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
  if (step.until !== undefined) await seeText({ terminal, text: expandPattern(step.until, run.scope()), step });
  const program = terminal.program;
  if (program !== undefined) terminal.values.pid = `${program.hostPid}`;
}

export async function typeLine(step: TypeStep, run: Run): Promise<void> {
  const terminal = run.terminals.get(step.into) as OpenTerminal;
  terminal.type(`${expand(step.text, run.scope())}\n`);
  if (step.until !== undefined) await seeText({ terminal, text: expandPattern(step.until, run.scope()), step });
}

/** Waits for text; a program that ended without it fails the step at once. */
export async function seeText(options: { terminal: OpenTerminal; text: TextPattern; step: Step }): Promise<void> {
  const { terminal, text, step } = options;
  const { limitMs } = step;
  const match = await terminal.until(text, AbortSignal.timeout(limitMs));
  if (match !== undefined) return;
  refusePortInUse(terminal, step);
  const expected = `${formatPattern(text)} on terminal ${terminal.options.id}`;
  const last = terminal.screen.tail.trim();
  const printed = last === '' ? 'nothing was printed' : `the last thing printed was ${JSON.stringify(last)}`;
  throw new StepFailed(expected, `${howFar(terminal, limitMs)}, and ${printed}`);
}

function howFar({ exit }: OpenTerminal, limitMs: number): string {
  if (exit === undefined) return `the program still ran after ${limitMs / 1000} s`;
  return 'status' in exit ? `the program ended with status ${exit.status}` : `the program was ended by ${exit.signal}`;
}

/** Somebody else's listening socket on the lab's port is a fault of the machine, not evidence of the lab's. */
function refusePortInUse({ screen, options }: OpenTerminal, { line }: Step): void {
  const { host, id, command } = options;
  if (!/address already in use/i.test(screen.tail)) return;
  const listening = readTcpSockets(host.procNet).filter(({ state }) => state === 'LISTEN');
  const ports = listening.map(({ localPort }) => localPort);
  const port = ports.find((number) => new RegExp(`\\b${number}\\b`).test(`${command} ${screen.tail}`));
  if (port === undefined) return;
  throw new LabreportError({
    place: { file: 'lab.yaml', line },
    message: `port ${port} is already in use on ${host.name}, expected it to be free for terminal ${id}: ${command}`,
    hint: 'Stop the program that listens there, or choose another port: --set port=8991',
  });
}
