import { existsSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts } from '../../evidence/facts.ts';
import { copyFolder } from '../../files/copy.ts';
import { refusal } from '../../files/kinds.ts';
import type { Confine } from '../../lab/limits.ts';
import { readLabFile } from '../../lab/load.ts';
import { copySources } from '../../lab/sources/copy-sources.ts';
import type { Lab } from '../../lab/types.ts';
import { cantWrite, makeRunFolder, refuseNoexec } from '../../record/folder.ts';
import { hashFolder } from '../../record/hash.ts';
import type { RunRecord } from '../../record/types.ts';
import { startRunner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { recordRun } from '../../scenario/record-run.ts';
import { LabreportError } from '../../text/errors.ts';
import { toolVersions } from '../../tools/versions.ts';
import { copyClaimCommands, withAnswers } from '../inputs/claim-commands.ts';
import { withNearPlace } from '../inputs/near-place.ts';
import { neededTools } from '../inputs/needed-tools.ts';
import { factsOf } from '../record/readable-facts.ts';
import { version } from '../version.ts';
import type { OpenReport } from './open.ts';

interface Again {
  report: OpenReport;
  /** What of the run is kept apart. */
  confine: Confine | undefined;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
  /** Where to keep the run, and its number. */
  keep?: { dir: string; run: number };
}

/** Runs the report's lab in a scratch folder and gives what it saw to `look`; then the folder is removed. */
export async function runAgain<T>(again: Again, look: (facts: Facts) => T): Promise<T> {
  const scratch = join(tmpdir(), `labreport-verify-${process.getuid?.()}-${pidNamespace()}`);
  const dir = await makeRunFolder(scratch);
  try {
    const record = await runIn(dir, again);
    const result = look(factsOf(record, dir));
    if (again.keep !== undefined) await keepRun(dir, record, again.keep);
    return result;
  } catch (error) {
    throw cantWrite(scratch, error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Containers may share a folder for scratch, but not their process ids, by which leftovers are known. */
function pidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
}

async function runIn(dir: string, { report, confine, signal, onEvent }: Again): Promise<RunRecord> {
  const { record, lab } = report;
  const driver = record.driver.name;
  const runner = startRunner(driver);
  try {
    if (confine === undefined) refuseNoexec(dir);
    copyLab(report, dir);
    const inputs = await hashFolder(dir, 'lab');
    const tools = toolVersions([...neededTools(lab), ...(record.confinement === undefined ? [] : ['bwrap'])]);
    const programs = { source: record.source, confine };
    const asked = {
      lab,
      ...programs,
      inputs,
      drivers: [driver],
      dir,
      runner,
      tools,
      signal,
      labreport: version,
      onEvent,
    };
    // A runner that has ended before its job comes would never tell so.
    signal.throwIfAborted();
    return await withAnswers(await recordRun(asked), dir, confine?.what === 'everything');
  } catch (error) {
    throw withNearPlace(error, placeOf(error, report));
  } finally {
    await runner.end();
  }
}

/** What is run, and once more the sources to be built. */
function copyLab(report: OpenReport, dir: string): void {
  if (report.judge.from === 'kept') copyKept(report, dir);
  else copyJudge(report, dir);
}

/** The lab as the report keeps it. */
function copyKept({ dir: from, lab, name }: OpenReport, dir: string): void {
  copyTheirs(join(from, 'lab'), { to: join(dir, 'lab'), name });
  mkdirSync(join(dir, 'src'));
  if (lab.source !== undefined) copyTheirs(join(dir, 'lab', 'src'), { to: join(dir, 'src'), name });
}

/** The lab that judges the report, from its own folder; of the report's nothing but sources that are others. */
function copyJudge({ name, judge, lab, sources }: OpenReport, dir: string): void {
  const labDir = judge.owned.dir;
  mkdirSync(join(dir, 'lab'));
  writeFileSync(join(dir, 'lab', 'lab.yaml'), readLabFile(judge.owned));
  copyClaimCommands({ lab, labDir, to: join(dir, 'lab') });
  for (const to of [join(dir, 'lab', 'src'), join(dir, 'src')]) {
    if (!sources.areKept || lab.source === undefined) copySources({ lab, labDir, to });
    else if (existsSync(sources.dir)) copyTheirs(sources.dir, { to, name });
    else throw noSources(name, lab);
  }
}

function copyTheirs(from: string, { to, name }: { to: string; name: string }): void {
  copyFolder({ from, to, refuse: (message, code) => refusal({ code, dir: join(name, 'lab'), message }) });
}

function noSources(name: string, lab: Lab): LabreportError {
  return new LabreportError({
    code: 'sources-invalid',
    message: `${name} keeps no sources in lab/src, expected those of the programs of ${lab.name}`,
    hint: 'Is it a report of another lab? Then name that one: --lab NAME or --lab DIR',
  });
}

/** Where the lab is that a message tells a place in; what is in its sources came from the report. */
function placeOf(error: unknown, { name, judge, lab, sources }: OpenReport): string {
  if (judge.from === 'kept') return join(name, 'lab');
  const isSource = error instanceof LabreportError && error.place?.file.startsWith(`${lab.source}/`) === true;
  return isSource && sources.areKept ? join(name, 'lab') : judge.owned.dir;
}

/** Refuses to mix runs with those of an earlier verify, before anything is run. */
export async function prepareKeep(dir: string, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run++) {
    if (!existsSync(join(dir, `run-${run}`))) continue;
    throw new LabreportError({
      code: 'exists',
      message: `${join(dir, `run-${run}`)} is there already, expected a folder without runs for --keep`,
      hint: 'Choose another folder, or remove that one.',
    });
  }
  await mkdir(dir, { recursive: true }).catch((error) => {
    throw cantWrite(dir, error);
  });
}

async function keepRun(dir: string, record: RunRecord, { dir: kept, run }: { dir: string; run: number }) {
  const to = join(kept, `run-${run}`);
  await mkdir(to);
  for (const folder of ['logs', 'lab']) {
    await cp(join(dir, folder), join(to, folder), { recursive: true, verbatimSymlinks: true });
  }
  await writeFile(join(to, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
}
