// The commands and the runner, for Node.js.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const STARTS = { cli: 'labreport.js', runner: 'lab-runner.js' };

/** What most runs need. A lab is read, as one with a value of its own is, and then refused for its template: a build makes no hosts. */
const PRACTICE = [
  ['lab-runner.js'],
  ['labreport.js', 'check', 'reports/concurrent-servers'],
  ['labreport.js', 'generate', 'concurrent-servers', '--set', 'port=8990', '--template', 'none.md.hbs'],
  ['labreport.js', 'render', 'reports/concurrent-servers', '--out', '-'],
  ['labreport.js', '--help'],
];

/** Gives the files of the modules that went into it. */
export async function buildCommands({ dir, version, external }) {
  const modules = await bundle({ dir, version, external });
  // The project's own files are ES modules; these are not.
  await writeFile(join(dir, 'package.json'), '{ "type": "commonjs" }\n');
  for (const [start, file] of Object.entries(STARTS)) {
    await writeFile(join(dir, `${start}.js`), `#!/usr/bin/env node\nrequire('./compiled.js').load('${file}');\n`);
  }
  await chmod(join(dir, 'cli.js'), 0o755);
  for (const args of PRACTICE) await practise(dir, args);
  return modules;
}

async function bundle({ dir, version, external }) {
  const build = await rolldown({
    input: { labreport: 'src/cli.ts', 'lab-runner': 'src/runner.ts', compiled: 'src/compiled.ts' },
    platform: 'node',
    external,
    transform: { target: 'node20.19', define: { LABREPORT_VERSION: JSON.stringify(version) } },
  });
  const names = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };
  const { output } = await build.write({ dir, format: 'cjs', minify: true, comments: false, ...names });
  await build.close();
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}

/** Runs it, so that its bytecode is kept; what it prints and comes to is of no interest. */
async function practise(dir, args) {
  const practice = spawn(process.execPath, ['scripts/build/practise.cjs', dir, ...args], { stdio: 'ignore' });
  await once(practice, 'exit');
}
