import { codeOfErrno } from './codes/errno.ts';
import { LabreportError } from './errors.ts';

/** What a person can do when this machine has refused something. */
const HINTS: Readonly<Record<string, string>> = {
  EDQUOT: 'Your quota on this disk is used up.',
  EFBIG: 'Files may not be that large in this shell: "ulimit -f" tells how large.',
  EMFILE: 'This shell allows too few open files: "ulimit -n" tells how many.',
  ENFILE: 'All files that this machine can have open are in use.',
  ENOMEM: 'This machine has no memory left.',
  ENOSPC: 'The disk is full.',
  EROFS: 'Nothing can be written there.',
};

/** This machine refused something: files or processes are used up, a folder is gone. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** What a person can mend, or what this machine has refused; anything else is a defect, and told with its place. */
export function explainError(error: unknown): LabreportError {
  if (error instanceof LabreportError) return error;
  if (isSystemError(error)) return explainSystemError(error);
  const stack = error instanceof Error ? error.stack : error;
  return new LabreportError({ code: 'defect', message: `a defect of labreport: ${stack}`, cause: error });
}

/** What it refused, and what to do. */
function explainSystemError(error: NodeJS.ErrnoException): LabreportError {
  const { syscall, code: errno = '', message } = error;
  if (syscall === 'uv_cwd')
    return new LabreportError({
      code: 'system-error',
      message: 'the current folder has been removed',
      hint: 'Change into one that is there, with cd.',
      cause: error,
    });
  const hint = HINTS[errno];
  return new LabreportError({ code: codeOfErrno(errno), message, ...(hint !== undefined && { hint }), cause: error });
}
