import { LabreportError } from '../text/errors.ts';
import { type OpenLog, openLog } from './open-log.ts';

/** A capture that a person has named, of any size. Refuses, now and at each read, what can't be read. */
export function openCapture(file: string): OpenLog {
  const { size, read } = readable(file, () => openLog(file));
  return { size, read: (...part) => readable(file, () => read(...part)) };
}

function readable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Why a file that should be a capture can't be read. */
export function unreadable(file: string, cause: unknown): LabreportError {
  if (cause instanceof LabreportError) return cause.with({ hint: cause.hint ?? HINT });
  const message = REASONS[(cause as NodeJS.ErrnoException).code ?? ''] ?? (cause as Error).message;
  return new LabreportError({ code: 'cannot-read', message, hint: HINT, place: { file }, cause });
}

const HINT = 'expected a pcap or pcapng file';

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file: a part of the path is no folder',
  ENAMETOOLONG: 'no such file: its name is too long',
  ERR_INVALID_ARG_VALUE: 'no such file: no name has a NUL in it',
  EISDIR: 'a folder, not a file',
  EACCES: 'this user may not read it',
};
