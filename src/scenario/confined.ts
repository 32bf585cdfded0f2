import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drivers } from '../hosts/drivers.ts';
import type { DriverName } from '../hosts/types.ts';
import { LabreportError } from '../text/errors.ts';
import type { RunEvent } from './events.ts';
import type { Job } from './job.ts';

/** How long a runner whose run has ended may take to leave. */
const LEAVING_LIMIT_MS = 5_000;

/** The runner's file: bundled beside this one. */
const RUNNER = fileURLToPath(new URL('./runner.js', import.meta.url));

/** A runner that has been started and waits for its job. */
export interface Runner {
  /** Gives the job, tells each event as it comes, and resolves when the run has ended; the runner is then about to leave. */
  run(job: Omit<Job, 'driver'>, onEvent: (event: RunEvent) => void): Promise<void>;
  /** Ends the runner and everything that it started, at once. */
  end(): Promise<void>;
}

/**
 * Starts the runner where `driver` can make hosts. It can be started before the job is known: it takes its time to
 * come up. When this process ends, however it ends, the pipe on fd 3 closes and the whole lab ends with it.
 */
export function startRunner(driver: DriverName): Runner {
  const [file, ...args] = drivers[driver].confine([process.execPath, RUNNER]) as [string, ...string[]];
  // A process group of its own: Ctrl-C at labreport's terminal is for labreport, which then ends the lab.
  const child = spawn(file, args, {
    env: runnerEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const [stdin, stdout, stderr, lifeline] = child.stdio as unknown as [
    NodeJS.WritableStream,
    NodeJS.ReadableStream,
    NodeJS.ReadableStream,
    NodeJS.WritableStream & { destroy(): void },
  ];
  let said = '';
  stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  stdin.on('error', () => {});
  lifeline.on('error', () => {});
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()).on('error', () => resolve()));
  let isOver = false;
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  return {
    async run(job, onEvent) {
      const seen = new Set<RunEvent['type']>();
      const lines = createInterface({ input: stdout });
      const ended = new Promise<void>((resolve) => {
        lines.on('line', (line) => {
          const event: RunEvent = JSON.parse(line);
          seen.add(event.type);
          onEvent(event);
          isOver = event.type === 'run-ended';
          if (isOver) resolve();
        });
      });
      stdin.write(`${JSON.stringify({ ...job, driver })}\n`);
      // Of a program that could not be started there is nothing to read.
      const allRead = failure === undefined && new Promise((resolve) => lines.on('close', resolve));
      await Promise.race([ended, Promise.all([gone, allRead])]);
      if (!seen.has('runner-ready')) {
        onEvent({ type: 'driver-failed', problem: { message: failure?.message ?? said.trim() } });
      } else if (!['run-ended', 'problem', 'driver-failed'].some((type) => seen.has(type as RunEvent['type']))) {
        throw new LabreportError({
          message: `the run ended before its end: ${said.trim() || 'its process was killed'}`,
        });
      }
    },
    async end() {
      if (isOver) await Promise.race([gone, pause(LEAVING_LIMIT_MS, undefined, { ref: false })]);
      lifeline.destroy();
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Node.js reads the certificates that this names when it starts, which can take longer than all the rest of it. */
function runnerEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
  return environment;
}
