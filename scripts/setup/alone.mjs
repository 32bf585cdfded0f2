import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { SetupError, tell } from './run.mjs';

const LIMIT_MS = 15 * 60_000;

/**
 * Does `work` while no other set-up of the same folder does. The lock is a listening abstract socket, unix(7): the
 * kernel frees it when its holder ends, however it ends, so no stale lock can stay behind.
 */
export async function alone(folder, work) {
  const name = `\0labreport-setup-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  const limit = AbortSignal.timeout(LIMIT_MS);
  let lock = await take(name);
  if (lock === undefined) tell('another set-up of this folder is under way, waiting for it ...');
  while (lock === undefined) {
    await holderEnds(name, limit);
    lock = await take(name);
  }
  try {
    await work();
  } finally {
    lock.close();
  }
}

/** The lock, or nothing when somebody else has it. */
async function take(name) {
  const waiting = new Set();
  const server = createServer((socket) => waiting.add(socket.on('error', () => {})));
  try {
    await once(server.listen(name), 'listening');
  } catch (error) {
    if (error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
  return {
    close() {
      server.close();
      for (const socket of waiting) socket.destroy();
    },
  };
}

async function holderEnds(name, limit) {
  const socket = connect(name);
  try {
    await once(socket.resume(), 'close', { signal: limit });
  } catch (error) {
    if (limit.aborted) throw new SetupError('another set-up of this folder has not ended for 15 minutes');
    // Refused or reset: its holder ended before it took note of us.
    if (error.code !== 'ECONNREFUSED' && error.code !== 'ECONNRESET') throw error;
  } finally {
    socket.destroy();
  }
}
