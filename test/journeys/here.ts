import { outcome } from '../../src/commands/outcome.ts';
import { runProgram } from '../../src/commands/run-program.ts';
import { environmentOf, isLong, labreport, type Ran, type RunOptions, users } from './labreport.ts';

/** Commands that run no lab and start nothing. */
const QUICK = /^(check|eject|list|new|packets|render|submit)$/;

class Ended extends Error {}

/**
 * Runs labreport to its end; in the short form of the tests a quick command in this very process, from its words to all that
 * it prints: to start another one takes longer than what it does. Nothing else of this process may go on meanwhile.
 */
export function labreportHere(args: string[], options: RunOptions): Promise<Ran> {
  const isOwn = options.user === undefined || options.user === users[0];
  return !isLong && isOwn && QUICK.test(args[0] ?? '') ? runHere(args, options) : labreport(args, options);
}

async function runHere(args: string[], { cwd, user = users[0] ?? 'ordinary', env = {} }: RunOptions): Promise<Ran> {
  const { argv, exit, exitCode } = process;
  const before = { cwd: process.cwd(), env: { ...process.env } };
  const ran: Ran = { status: undefined, stdout: '', stderr: '' };
  const restore = [catchOutput('stdout', ran), catchOutput('stderr', ran), keepListeners()];
  process.chdir(cwd);
  Object.assign(process.env, environmentOf(user, cwd), env);
  process.argv = [...argv.slice(0, 2), ...args];
  process.exit = () => {
    throw new Ended();
  };
  outcome.status = 2;
  try {
    await runProgram();
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  } finally {
    ran.status = process.exitCode;
    Object.assign(process, { argv, exit, exitCode });
    process.chdir(before.cwd);
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name];
    Object.assign(process.env, before.env);
    for (const each of restore) each();
  }
  return ran;
}

/** What is written to a stream of this process goes into what was run. */
function catchOutput(name: 'stdout' | 'stderr', ran: Ran): () => void {
  const stream = process[name];
  const { write } = stream;
  const chunks: Buffer[] = [];
  stream.write = (chunk: string | Uint8Array, ...more: unknown[]) => {
    chunks.push(Buffer.from(chunk as string));
    const done = more.find((each) => typeof each === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
  return () => {
    stream.write = write;
    ran[name] = Buffer.concat(chunks).toString();
  };
}

/** Takes away what listens to this process or its output from now on. */
function keepListeners(): () => void {
  const watched = [
    [process, 'beforeExit'],
    [process, 'uncaughtException'],
    [process.stdout, 'error'],
    [process.stderr, 'error'],
  ] as const;
  const before = watched.map(([emitter, event]) => new Set((emitter as NodeJS.EventEmitter).listeners(event)));
  return () => {
    for (const [i, [emitter, event]] of watched.entries()) {
      for (const listener of (emitter as NodeJS.EventEmitter).listeners(event)) {
        if (!before[i]?.has(listener)) (emitter as NodeJS.EventEmitter).off(event, listener as () => void);
      }
    }
  };
}
