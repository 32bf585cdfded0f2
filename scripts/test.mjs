// Runs the tests in two rows, side by side; with arguments, those that vitest finds for them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const VITEST = 'node_modules/vitest/vitest.mjs';
const args = process.argv.slice(2);

if (args.length > 0) process.exitCode = (await run(args)).status;
else process.exitCode = await runRows(['machine', 'rest']);

/** What the second row prints comes when the first has ended; what failed in the first is then told once more, last. */
async function runRows([first, second]) {
  const later = run(['--project', second], { isShown: false });
  const { status, heard } = await run(['--project', first]);
  const other = await later;
  for (const { name, bytes } of other.heard) process[name].write(bytes);
  if (status !== 0) {
    process.stderr.write(`\nOf the row "${first}", whose tests are listed further up:\n`);
    for (const { name, bytes } of heard) if (name === 'stderr') process.stderr.write(bytes);
  }
  return status || other.status;
}

/** Runs vitest, shows what it prints unless told otherwise, and gives it back as far as it went through here. */
async function run(options, { isShown = true } = {}) {
  const stdio = isShown ? ['inherit', 'inherit', 'pipe'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [VITEST, 'run', ...options], { stdio });
  const heard = [];
  for (const name of ['stdout', 'stderr']) {
    child[name]?.on('data', (bytes) => {
      heard.push({ name, bytes });
      if (isShown) process[name].write(bytes);
    });
  }
  const [status] = await once(child, 'close');
  return { status: status ?? 1, heard };
}
