import { existsSync, readlinkSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts } from '../../evidence/facts.ts';
import type { Limits } from '../../lab/limits.ts';
import { cantWrite, makeRunFolder, refuseNoexec } from '../../record/folder.ts';
import { hashFolder } from '../../record/hash.ts';
import type { RunRecord } from '../../record/types.ts';
import { startRunner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { recordRun } from '../../scenario/record-run.ts';
import { LabreportError } from '../../text/errors.ts';
import { toolVersions } from '../../tools/versions.ts';
import { withAnswers } from '../inputs/claim-commands.ts';
import { withNearPlace } from '../inputs/near-place.ts';
import { neededTools } from '../inputs/needed-tools.ts';
import { factsOf } from '../record/readable-facts.ts';
import { version } from '../version.ts';
import type { OpenReport } from './open.ts';

interface Again {
  report: OpenReport;
  /** The programs are to be confined, within these. */
  limits: Limits | undefined;
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

async function runIn(dir: string, { report, limits, signal, onEvent }: Again): Promise<RunRecord> {
  const { record, lab } = report;
  const driver = record.driver.name;
  const runner = startRunner(driver);
  try {
    if (limits === undefined) refuseNoexec(dir);
    await copyLab(report, dir);
    const inputs = await hashFolder(dir, 'lab');
    const tools = toolVersions([...neededTools(lab), ...(record.confinement === undefined ? [] : ['bwrap'])]);
    const programs = { source: record.source, limits };
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
    return await withAnswers(await recordRun(asked), dir, limits !== undefined);
  } catch (error) {
    throw withNearPlace(error, join(report.name, 'lab'));
  } finally {
    await runner.end();
  }
}

/** The lab as the report keeps it, and its sources once more to be built. */
async function copyLab({ dir: from, lab }: OpenReport, dir: string): Promise<void> {
  const exactly = { recursive: true, verbatimSymlinks: true };
  await cp(join(from, 'lab'), join(dir, 'lab'), exactly);
  await mkdir(join(dir, 'src'));
  if (lab.source !== undefined) await cp(join(dir, 'lab', 'src'), join(dir, 'src'), exactly);
}

/** Refuses to mix runs with those of an earlier verify, before anything is run. */
export async function prepareKeep(dir: string, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run++) {
    if (!existsSync(join(dir, `run-${run}`))) continue;
    throw new LabreportError({
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
  for (const folder of ['logs', 'lab']) await cp(join(dir, folder), join(to, folder), { recursive: true });
  await writeFile(join(to, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
}
