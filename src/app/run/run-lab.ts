import type { DriverName } from '../../hosts/host-driver.ts';
import type { Confine } from '../../lab/limits.ts';
import type { Lab } from '../../lab/types.ts';
import { refuseNoexec } from '../../record/folder.ts';
import { hashFolder } from '../../record/hash.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { Runner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { recordRun } from '../../scenario/record-run.ts';
import { toolVersions } from '../../tools/versions.ts';
import { version } from '../version.ts';

/** A lab that is to be run. */
export interface LabRun {
  lab: Lab;
  inputs: RunInputs;
  /** What of the run is kept apart; absent where all of it is labreport's or the person's own. */
  confine: Confine | undefined;
  /** To be tried, the best first. */
  drivers: readonly DriverName[];
  /** Was started for the first of them. */
  runner: Runner;
  /** Those of which the record tells the versions. */
  tools: readonly string[];
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
}

/** What a run is made from. */
export interface RunInputs {
  /** The sources are the author's own. */
  source: RunRecord['source'];
  /** Copies all of it into the run's folder: into `lab/`, to be kept, and the sources once more into `src/`, to be built. */
  copyInto(dir: string): void | Promise<void>;
  /** An error that tells a place in the run's folder as one that tells it where a person has the file. */
  place(error: unknown): unknown;
}

/**
 * Runs a lab in a folder that was made for it, and gives the record of what was seen; the claims' own commands have not
 * been asked yet.
 */
export async function runLab(run: LabRun, dir: string): Promise<RunRecord> {
  const { lab, inputs, confine, drivers, runner, signal } = run;
  if (confine === undefined) refuseNoexec(dir);
  await inputs.copyInto(dir);
  const copied = await hashFolder(dir, 'lab');
  // A runner that has ended before its job comes would never tell so.
  signal.throwIfAborted();
  const asked = { lab, source: inputs.source, confine, inputs: copied, drivers, dir, runner, signal };
  try {
    return await recordRun({ ...asked, labreport: version, ...askMeanwhile(run) });
  } catch (error) {
    throw inputs.place(error);
  }
}

/** Asks the tools for their versions when the last step has begun: while captures and terminals are closed there is little to do. */
function askMeanwhile({ lab: { steps }, tools, onEvent }: LabRun) {
  let tellLastStep = () => {};
  const lastStep = new Promise<void>((resolve) => {
    tellLastStep = resolve;
  });
  return {
    tools: lastStep.then(() => toolVersions(tools)),
    onEvent(event: RunEvent) {
      onEvent(event);
      const isLast = event.type === 'step-began' && event.step === steps.length - 1;
      if (isLast || event.type === 'run-ended') tellLastStep();
    },
  };
}
