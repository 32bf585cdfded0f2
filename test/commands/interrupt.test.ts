import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../build-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'labreport-interrupt-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Waits for ever, as the argument says before or after it has begun what would have to be cleaned up. */
let program: string;
beforeAll(async () => {
  program = await buildProgram(
    folder,
    `import { interruptible } from './src/commands/interrupt.ts';
    const waiting = (signal) => new Promise((resolve) => {
      setInterval(() => {}, 1000);
      signal.addEventListener('abort', resolve);
      console.log('waiting');
    });
    const work = async ({ signal, onEvent }) => {
      if (process.argv[2] === 'begun') onEvent('begun');
      await waiting(signal);
      console.log('cleaned up');
      signal.throwIfAborted();
    };
    interruptible(console.log, work).catch((error) => {
      console.log(error.message);
      process.exit(7);
    });`,
  );
});

test.each([
  ['not begun', { status: null, ended: 'SIGINT', said: ['waiting'] }],
  ['begun', { status: 7, ended: null, said: ['begun', 'waiting', 'cleaned up', 'ended by SIGINT'] }],
])('a signal when it has %s', async (when, expected) => {
  const child = spawn(process.execPath, [program, when], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    if (line === 'waiting') child.kill('SIGINT');
  });
  const [status, ended] = await once(child, 'close');
  expect({ status, ended, said }).toEqual(expected);
});
