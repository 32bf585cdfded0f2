// Whole processes, with the time and the memory that they take.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a program to its end; each line that it prints is given to `onLine`. */
export function launch([file, ...args], onLine = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) onLine(line);
    });
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`${file} ended with status ${status}`)),
    );
  });
}

/** How long a program takes, ms. */
export async function time(argv) {
  const began = performance.now();
  await launch(argv);
  return performance.now() - began;
}

const TELLER = fileURLToPath(new URL('tell-memory.mjs', import.meta.url));

/** How long a program of Node.js takes, and the most memory that it had, MB. */
export async function measure(args) {
  const began = performance.now();
  let told = '';
  const status = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', TELLER, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    });
    child.stdio[3].setEncoding('utf8').on('data', (text) => {
      told += text;
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}`);
  return { ms: performance.now() - began, mb: Number(told) / 1024 };
}
