// Time and memory of `labreport render`, for more and more evidence and for longer and longer logs.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './launch.mjs';
import { makeLongReport, makeReport } from './make-report.mjs';
import { median } from './numbers.mjs';

const BLOCKS = [10, 100, 1000];
const LOG_MB = [10, 100];

export async function benchRender({ cli, dir, runs }) {
  const cases = [['sample report', 'reports/concurrent-servers', async () => {}]];
  for (const blocks of BLOCKS) cases.push([`${blocks} blocks`, join(dir, `blocks-${blocks}`), makeBlocks(blocks)]);
  for (const mb of LOG_MB) cases.push([`${mb} MB of logs`, join(dir, `logs-${mb}`), makeLogs(mb)]);
  console.log('\nrender                        all of it    without node -e 0      memory (most)');
  for (const [name, report, make] of cases) {
    await make(report);
    const measured = await compare(runs, { cli, report });
    console.log(formatRow(name, measured));
    if (report.startsWith(dir)) rmSync(report, { recursive: true });
  }
}

const makeBlocks = (blocks) => async (report) => makeReport(report, blocks / 10);
const makeLogs = (mb) => (report) => makeLongReport(report, mb * 1e6);

/** Each run is followed by one of `node -e 0`: machines are noisy, and what they differ by is labreport's own. */
async function compare(runs, { cli, report }) {
  const measured = [];
  for (let i = -1; i < runs; i++) {
    const render = await measure([cli, 'render', report, '--out', '-']);
    const node = await measure(['-e', '0']);
    // The first warms the disk's cache.
    if (i >= 0) measured.push({ ...render, ownMs: render.ms - node.ms, nodeMb: node.mb });
  }
  return measured;
}

function formatRow(name, measured) {
  const [ms, ownMs, mb, nodeMb] = ['ms', 'ownMs', 'mb', 'nodeMb'].map((key) =>
    median(measured.map((each) => each[key])),
  );
  const columns = [`${ms.toFixed(0)} ms`, `${ownMs.toFixed(0)} ms`, `${mb.toFixed(0)} MB (node ${nodeMb.toFixed(0)})`];
  return `  ${name.padEnd(24)}${columns[0].padStart(12)}${columns[1].padStart(20)}${columns[2].padStart(23)}`;
}
