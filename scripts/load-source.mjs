// Loads a module of src, which Node can't read as it is.
import { mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/** What the module exports. Its packages stay where they are. */
export async function loadSource(entry) {
  // Inside the project, so that its packages are found and nothing has to be writable outside it.
  const folder = await mkdtemp('node_modules/.source-');
  try {
    const outfile = resolve(folder, 'module.mjs');
    await build({ entryPoints: [entry], outfile, bundle: true, packages: 'external', format: 'esm', platform: 'node' });
    return await import(outfile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
