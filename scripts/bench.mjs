// Where the time of a run goes, by phase, and how long whole commands take.
//
//   npm run bench                         10 runs of each lab
//   npm run bench -- --runs 20 --against 'some other command'
//
// Then how long it takes to read all packets and connections of two captures of 100 MB, against tcpdump -nr: the ratio
// is to be at most 1. --only decoder measures that alone.
//
// With --against, each run of two-clients is followed by a run of the other command, and the ratios of the pairs are
// told: machines are noisy, so the median of ratios says more than two times.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, against: { type: 'string' }, only: { type: 'string' } },
});
const runs = Number(values.runs);
const cli = resolve('dist/cli.js');
const dir = await mkdtemp(join(tmpdir(), 'labreport-bench-'));

try {
  if (values.only !== 'decoder') await benchCommands();
  await benchDecoder();
} finally {
  await rm(dir, { recursive: true, force: true });
}

async function benchCommands() {
  const node = await repeat(runs, () => time([process.execPath, '-e', '0']));
  const help = await repeat(runs, () => time([process.execPath, cli, '--help']));
  console.log(`node -e 0                    ${spread(node)}`);
  console.log(`labreport --help             ${spread(help)}   ${ratio(help, node)} times node -e 0`);
  for (const lab of ['two-clients', 'concurrent-servers']) await benchLab(lab);
}

/** Whole processes, in turns: both begin with the file in the disk's cache. */
async function benchDecoder() {
  console.log('\ndecoder: 100 MB, all packets and connections');
  for (const [name, payload] of [
    ['few large packets', '1448'],
    ['many small packets', '0'],
  ]) {
    const file = join(dir, 'decoder.pcap');
    await launch([process.execPath, 'scripts/make-capture.mjs', file, '--payload', payload], () => {});
    const [ours, tcpdumps] = [[], []];
    for (let i = -1; i < runs; i++) {
      const tcpdump = await time(['bash', '-c', 'exec tcpdump -nr "$0" >/dev/null 2>&1', file]);
      const own = await time([process.execPath, cli, 'packets', file, '--count']);
      if (i < 0) continue;
      tcpdumps.push(tcpdump);
      ours.push(own);
    }
    console.log(
      `  ${name.padEnd(27)}${spread(ours)}   ${ratio(ours, tcpdumps)} times tcpdump -nr (${spread(tcpdumps)})`,
    );
  }
}

async function benchLab(lab) {
  const times = [];
  const others = [];
  const phases = new Map();
  for (let i = -1; i < runs; i++) {
    const run = await timeRun(lab);
    const other = values.against === undefined ? undefined : await time(['bash', '-c', values.against]);
    if (i < 0) continue; // the first warms the disk's cache
    times.push(run.ms);
    if (other !== undefined) others.push(other);
    for (const [phase, ms] of run.phases) phases.set(phase, [...(phases.get(phase) ?? []), ms]);
  }
  const against = others.length === 0 ? '' : `   ${ratio(times, others)} times the other command (${spread(others)})`;
  console.log(`\ngenerate ${lab.padEnd(20)}${spread(times)}${against}`);
  for (const [phase, ms] of phases) console.log(`  ${phase.padEnd(27)}${spread(ms)}`);
}

/** One run, with the time that passed up to each event that ends a phase. */
async function timeRun(lab) {
  const began = performance.now();
  const phases = new Map();
  let last = began;
  const end = (phase) => {
    const now = performance.now();
    phases.set(phase, (phases.get(phase) ?? 0) + now - last);
    last = now;
  };
  let verb = '';
  await launch([process.execPath, cli, 'generate', lab, '--json', '--out', join(dir, lab)], (line) => {
    const event = JSON.parse(line);
    if (event.type === 'runner-ready') end('start, read the lab');
    if (event.type === 'hosts-ready') end('make the hosts');
    if (event.type === 'build-ended') end('build');
    if (event.type === 'step-began') verb = event.verb ?? 'steps';
    if (event.type === 'step-ended') end(verb);
    if (event.type === 'run-ended') end('close terminals and captures');
    if (event.type === 'report') end('check, render, write');
  });
  end('leave');
  return { ms: performance.now() - began, phases };
}

async function time(argv) {
  const began = performance.now();
  await launch(argv, () => {});
  return performance.now() - began;
}

function launch([file, ...args], onLine) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) onLine(line);
    });
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`${file} ended with status ${status}`)),
    );
  });
}

async function repeat(count, work) {
  const results = [];
  for (let i = 0; i < count; i++) results.push(await work());
  return results;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function spread(ms) {
  const sorted = ms.toSorted((a, b) => a - b);
  const show = (number) => number.toFixed(0).padStart(5);
  return `median${show(median(ms))} ms, from${show(sorted[0])} to${show(sorted.at(-1))}`;
}

function ratio(ours, others) {
  return median(ours.map((ms, i) => ms / others[i])).toFixed(2);
}
