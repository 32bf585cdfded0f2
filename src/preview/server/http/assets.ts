import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { LabreportError } from '../../../text/errors.ts';

/** A file of the page. */
export interface Asset {
  type: string;
  body: Uint8Array;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built page, read whole when the preview begins: a build that comes later does not mix with it. */
export class Assets {
  readonly page: Asset;
  readonly #files = new Map<string, Asset>();

  constructor(folder: string) {
    this.page = readAsset(join(folder, 'index.html'));
    for (const name of readdirSync(join(folder, 'asset')))
      this.#files.set(name, readAsset(join(folder, 'asset', name)));
  }

  find(name: string): Asset | undefined {
    return this.#files.get(name);
  }
}

function readAsset(file: string): Asset {
  try {
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) };
  } catch (cause) {
    throw new LabreportError({
      code: 'tool-missing',
      message: `the preview's page is missing: ${file}`,
      hint: 'Build it: npm run build',
      cause,
    });
  }
}
