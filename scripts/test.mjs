// Runs the tests in two rows, side by side; with arguments, those that vitest finds for them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const VITEST = 'node_modules/vitest/vitest.mjs';
const args = process.argv.slice(2);

if (args.length > 0) process.exitCode = await run(args, 'inherit');
else process.exitCode = await runRows(['machine', 'rest']);

/** What the second row prints comes when the first has ended. */
async function runRows([first, second]) {
  const later = [];
  const other = run(['--project', second], ['ignore', 'pipe', 'pipe'], later);
  const status = await run(['--project', first], 'inherit');
  const otherStatus = await other;
  for (const { stream, bytes } of later) process[stream].write(bytes);
  return status || otherStatus;
}

async function run(options, stdio, heard) {
  const child = spawn(process.execPath, [VITEST, 'run', ...options], { stdio });
  for (const stream of ['stdout', 'stderr']) child[stream]?.on('data', (bytes) => heard.push({ stream, bytes }));
  const [status] = await once(child, 'close');
  return status ?? 1;
}
