import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { ViewName } from '../../protocol.ts';

/** A picture that a view shows: a file in the report's folder, or a drawing that is on no disk. */
export type Image = { type: string } & ({ path: string } | { text: string });

const TYPES: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};

/** The pictures of one view. Only what the view's text names is served, under an address that changes with it. */
export class Images {
  readonly #view: ViewName;
  readonly #dir: string;
  readonly #drawn: ReadonlyMap<string, string>;
  readonly #known = new Map<string, Image>();

  /** `drawn` are the figures that were made just now, by path. */
  constructor(view: ViewName, dir: string, drawn: ReadonlyMap<string, string> = new Map()) {
    this.#view = view;
    this.#dir = dir;
    this.#drawn = drawn;
  }

  /** The address of a picture that the text names, for the page; undefined when it is none of the report's own. */
  address(named: string): string | undefined {
    const path = normalize(named);
    const type = TYPES[extname(path).toLowerCase()];
    if (type === undefined || path.startsWith('..') || path.startsWith('/')) return undefined;
    const text = this.#drawn.get(path);
    this.#known.set(path, text === undefined ? { type, path } : { type, text });
    const version = text === undefined ? this.#versionOf(path) : hashOf(text);
    return `image/${this.#view}/${path.split('/').map(encodeURIComponent).join('/')}?v=${version}`;
  }

  find(path: string): Image | undefined {
    return this.#known.get(path);
  }

  #versionOf(path: string): string {
    const stats = lstatSync(join(this.#dir, path), { throwIfNoEntry: false });
    return stats === undefined ? '0' : `${stats.ino}-${stats.size}-${Math.round(stats.mtimeMs)}`;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
