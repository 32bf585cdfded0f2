import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** A larger picture would make a page that no browser likes to open. */
const MOST_BYTES = 20_000_000;

/** The image of a path in the report's folder as a `data:` URL; undefined where there is none that may be shown. */
export function inlineImage(dir: string, path: string): string | undefined {
  const type = TYPES[extname(path).toLowerCase()];
  const file = join(dir, path);
  if (type === undefined || !isPlainInside(dir, file)) return undefined;
  return `data:${type};base64,${readFileSync(file).toString('base64')}`;
}

/** A link could lead out of the folder, and reading a FIFO would wait for ever. */
function isPlainInside(dir: string, file: string): boolean {
  try {
    const found = lstatSync(file);
    return found.isFile() && found.size <= MOST_BYTES && realpathSync(file).startsWith(realpathSync(dir) + sep);
  } catch {
    return false;
  }
}
