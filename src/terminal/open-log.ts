import { createWriteStream, openSync, type WriteStream } from 'node:fs';

/**
 * A new file to write to. Where there can be none, it throws at once, where the caller still can tell for what it was; what
 * goes wrong later, a full disk for example, is told by `onFault`.
 */
export function openLog(path: string, onFault: (error: Error) => void): WriteStream {
  return createWriteStream(path, { fd: openSync(path, 'w') }).on('error', onFault);
}
