import { readNamed } from '../files/read.ts';
import { explain } from '../lab/check/explain.ts';
import { throwFindings } from '../lab/check/findings.ts';
import { readSource } from '../lab/source.ts';
import type { FrontMatter } from '../record/run-record.ts';
import { LabreportError } from '../text/errors.ts';
import { nearPath } from '../text/near-path.ts';
import { settingsFiles } from './files.ts';
import { FRONT_MATTER_KEYS } from './keys.ts';
import { settingsSchema } from './schema.ts';

/** What the labreport.yaml of each folder says; what the nearer one says goes before what the other says. */
export function loadSettings(folders: { cwd?: string; home?: string } = {}): FrontMatter {
  const found = settingsFiles(folders).map((file) => parseSettings({ text: readText(file), file: nearPath(file) }));
  return Object.assign({}, ...found.reverse());
}

/** What the text of a labreport.yaml says. Throws a LabreportError with its place for a mistake. */
export function parseSettings({ text, file }: { text: string; file: string }): FrontMatter {
  const source = readSource({ text, file, code: 'settings-invalid' });
  // A file of comments alone says nothing, as an empty one does.
  if (source.value === null) return {};
  const parsed = settingsSchema.safeParse(source.value, { jitless: true });
  if (!parsed.success) {
    throwFindings(explain(parsed.error.issues, source.value), source);
    throw parsed.error;
  }
  const said = FRONT_MATTER_KEYS.filter((key) => parsed.data[key] !== undefined);
  return Object.fromEntries(said.map((key) => [key, textAt(key)]));

  function textAt(key: keyof FrontMatter): string {
    const value = parsed.data?.[key];
    return typeof value === 'number' ? (source.written([key]) ?? String(value)) : String(value).trim();
  }
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readNamed(file));
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const isText = code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new LabreportError({
      code: isText ? 'settings-invalid' : 'cannot-read',
      place: { file: nearPath(file) },
      message: isText ? 'expected UTF-8 text, got other bytes' : `expected a file that can be read, got ${code}`,
      hint: 'It gives the name and course for the head of a report; it may be absent.',
      cause,
    });
  }
}
