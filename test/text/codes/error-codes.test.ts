import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeOfErrno } from '../../../src/text/codes/errno.ts';
import { ERROR_CODES } from '../../../src/text/codes/error-codes.ts';

const TABLE = 'text/codes/error-codes.ts';
/** Where codes stand that are chosen by what the system said. */
const BY_ERRNO = 'text/codes/errno.ts';

/** The text of what gives a code to an error, one statement on a line. */
const giving = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && path !== TABLE)
  .flatMap((path) => {
    const lines = readFileSync(join('src', path), 'utf8').split('\n');
    return path === BY_ERRNO ? lines : lines.filter((line) => /\bcode\b|ErrorCode|refuse\(/.test(line));
  })
  .join('\n');

test.each(Object.keys(ERROR_CODES))('%s is the code of some error', (code) => {
  expect(giving).toContain(`'${code}'`);
});

test('each code is short and says one thing', () => {
  for (const [code, says] of Object.entries(ERROR_CODES)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)?(-[a-z]+)?$/);
    expect(says, code).toMatch(/^[A-Zr].*[^.]\.$/);
  }
  expect(new Set(Object.values(ERROR_CODES)).size).toBe(Object.keys(ERROR_CODES).length);
});

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EMFILE', 'machine-exhausted'],
  ['ENOMEM', 'machine-exhausted'],
  ['EFBIG', 'machine-exhausted'],
  ['EACCES', 'system-error'],
  ['ERR_INVALID_ARG_TYPE', 'defect'],
  [undefined, 'system-error'],
])('what the system calls %s is %s', (errno, code) => {
  expect(codeOfErrno(errno)).toBe(code);
});

test('whoever knows what was done can tell more than the system', () => {
  expect([codeOfErrno('EACCES', 'cannot-write'), codeOfErrno('ENOSPC', 'cannot-write')]).toEqual([
    'cannot-write',
    'disk-full',
  ]);
});
