import { extname } from 'node:path';
import { look } from '../../files/inside.ts';
import { MOST } from '../../files/limits.ts';
import { readInside } from '../../files/read.ts';
import { LabreportError } from '../../text/errors.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** The image of a path in the report's folder as a `data:` URL; undefined where there is none that may be shown. */
export function inlineImage(dir: string, path: string): string | undefined {
  const type = TYPES[extname(path).toLowerCase()];
  if (type === undefined || !isPlainInside(dir, path)) return undefined;
  return `data:${type};base64,${readInside(dir, path, MOST.pictureBytes).toString('base64')}`;
}

/** A link could lead out of the folder, and reading a FIFO would wait for ever. */
function isPlainInside(dir: string, path: string): boolean {
  try {
    const found = look(dir, path);
    return found?.kind === 'file' && found.bytes <= MOST.pictureBytes;
  } catch (error) {
    // A path that leads out, or that can't be shown.
    if (error instanceof LabreportError) return false;
    throw error;
  }
}
