// Writes labs/lab.schema.json, with which editors complete and check a lab.yaml.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

// Inside the project, so that nothing has to be writable outside it.
const folder = await mkdtemp('node_modules/.schema-');
try {
  const outfile = join(folder, 'schema.mjs');
  await build({ entryPoints: ['src/lab/schema.ts'], outfile, bundle: true, format: 'esm', platform: 'node' });
  const { labJsonSchema } = await import(join(process.cwd(), outfile));
  await writeFile('labs/lab.schema.json', `${JSON.stringify(labJsonSchema(), undefined, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
