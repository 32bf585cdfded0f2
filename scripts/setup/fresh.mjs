// What is up to date, by the times of files.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Npm writes the hidden lockfile last, so it also tells that an installation came to its end. */
export function modulesAreStale(root) {
  return oldest(join(root, 'node_modules/.package-lock.json')) < newest(join(root, 'package-lock.json'));
}

/** The build writes cli.js with the code and LICENSES.txt last; the library only where that is asked for. */
export function buildIsStale(root, { library = false } = {}) {
  const files = ['cli.js', 'LICENSES.txt', ...(library ? ['types/index.d.ts'] : [])];
  const built = oldest(...files.map((file) => join(root, 'dist', file)));
  const sources = [
    'package.json',
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/build',
    'scripts/load-source.mjs',
    'labs',
    'src',
  ];
  return sources.some((source) => newest(join(root, source)) > built);
}

function oldest(...files) {
  return Math.min(
    ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY),
  );
}

/** Folders count too: their time tells of a file that was removed. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? Number.NEGATIVE_INFINITY;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
