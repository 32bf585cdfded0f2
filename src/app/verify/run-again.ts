import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from '../../evidence/facts.ts';
import type { Confine } from '../../lab/limits.ts';
import { makeOutFolder } from '../../record/folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { startRunner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { LabreportError } from '../../text/errors.ts';
import { withAnswers } from '../inputs/claim-commands.ts';
import { knownDriver } from '../inputs/known-driver.ts';
import { neededTools } from '../inputs/needed-tools.ts';
import { factsOf } from '../record/readable-facts.ts';
import { inScratchFolder, withRunner } from '../run/run-folder.ts';
import { runLab } from '../run/run-lab.ts';
import { inputsAgain } from './inputs.ts';
import type { Verifiable } from './open-verifiable.ts';

interface Again {
  report: Verifiable;
  /** What of the run is kept apart. */
  confine: Confine | undefined;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
  /** Where to keep the run, and its number. */
  keep?: { dir: string; run: number };
}

/** Runs the report's lab in a scratch folder and gives what it saw to `look`; then the folder is removed. */
export async function runAgain<T>(again: Again, look: (facts: Facts) => T): Promise<T> {
  return inScratchFolder('verify', async (dir) => {
    const record = await runIn(dir, again);
    const result = look(factsOf(record, dir));
    if (again.keep !== undefined) await keepRun(dir, record, again.keep);
    return result;
  });
}

async function runIn(dir: string, { report, confine, signal, onEvent }: Again): Promise<RunRecord> {
  const { record, lab } = report;
  const driver = knownDriver(record);
  const runner = startRunner(driver);
  return withRunner({ runner, signal }, async () => {
    // The same tools as in the record: their versions are compared.
    const tools = [...neededTools(lab), ...(record.confinement === undefined ? [] : ['bwrap'])];
    const inputs = inputsAgain(report);
    const again = await runLab({ lab, inputs, confine, drivers: [driver], runner, tools, signal, onEvent }, dir);
    return withAnswers(again, dir, confine?.what === 'everything');
  });
}

/** Refuses to mix runs with those of an earlier verify, before anything is run. */
export function prepareKeep(dir: string, runs: number): void {
  for (let run = 1; run <= runs; run++) {
    if (!existsSync(join(dir, `run-${run}`))) continue;
    throw new LabreportError({
      code: 'exists',
      message: `${join(dir, `run-${run}`)} is there already, expected a folder without runs for --keep`,
      hint: 'Choose another folder, or remove that one.',
    });
  }
  makeOutFolder(dir);
}

async function keepRun(dir: string, record: RunRecord, { dir: kept, run }: { dir: string; run: number }) {
  const to = join(kept, `run-${run}`);
  await mkdir(to);
  for (const folder of ['logs', 'lab']) {
    await cp(join(dir, folder), join(to, folder), { recursive: true, verbatimSymlinks: true });
  }
  await writeFile(join(to, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
}
