import { resolve } from 'node:path';
import { readNamed } from '../../files/read.ts';
import { replaceFiles } from '../../files/replace.ts';
import { codeOfErrno } from '../../text/codes/errno.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Source } from './source.ts';

/** A file that lies in ./templates now. */
export interface Copy {
  path: string;
  became: 'new' | 'same' | 'replaced';
  difference?: Difference;
}

/** Copies all, or nothing where something that was edited would be lost. */
export async function writeCopies(sources: readonly Source[], force: boolean): Promise<Copy[]> {
  const copies = await Promise.all(sources.map(compare));
  const edited = copies.filter(({ difference }) => difference !== undefined);
  if (edited.length > 0 && !force) throw wouldLose(edited, sources);
  const files = sources.filter((_, i) => copies[i]?.became !== 'same').map(({ to, text }) => ({ path: to, text }));
  try {
    replaceFiles(resolve('.'), files);
  } catch (error) {
    throw cantCopy(error);
  }
  return copies;
}

/** The system names what it refuses by a descriptor, which tells a person nothing. */
function cantCopy(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(code)) return error;
  return new LabreportError({
    code: codeOfErrno(code, 'cannot-write'),
    message: `templates can't be written in ${resolve('.')} (${code}), expected a folder of your own with some room`,
    hint: 'Nothing was written. Go to another folder and try again.',
    cause: error,
  });
}

async function compare({ to, text }: Source): Promise<Copy> {
  const there = readThere(to);
  if (there === undefined) return { path: to, became: 'new' };
  const difference = await findDifference(there, text);
  return difference === undefined ? { path: to, became: 'same' } : { path: to, became: 'replaced', difference };
}

function readThere(file: string): string | undefined {
  try {
    return readNamed(file).toString('utf8');
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new LabreportError({
      code: 'cannot-read',
      place: { file },
      message: `can't be read (${code}), expected a template`,
      cause,
    });
  }
}

function wouldLose(edited: readonly Copy[], sources: readonly Source[]): LabreportError {
  const [first] = edited as [Copy];
  const { line, here, own } = first.difference as Difference;
  const from = sources.find(({ to }) => to === first.path)?.from;
  const names = edited.map(({ path, difference }) => `${path} (${formatPlaces(difference?.places ?? 0)})`).join(', ');
  return new LabreportError({
    code: 'exists',
    message: `${names} ${edited.length === 1 ? 'differs' : 'differ'} from labreport's own, expected to write only what nobody has edited`,
    hint: [
      `${first.path}:${line} is  ${here ?? '(the end)'}`,
      `labreport's own is  ${own ?? '(the end)'}`,
      `To see all: diff ${first.path} ${from}`,
      'Nothing was written. --force replaces what was edited.',
    ].join('\n'),
  });
}

/** "in 3 places" */
export function formatPlaces(places: number): string {
  return `in ${places} place${places === 1 ? '' : 's'}`;
}

/** Where two texts differ. */
interface Difference {
  /** How many runs of lines are different. */
  places: number;
  /** The first line that is, from 1, and what each has there; absent at its end. */
  line: number;
  here: string | undefined;
  own: string | undefined;
}

/** What of the text that is here differs from labreport's own; undefined when nothing does. */
async function findDifference(here: string, own: string): Promise<Difference | undefined> {
  if (here === own) return undefined;
  const { diffIndices } = await import('node-diff3');
  const [mine, its] = [here.split('\n'), own.split('\n')];
  const different = diffIndices(mine, its);
  const first = different[0]?.buffer1[0] ?? 0;
  return { places: different.length, line: first + 1, here: mine[first], own: its[different[0]?.buffer2[0] ?? 0] };
}
