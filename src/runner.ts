import { createInterface } from 'node:readline';
import { keepBytecode } from './bytecode/hook.ts';
import { drivers } from './hosts/drivers.ts';
import type { RunEvent } from './scenario/events.ts';
import type { Job } from './scenario/job.ts';
import { runScenario } from './scenario/run.ts';
import { LabreportError } from './text/errors.ts';

/** The part of labreport that is started where the driver can make hosts; it tells events as JSON lines. */
async function main(): Promise<void> {
  tell({ type: 'runner-ready' });
  for await (const line of createInterface({ input: process.stdin })) {
    const { driver, ...job }: Job = JSON.parse(line);
    await runScenario({ ...job, driver: drivers[driver], onEvent: tell, endsBy }).catch(tellProblem);
    break;
  }
  await new Promise<void>((resolve) => process.stdout.end(resolve));
  if (hasEnded) await keepBytecode();
  // Terminals that are still open would keep this process alive.
  process.exit();
}

/** The guard tells by this signal that labreport is gone. */
function endsBy(end: () => Promise<void>): void {
  process.once('SIGTERM', () => void end().then(() => process.exit()));
}

let hasEnded = false;

function tell(event: RunEvent): void {
  hasEnded = event.type === 'run-ended';
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function tellProblem(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof Error && code !== undefined)
    tell({ type: 'problem', problem: { message: error.message }, code });
  else tellMistake(error);
}

function tellMistake(error: unknown): void {
  if (!(error instanceof LabreportError)) throw error;
  const { message, hint, place } = error;
  tell({ type: 'problem', problem: { message, ...(hint !== undefined && { hint }), ...(place && { place }) } });
}

void main();
