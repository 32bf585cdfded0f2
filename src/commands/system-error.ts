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

/** What it refused, and what to do. */
export function describeSystemError({ syscall, code = '', message }: NodeJS.ErrnoException): string {
  if (syscall === 'uv_cwd') return 'the current folder has been removed\n  Change into one that is there, with cd.';
  const hint = HINTS[code];
  return hint === undefined ? message : `${message}\n  ${hint}`;
}
