// The licence texts of the packages whose code is in the build.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

const NAMES = ['LICENSE', 'license', 'LICENSE.md', 'LICENSE.txt', 'LICENSE.MIT'];

/** One text for all packages that these modules are of. */
export async function licenses(modules) {
  const folders = new Set(
    modules.flatMap((module) => relative('.', module).match(/^node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []),
  );
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const found = await Promise.all(NAMES.map((file) => readFile(`${folder}/${file}`, 'utf8').catch(() => '')));
    return `${name} ${version} (${license})\n\n${found.find((text) => text !== '') ?? ''}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}
