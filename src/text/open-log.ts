import { createWriteStream, openSync, type WriteStream } from 'node:fs';

/** A new file to write to. Where there can be none, it throws at once, where the caller still can tell for what it was. */
export function openLog(path: string): WriteStream {
  return createWriteStream(path, { fd: openSync(path, 'w') });
}
