// The labs of the package as they are read: whoever runs one as it came need not load what checks labs.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSource } from '../load-source.mjs';

export async function keepLabs(dir) {
  const { loadLab } = await loadSource('src/lab/load.ts');
  const folders = (await readdir('labs', { withFileTypes: true })).filter((entry) => entry.isDirectory());
  await mkdir(dir, { recursive: true });
  for (const { name } of folders) {
    const text = await readFile(join('labs', name, 'lab.yaml'), 'utf8');
    const lab = await loadLab({ dir: join('labs', name) });
    await writeFile(join(dir, `${name}.json`), JSON.stringify({ text, lab }));
  }
}
