// Loads a module of src, which Node can't read as it is.
import { mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'rolldown';
import { perl } from './build/perl.mjs';

/** What the module exports. Its packages stay where they are. */
export async function loadSource(entry) {
  // Inside the project, so that its packages are found and nothing has to be writable outside it.
  const folder = await mkdtemp('node_modules/.source-');
  try {
    const file = resolve(folder, 'module.mjs');
    const output = { file, format: 'esm', codeSplitting: false };
    await build({ input: entry, platform: 'node', external: /^[^./]/, plugins: [perl], output, logLevel: 'warn' });
    return await import(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
