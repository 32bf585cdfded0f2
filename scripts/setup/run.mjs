import { spawn } from 'node:child_process';

/** What stops a set-up: the message says what to do. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** One calm line. On standard error, so that a command's own output stays clean. */
export function tell(line) {
  process.stderr.write(`labreport: ${line}\n`);
}

/** Runs a program to its end in silence; what it wrote is shown only when it fails. */
export async function run(program, args, { cwd, env = process.env }) {
  const { status, output } = await finish(spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  if (status !== 0) throw new SetupError(`${[program, ...args].join(' ')} failed (${status})\n\n${output.trimEnd()}`);
}

function finish(child) {
  return new Promise((resolve) => {
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(part));
    child.on('error', (error) => resolve({ status: error.code, output: error.message }));
    child.on('close', (status, signal) =>
      resolve({ status: status ?? signal, output: Buffer.concat(parts).toString() }),
    );
  });
}
