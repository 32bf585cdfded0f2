import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drivers } from '../hosts/drivers.ts';
import type { DriverName } from '../hosts/host-driver.ts';
import { LabreportError } from '../text/errors.ts';
import { withoutShellSettings } from '../text/shell/settings.ts';
import type { RunEvent } from './events.ts';
import type { Job } from './job.ts';

/** How long a runner whose run has ended may take to leave. */
const LEAVING_LIMIT_MS = 5_000;
/** As much of what a runner says of its errors is told. */
const MOST_SAID = 4000;

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
  const heard = hear(child);
  let isOver = false;
  return {
    async run(job, onEvent) {
      const seen = new Set<RunEvent['type']>();
      const ended = new Promise<void>((resolve) => {
        heard.follow((event) => {
          seen.add(event.type);
          onEvent(event);
          isOver = event.type === 'run-ended';
          if (isOver) resolve();
        });
      });
      child.stdin?.write(`${JSON.stringify({ ...job, driver })}\n`);
      await Promise.race([ended, heard.gone]);
      if (!seen.has('runner-ready'))
        onEvent({ type: 'driver-failed', problem: { code: 'driver-unavailable', message: heard.why(file) } });
      else if (!['run-ended', 'problem', 'driver-failed'].some((type) => seen.has(type as RunEvent['type'])))
        throw new LabreportError({
          code: 'run-failed',
          message: `the run ended before its end: ${heard.why('its process')}`,
        });
    },
    async end() {
      if (isOver) await Promise.race([heard.gone, pause(LEAVING_LIMIT_MS, undefined, { ref: false })]);
      lifelineOf(child)?.destroy();
      child.kill('SIGKILL');
      await heard.gone;
    },
  };
}

/** What a runner says, read from its first moment on: of one that ends before anybody follows it nothing is lost. */
interface Heard {
  /** Tells each event, the earlier ones too. */
  follow(onEvent: (event: RunEvent) => void): void;
  /** The runner has ended and all that it said is read, or it could not be started. */
  gone: Promise<void>;
  /** Why it ended, for people. */
  why(name: string): string;
}

function hear(child: ChildProcess): Heard {
  const early: RunEvent[] = [];
  let tell = (event: RunEvent): void => {
    early.push(event);
  };
  let said = '';
  let end: string | undefined;
  // Where this machine has no more files or processes to give, there are no pipes either.
  // What can't be told to it or heard of it is missing at its end, which is what counts.
  for (const stream of [child.stdin, child.stdout, child.stderr, lifelineOf(child)]) stream?.on('error', () => {});
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    said = `${said}${text}`.slice(-MOST_SAID);
  });
  if (child.stdout) {
    createInterface({ input: child.stdout })
      .on('line', (line) => tell(JSON.parse(line)))
      .on('error', () => {});
  }
  const gone = new Promise<void>((resolve) => {
    child.once('error', ({ message }) => {
      end = message;
      resolve();
    });
    child.once('close', (status, signal) => {
      end ??= signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
      resolve();
    });
  });
  return {
    gone,
    follow(onEvent) {
      tell = onEvent;
      for (const event of early.splice(0)) onEvent(event);
    },
    why: (name) => explain(said.trim()) || (end?.startsWith('spawn') ? end : `${name} ${end}`),
  };
}

/** unshare(2) tells a limit on namespaces as a full disk. */
function explain(said: string): string {
  if (!/^unshare: .*No space left on device/.test(said)) return said;
  return `${said} (no more user namespaces are allowed here: user.max_user_namespaces)`;
}

/** The pipe whose end is the lab's end. */
function lifelineOf(child: ChildProcess): Socket | undefined {
  return child.stdio?.[3] as unknown as Socket | undefined;
}

/** Node.js reads the certificates that this names when it starts, which can take longer than all the rest of it. */
function runnerEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
  return withoutShellSettings(environment);
}
