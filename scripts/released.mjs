// Writes this version's labs into labs/released.json, by which a report's lab is known; older versions' stay.
import { readFile, writeFile } from 'node:fs/promises';
import { loadSource } from './load-source.mjs';

const FILE = 'labs/released.json';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const { releaseLabs } = await loadSource('src/app/trust/release-labs.ts');
const known = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'));
for (const [name, lab] of Object.entries(await releaseLabs())) {
  const { [version]: _, ...older } = known[name] ?? {};
  known[name] = { [version]: lab, ...older };
}
await writeFile(FILE, `${JSON.stringify(known, undefined, 2)}\n`);
