import type { ReadStream } from 'node:tty';
import type { IPty } from '@lydell/node-pty';

/**
 * Gives a pseudo-terminal's output as it comes, to the last byte. libuv takes a hang-up that it sees together with a
 * short read for the end, and every read from a terminal is short: left to itself, it loses what a program printed
 * last. It does not look for a hang-up while reading is stopped, so each read stops it, and the next turn of the
 * event loop starts it again.
 */
export function readPty(pty: IPty, receive: (bytes: Buffer) => void): void {
  // A stream without `data` listeners stops reading by itself when it holds something.
  const { _socket: stream } = pty as unknown as { _socket: ReadStream };
  stream.removeAllListeners('data');
  const drain = () => {
    for (let bytes = stream.read(); bytes !== null; bytes = stream.read()) receive(bytes);
  };
  stream.on('readable', () => setImmediate(drain));
}
