import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AgainEnd, RunsAgain } from '../../preview/server/preview-source.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { Again } from './rerun.ts';

/** One that does not end by itself when it is asked to is killed after this time. */
const STOP_LIMIT_MS = 10_000;
/** As much of what it says of its errors is told. */
const MOST_SAID = 4000;

/** Its file: bundled beside this one. */
const UPDATER = fileURLToPath(new URL('./updater.js', import.meta.url));

/** What the updater tells, in order: what the run sees, and what came of it. */
export type Told = { event: RunEvent } | { end: AgainEnd };

/**
 * Runs a report's lab again in a process of its own: whoever serves the preview has to answer meanwhile. It ends, and
 * cleans up, when it is told to stop, and when this process is gone.
 */
export function runsAgain(report: string): RunsAgain {
  return async ({ edits, signal, onEvent }) => {
    // A session of its own: Ctrl-C at the terminal is for the preview, which then stops it.
    const child = fork(UPDATER, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const ended = hear(child, onEvent);
    const again: Again = { report, ...(edits && { edits }) };
    // One that could not be started has no such way.
    const say = (message: Again | 'stop') => child.send?.(message, () => {});
    say(again);
    let limit: NodeJS.Timeout | undefined;
    const stop = () => {
      say('stop');
      limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    return ended.finally(() => {
      signal.removeEventListener('abort', stop);
      clearTimeout(limit);
    });
  };
}

/** Tells each event; resolves when the process is gone. One that says nothing of its end has told why on standard error. */
function hear(child: ChildProcess, onEvent: (event: RunEvent) => void): Promise<AgainEnd> {
  let said = '';
  let end: AgainEnd | undefined;
  child.stderr?.on('error', () => {});
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-MOST_SAID);
  });
  child.on('message', (told: Told) => {
    if ('end' in told) end = told.end;
    else onEvent(told.event);
  });
  return new Promise((resolve) => {
    const finish = () => resolve(end ?? { problem: said.trim(), asksAboutEdits: false });
    child.on('error', ({ message }) => {
      said += message;
      // One that could not be started has no end.
      if (child.pid === undefined) finish();
    });
    child.on('close', finish);
  });
}
