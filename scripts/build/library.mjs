// The library: one module and what it loads when it is needed, and the types of all that crosses it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { perl } from './perl.mjs';

/** Gives the files of the modules that went into it. */
export async function buildLibrary({ dir, types, version, external }) {
  const [modules] = await Promise.all([bundle({ dir, version, external }), declare(types)]);
  return modules;
}

async function bundle({ dir, version, external }) {
  const build = await rolldown({
    input: { index: 'src/index.ts' },
    platform: 'node',
    external,
    plugins: [perl],
    transform: { target: 'node20.19', define: { LABREPORT_VERSION: JSON.stringify(version) } },
  });
  const names = { entryFileNames: '[name].mjs', chunkFileNames: 'library-[hash].mjs' };
  const { output } = await build.write({ dir, format: 'esm', comments: false, minify: true, ...names });
  await build.close();
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}

/** Declarations of the library, and of what they name; of all else there are none. */
async function declare(types) {
  const folder = mkdtempSync('.types-');
  try {
    const emit = [
      '--noEmit',
      'false',
      '--declaration',
      '--emitDeclarationOnly',
      '--stripInternal',
      '--noCheck',
      '--outDir',
      folder,
      '--rootDir',
      'src',
    ];
    await promisify(execFile)('npx', ['tsc', '-p', 'scripts/build/library.json', ...emit]).catch(({ stdout }) => {
      throw new Error(`no declarations:\n${stdout}`);
    });
    for (const file of reachable(join(folder, 'index.d.ts'))) {
      const to = join(types, relative(folder, file));
      await mkdir(dirname(to), { recursive: true });
      await copyFile(file, to);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function reachable(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:from|import\()\s?['"](\.[^'"]+)\.ts['"]/g)) {
    reachable(join(dirname(file), `${path}.d.ts`), found);
  }
  return found;
}
