// Bundles src into dist: one small start, and the rest loaded when it is needed.
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const { dependencies, version } = JSON.parse(await readFile('package.json', 'utf8'));

// Beside the old build, which may be running; in node_modules, where git, packages and linters don't look.
const folder = await mkdtemp('node_modules/.dist-');
try {
  const fresh = join(folder, 'dist');
  await buildInto(fresh);
  await rename('dist', join(folder, 'old')).catch(unlessMissing);
  await rename(fresh, 'dist');
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function buildInto(outdir) {
  const { metafile } = await build({
    entryPoints: ['src/cli.ts', 'src/runner.ts'],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    external: Object.keys(dependencies),
    define: { LABREPORT_VERSION: JSON.stringify(version) },
    // CommonJS packages inside an ES module bundle ask for `require`.
    banner: {
      js: "import{createRequire as labreportRequire}from'node:module';const require=labreportRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  await chmod(join(outdir, 'cli.js'), 0o755);
  // The last file: the set-up knows by it that a build came to its end.
  await writeFile(join(outdir, 'LICENSES.txt'), await licenses(Object.keys(metafile.inputs)));
}

function unlessMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}

/** The licence texts of the packages whose code is inside the bundle. */
async function licenses(inputs) {
  const folders = new Set(inputs.flatMap((input) => input.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version: its, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const candidates = ['LICENSE', 'license', 'LICENSE.md', 'LICENSE.txt', 'LICENSE.MIT'];
    const found = await Promise.all(candidates.map((file) => readFile(`${folder}/${file}`, 'utf8').catch(() => '')));
    return `${name} ${its} (${license})\n\n${found.find((text) => text !== '') ?? ''}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}
