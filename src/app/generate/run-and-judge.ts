import { checkClaims } from '../../claims/check-claims.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { DriverName } from '../../hosts/host-driver.ts';
import type { Runner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { withAnswers } from '../inputs/claim-commands.ts';
import { neededTools, refuseMissingTools } from '../inputs/needed-tools.ts';
import { factsOf } from '../record/readable-facts.ts';
import { inScratchFolder, withRunner } from '../run/run-folder.ts';
import { runLab } from '../run/run-lab.ts';
import { choosePrograms, openLab } from './choose-programs.ts';
import type { ProgramOptions } from './generate-options.ts';
import { reportInputs } from './inputs.ts';
import type { Result } from './result.ts';

/** Runs the lab of this name, or in this folder, and judges what was seen; nothing of it stays on disk. */
export async function runAndJudge(
  name: string,
  options: ProgramOptions,
  means: {
    drivers: readonly DriverName[];
    /** Was started for the first of them; it is ended here. */
    runner: Runner;
    signal: AbortSignal;
    onEvent: (event: RunEvent) => void;
  },
): Promise<Result> {
  const { runner, signal, onEvent } = means;
  return withRunner(means, async () => {
    const { owned, lab } = await openLab(name, options);
    const { own, confine, drivers } = await choosePrograms({ owned, lab, options, drivers: means.drivers });
    const tools = [...neededTools(lab), ...(confine === undefined ? [] : ['bwrap'])];
    refuseMissingTools(tools, drivers);
    return inScratchFolder('run', async (dir) => {
      const inputs = reportInputs({ lab, labDir: owned.dir, own, out: dir });
      const run = await runLab({ lab, inputs, confine, drivers, runner, tools, signal, onEvent }, dir);
      const record = await withAnswers(run, dir, confine?.what === 'everything');
      const facts = factsOf(record, dir);
      return { record, verdicts: checkClaims({ facts }), crossChecks: crossCheck({ facts }) };
    });
  });
}
