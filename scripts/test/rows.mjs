import { spawn } from 'node:child_process';
import { once } from 'node:events';

const VITEST = 'node_modules/vitest/vitest.mjs';
const ROWS = ['machine', 'rest'];

/**
 * Runs the tests in two rows, side by side; with arguments, those that vitest finds for them. `optionsOf` gives vitest
 * more options for a row, by its name. Resolves to the exit status.
 */
export async function runTests(args, { env, optionsOf = () => [] } = {}) {
  if (args.length > 0) return (await run([...optionsOf('some'), ...args], { env })).status;
  const [first, second] = ROWS.map((row) => ['--project', row, ...optionsOf(row)]);
  // What the second row prints comes when the first has ended; what failed in the first is then told once more, last.
  const later = run(second, { env, isShown: false });
  const { status, heard } = await run(first, { env });
  const other = await later;
  for (const { name, bytes } of other.heard) process[name].write(bytes);
  if (status !== 0) {
    process.stderr.write(`\nOf the row "${ROWS[0]}", whose tests are listed further up:\n`);
    for (const { name, bytes } of heard) if (name === 'stderr') process.stderr.write(bytes);
  }
  return status || other.status;
}

/** Runs vitest, shows what it prints unless told otherwise, and gives it back as far as it went through here. */
async function run(options, { env = {}, isShown = true }) {
  const stdio = isShown ? ['inherit', 'inherit', 'pipe'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [VITEST, 'run', ...options], { stdio, env: { ...process.env, ...env } });
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
