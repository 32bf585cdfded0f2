import { createInterface } from 'node:readline';
import { keepBytecode } from './bytecode/hook.ts';
import { drivers } from './hosts/drivers.ts';
import type { RunEvent } from './scenario/events.ts';
import type { Job } from './scenario/job.ts';
import { runScenario } from './scenario/run.ts';
import { codeOfErrno } from './text/codes/errno.ts';
import { LabreportError } from './text/errors.ts';

/** The part of labreport that is started where the driver can make hosts; it tells events as JSON lines. */
async function main(): Promise<void> {
  process.once('SIGTERM', leave);
  process.stdout.on('error', leave);
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

let end = async (): Promise<void> => {};

function endsBy(its: () => Promise<void>): void {
  end = its;
}

/** Labreport is gone, as the guard tells by SIGTERM: nobody hears what else there is to tell. */
function leave(): void {
  void end().then(() => process.exit());
}

let hasEnded = false;

function tell(event: RunEvent): void {
  hasEnded = event.type === 'run-ended';
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function tellProblem(error: unknown): void {
  if (error instanceof LabreportError) tell({ type: 'problem', problem: error.problem });
  else tellRefused(error);
}

/** What this machine or Node.js has refused. */
function tellRefused(error: unknown): void {
  const { code: errno } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || errno === undefined) throw error;
  tell({ type: 'problem', problem: { code: codeOfErrno(errno), message: error.message }, errno });
}

void main();
