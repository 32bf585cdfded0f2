// Builds src into dist: the commands, one small start and the rest loaded when it is needed; and the preview's page.
// With --library, what other programs import too, and its types: nothing that the commands need.
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCommands } from './build/commands.mjs';
import { keepLabs } from './build/labs.mjs';
import { buildLibrary } from './build/library.mjs';
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
  const external = Object.keys(dependencies ?? {});
  const commands = buildCommands({ dir, version, external });
  const [, ...modules] = await Promise.all([
    keepLabs(join(dir, 'kept-labs')),
    commands,
    buildPage(join(dir, 'preview')),
  ]);
  const isWhole = process.argv.includes('--library');
  const library = isWhole ? await buildLibrary({ dir, types: join(dir, 'types'), version, external }) : [];
  // The last file: the set-up knows by it that a build came to its end.
  await writeFile(join(dir, 'LICENSES.txt'), await licenses([...modules.flat(), ...library]));
}

function unlessMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
