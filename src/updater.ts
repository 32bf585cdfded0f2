import { type Again, rerun } from './app/preview/rerun.ts';
import type { Told } from './app/preview/updater.ts';
import { keepBytecode } from './bytecode/hook.ts';

/** The process in which a preview lets a report's lab run again; they talk by messages. */
const stopping = new AbortController();
const stop = () => stopping.abort(new Error('the run was stopped'));

process.once('disconnect', stop);
process.once('message', (again: Again) => {
  process.once('message', stop);
  void update(again);
});

async function update(again: Again): Promise<void> {
  const end = await rerun(again, { signal: stopping.signal, onEvent: (event) => void tell({ event }) });
  await tell({ end });
  if ('whole' in end) await keepBytecode();
  // Without it, nothing keeps this process.
  if (process.connected) process.disconnect();
}

/** Resolves when it is on its way, and all that was told before it: what still waits is lost with the connection. */
function tell(told: Told): Promise<void> {
  return new Promise((resolve) => {
    // A preview that is gone hears nothing.
    if (process.send === undefined || !process.connected) resolve();
    else process.send(told, () => resolve());
  });
}
