import { codeOfErrno } from '../text/codes/errno.ts';
import { LabreportError } from '../text/errors.ts';

let lost: NodeJS.ErrnoException | undefined;

/** Notes what could not be printed. A reader that has seen enough (`| head`) is no error: the work goes on without it. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost ??= error;
  });
}

/** Resolves when all that was printed has arrived; a pipe takes only as much as its reader has read. */
export async function allPrinted(): Promise<void> {
  await drained(process.stdout);
  if (lost === undefined) return;
  const { code = lost.message } = lost;
  const why = code === 'ENOSPC' ? 'the disk is full' : 'it can’t be written';
  throw new LabreportError({
    code: codeOfErrno(code, 'cannot-write'),
    message: `not all of the result could be printed: ${why} (${code})`,
    cause: lost,
  });
}

/** Resolves when a stream has passed everything on, or can’t any more. */
export function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0) setImmediate(resolve);
    else stream.write('', () => resolve());
  });
}
