// Runs the tests, with arguments those that vitest finds for them, and prints which lines of src ran.
import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import { buildCommands } from './build/commands.mjs';
import { allLines, ranLines } from './coverage/lines.mjs';
import { ProcessCounts } from './coverage/processes.mjs';
import { showCoverage } from './coverage/table.mjs';
import { runTests } from './test/rows.mjs';

/** What the processes of labreport have written by then is read and removed: all of it would take gigabytes. */
const READING_EVERY_MS = 5_000;

const folder = await mkdtemp(join(tmpdir(), 'labreport-coverage-'));
try {
  process.exitCode = await measure(process.argv.slice(2));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(args) {
  const [dist, counts] = [join(folder, 'dist'), join(folder, 'counts')];
  await buildMeasured(dist);
  await mkdir(counts);
  // labreport runs as other users, too.
  await chmod(folder, 0o755);
  await chmod(counts, 0o1777);
  const processes = new ProcessCounts({ counts, dist });
  const done = new AbortController();
  const reading = readNowAndThen(processes, done.signal);
  const status = await runTests(args, { env: { LABREPORT_MEASURED: folder }, optionsOf });
  done.abort();
  await reading;
  const own = (await Promise.all(['machine', 'rest', 'some'].map(readRow))).flat();
  const [all, inTests, inProcesses] = [allLines(own), ranLines(own), await processes.lines()];
  console.log(showCoverage({ all, inTests, inProcesses, root: process.cwd() }));
  return status;
}

/** The built labreport, but for the commands, which are built so that what ran can be told of the lines of src. */
async function buildMeasured(dir) {
  const { dependencies, version } = JSON.parse(await readFile('package.json', 'utf8'));
  await mkdir(dir);
  for (const part of ['kept-labs', 'preview', 'LICENSES.txt'])
    await cp(join('dist', part), join(dir, part), { recursive: true });
  await buildCommands({ dir, version, external: Object.keys(dependencies ?? {}), isMeasured: true });
}

function optionsOf(row) {
  return ['--coverage.enabled', `--coverage.reportsDirectory=${join(folder, row)}`];
}

async function readRow(row) {
  const text = await readFile(join(folder, row, 'coverage-final.json'), 'utf8').catch(() => '{}');
  return Object.values(JSON.parse(text));
}

async function readNowAndThen(processes, signal) {
  try {
    for await (const _ of every(READING_EVERY_MS, undefined, { signal })) await processes.read();
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
}
