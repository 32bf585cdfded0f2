// Builds src into dist: the commands, one small start and the rest loaded when it is needed; and the preview's page.
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCommands } from './build/commands.mjs';
import { keepLabs } from './build/labs.mjs';
import { licenses } from './build/licenses.mjs';
import { buildPage } from './build/page.mjs';

const { dependencies, version } = JSON.parse(await readFile('package.json', 'utf8'));

// Beside the old build, which may be running.
const folder = await mkdtemp('.dist-');
try {
  const fresh = join(folder, 'dist');
  await buildInto(fresh);
  await rename('dist', join(folder, 'old')).catch(unlessMissing);
  await rename(fresh, 'dist');
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function buildInto(dir) {
  const commands = buildCommands({ dir, version, external: Object.keys(dependencies) });
  const [, ...modules] = await Promise.all([
    keepLabs(join(dir, 'kept-labs')),
    commands,
    buildPage(join(dir, 'preview')),
  ]);
  // The last file: the set-up knows by it that a build came to its end.
  await writeFile(join(dir, 'LICENSES.txt'), await licenses(modules.flat()));
}

function unlessMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
