import { readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../text/codes/error-codes.ts';
import { LabreportError } from '../text/errors.ts';
import { nearPath } from '../text/near-path.ts';
import { makeVisibleLine } from '../text/visible.ts';

/** What acts on a terminal or turns the order of letters, wherever a name is shown: controls, line ends, bidi. */
const ACTING = /[\0-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069]/;

/** What something in a folder is, as a sentence says it: "a FIFO". `at` is where it lies. */
export function nameKind(found: Stats, at: string): string {
  if (found.isSymbolicLink()) return `a link to ${makeVisibleLine(readlinkSync(at))}`;
  if (found.isFIFO()) return 'a FIFO';
  if (found.isSocket()) return 'a socket';
  if (found.isDirectory()) return 'a folder';
  return found.isFile() ? 'a file' : 'a device';
}

/** What is wrong with a file's name; undefined for one that can be written and shown. */
export function nameFlaw(name: string): string | undefined {
  if (ACTING.test(name)) return 'has a name with control characters';
  return name.includes('\ufffd') ? 'has a name that is not UTF-8' : undefined;
}

/** A path of a folder as messages tell it: relative to the working folder where it lies inside, and visible. */
function shownPath(dir: string, path = ''): string {
  return makeVisibleLine(nearPath(join(dir, path), '.'));
}

/** Says what was found where something else was expected: "is a FIFO, expected a plain file". */
export function refusal(at: {
  code: ErrorCode;
  dir: string;
  path?: string;
  message: string;
  hint?: string;
}): LabreportError {
  const { code, dir, path, message, hint = path === undefined ? undefined : OTHERS } = at;
  return new LabreportError({
    code,
    place: { file: shownPath(dir, path) },
    message,
    ...(hint !== undefined && { hint }),
  });
}

const OTHERS = 'Links, pipes, devices and what is very large are not opened in a folder that others may have made.';
