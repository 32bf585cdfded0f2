// ro-crate-metadata.json of the sample report.
import { readFileSync } from 'node:fs';
import { loadSource } from '../load-source.mjs';
import { spread } from './numbers.mjs';

export async function benchCrate({ runs }) {
  const { formatCrate } = await loadSource('src/archive/crate/crate.ts');
  const record = JSON.parse(readFileSync('reports/concurrent-servers/record.json', 'utf8'));
  const ms = Array.from({ length: runs }, () => {
    const began = performance.now();
    formatCrate({ record, others: [] });
    return performance.now() - began;
  });
  console.log(`\ncrate  of the sample report: ${spread(ms)}`);
}
