import type { ErrorCode } from './error-codes.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  EAGAIN: 'machine-exhausted',
  EDQUOT: 'disk-full',
  EFBIG: 'machine-exhausted',
  EMFILE: 'machine-exhausted',
  ENFILE: 'machine-exhausted',
  ENOMEM: 'machine-exhausted',
  ENOSPC: 'disk-full',
};

/** Of the name of a system call's error, errno(3); what Node.js itself objects to ("ERR_...") is a defect. */
export function codeOfErrno(errno = '', otherwise: ErrorCode = 'system-error'): ErrorCode {
  return errno.startsWith('ERR_') ? 'defect' : (CODES[errno] ?? otherwise);
}
