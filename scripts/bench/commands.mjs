// How long whole commands take, and where the time of a run goes, by phase.
import { join } from 'node:path';
import { launch, time } from './launch.mjs';
import { ratio, repeat, spread } from './numbers.mjs';

export async function benchCommands({ cli, dir, runs, against }) {
  const node = await repeat(runs, () => time([process.execPath, '-e', '0']));
  const help = await repeat(runs, () => time([process.execPath, cli, '--help']));
  console.log(`node -e 0                    ${spread(node)}`);
  console.log(`labreport --help             ${spread(help)}   ${ratio(help, node)} times node -e 0`);
  for (const lab of ['two-clients', 'concurrent-servers']) await benchLab({ cli, dir, runs, against, lab });
}

async function benchLab({ cli, dir, runs, against, lab }) {
  const times = [];
  const others = [];
  const phases = new Map();
  for (let i = -1; i < runs; i++) {
    const run = await timeRun([process.execPath, cli, 'generate', lab, '--json', '--out', join(dir, lab)]);
    const other = against === undefined ? undefined : await time(['bash', '-c', against]);
    if (i < 0) continue; // the first warms the disk's cache
    times.push(run.ms);
    if (other !== undefined) others.push(other);
    for (const [phase, ms] of run.phases) phases.set(phase, [...(phases.get(phase) ?? []), ms]);
  }
  const compared = others.length === 0 ? '' : `   ${ratio(times, others)} times the other command (${spread(others)})`;
  console.log(`\ngenerate ${lab.padEnd(20)}${spread(times)}${compared}`);
  for (const [phase, ms] of phases) console.log(`  ${phase.padEnd(27)}${spread(ms)}`);
}

/** One run, with the time that passed up to each event that ends a phase. */
async function timeRun(argv) {
  const began = performance.now();
  const phases = new Map();
  let last = began;
  const end = (phase) => {
    const now = performance.now();
    phases.set(phase, (phases.get(phase) ?? 0) + now - last);
    last = now;
  };
  let verb = '';
  await launch(argv, (line) => {
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
