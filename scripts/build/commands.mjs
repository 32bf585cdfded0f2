// The commands, the runner and the updater, for Node.js.
import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { perl } from './perl.mjs';

const STARTS = { cli: 'labreport.js', runner: 'lab-runner.js', updater: 'lab-updater.js' };

/** What runs on a lab's hosts gets no variable of the measuring's. */
const UNSEEN = { 'lab-runner.js': 'delete process.env.NODE_V8_COVERAGE; ' };

/** Gives the files of the modules that went into it. With `isMeasured`, lines stay as they are, and maps tell which. */
export async function buildCommands({ dir, version, external, isMeasured }) {
  const modules = await bundle({ dir, version, external, isMeasured });
  // The project's own files are ES modules; these are not.
  await writeFile(join(dir, 'package.json'), '{ "type": "commonjs" }\n');
  const build = await hashOf(dir);
  for (const [start, file] of Object.entries(STARTS)) {
    const call = `require('./compiled.js').start('${file}', '${build}');`;
    const first = (isMeasured && UNSEEN[file]) || '';
    await writeFile(join(dir, `${start}.js`), `#!/usr/bin/env node\n${first}${call}\n`);
  }
  await chmod(join(dir, 'cli.js'), 0o755);
  return modules;
}

/** What loads the rest is built apart: it is loaded in another way, and so are its own parts. */
async function bundle(options) {
  const inputs = [
    { labreport: 'src/cli.ts', 'lab-runner': 'src/runner.ts', 'lab-updater': 'src/updater.ts' },
    { compiled: 'src/compiled.ts' },
  ];
  const modules = [];
  for (const input of inputs) modules.push(...(await bundleOne(input, options)));
  return modules;
}

async function bundleOne(input, { dir, version, external, isMeasured }) {
  const build = await rolldown({
    input,
    platform: 'node',
    external,
    plugins: [perl],
    transform: { target: 'node20.19', define: { LABREPORT_VERSION: JSON.stringify(version) } },
  });
  const names = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };
  // The maps' names stand in no file: Node.js would read them all again in each process.
  const text = isMeasured ? { sourcemap: 'hidden' } : { minify: true };
  const { output } = await build.write({ dir, format: 'cjs', comments: false, ...text, ...names });
  await build.close();
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}

/** Another one for each build: the bytecode that is kept at a person's is good for one build alone. */
async function hashOf(dir) {
  const hash = createHash('sha256');
  const names = (await readdir(dir)).filter((name) => name.endsWith('.js'));
  for (const name of names.sort()) hash.update(`${name}\0`).update(await readFile(join(dir, name)));
  return hash.digest('hex').slice(0, 16);
}
