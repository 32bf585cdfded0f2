// Where the time goes.
//
//   npm run bench                         10 runs of each
//   npm run bench -- --runs 20 --against 'some other command'
//   npm run bench -- --only render        one of commands, crate, decoder, preview and render
//
// commands: how long whole commands take, and the phases of a run. With --against, each run of a lab is followed by one of
// the other command, and the ratios of the pairs are told: machines are noisy, so the median of ratios says more than
// two times.
// crate: the description of a report for archives.
// decoder: 100 MB of packets, against tcpdump -nr.
// preview: from a save to what the browser draws.
// render: a report made again from its record, with more and more evidence and longer and longer logs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCommands } from './bench/commands.mjs';
import { benchCrate } from './bench/crate.mjs';
import { benchDecoder } from './bench/decoder.mjs';
import { benchPreview } from './bench/preview.mjs';
import { benchRender } from './bench/render.mjs';

const BENCHES = {
  commands: benchCommands,
  crate: benchCrate,
  decoder: benchDecoder,
  preview: benchPreview,
  render: benchRender,
};

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, against: { type: 'string' }, only: { type: 'string' } },
});
const { only, against } = values;
const names = Object.keys(BENCHES);
if (only !== undefined && !names.includes(only)) throw new Error(`--only got "${only}", expected ${names.join(', ')}`);

const dir = await mkdtemp(join(tmpdir(), 'labreport-bench-'));
try {
  const options = { cli: resolve('dist/cli.js'), dir, runs: Number(values.runs), against };
  for (const name of names) if (only === undefined || only === name) await BENCHES[name](options);
} finally {
  await rm(dir, { recursive: true, force: true });
}
