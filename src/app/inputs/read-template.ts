import { readNamed } from '../../files/read.ts';
import { LabreportError } from '../../text/errors.ts';
import { textStart } from '../../text/lines.ts';
import { nearPath } from '../../text/near-path.ts';

/** The text of a template or partial, without a byte order mark; undefined where there is no such file. */
export async function readTemplate(path: string): Promise<string | undefined> {
  const bytes = readBytes(path);
  return bytes === undefined ? undefined : decode(bytes, nearPath(path));
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readNamed(path);
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new LabreportError({
      code: 'cannot-read',
      place: { file: nearPath(path) },
      message: `can't be read, expected a template: ${code}`,
      cause,
    });
  }
}

/** As messages tell places, which count characters, so must what is decoded: other encodings are refused. */
function decode(bytes: Buffer, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.slice(textStart(text));
  } catch (cause) {
    const at = firstWrong(bytes);
    const [lines, got] = [bytes.toString('utf8', 0, at).split('\n'), bytes[at] ?? 0];
    throw new LabreportError({
      code: 'template-invalid',
      place: { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
      message: `unexpected byte 0x${got.toString(16).toUpperCase()}, expected text in UTF-8`,
      hint: 'Save the file as UTF-8.',
      cause,
    });
  }
}

/** Where the bytes stop being UTF-8. */
function firstWrong(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isText(bytes.subarray(0, middle), { stream: true })) good = middle;
    else bad = middle;
  }
  // The bytes of a character that was begun and not ended are wrong from its first.
  while (!isText(bytes.subarray(0, good), { stream: false })) good--;
  return good;
}

function isText(bytes: Buffer, options: { stream: boolean }): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}
