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
    // What is loaded only when it is needed is asked for by require, which ES modules have to make.
    const banner = {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    };
    const options = { bundle: true, packages: 'external', format: 'esm', platform: 'node', banner };
    await build({ entryPoints: [entry], outfile, ...options });
    return await import(outfile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
