import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DriverName } from '../../hosts/types.ts';
import { copySources } from '../../lab/copy-sources.ts';
import { findLab, loadLab } from '../../lab/load.ts';
import type { Lab } from '../../lab/types.ts';
import { cantWrite, makeRunFolder, replaceReport } from '../../record/folder.ts';
import { hashFolder, hashText } from '../../record/hash.ts';
import { carryOver, examinePrevious } from '../../record/previous.ts';
import type { Figure } from '../../report/figures/figures.ts';
import type { Runner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { recordRun } from '../../scenario/record-run.ts';
import { toolVersions } from '../../tools/versions.ts';
import { copyClaimCommands, withAnswers } from '../inputs/claim-commands.ts';
import { nearPath } from '../inputs/near-path.ts';
import { withNearPlace } from '../inputs/near-place.ts';
import { neededTools, refuseMissingTools } from '../inputs/needed-tools.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import { catchSignals } from '../interrupt.ts';
import { version } from '../version.ts';
import type { GenerateFlags } from './command.ts';
import { type Progress, type Result, startProgress } from './progress.ts';

interface Generation {
  lab: Lab;
  labDir: string;
  template: Template;
  out: string;
  drivers: readonly DriverName[];
  runner: Runner;
  signal: AbortSignal;
  progress: Progress;
}

/** Runs a lab and writes its report to `out`. True when the run is complete and all claims held. */
export async function generate(options: {
  name: string;
  flags: GenerateFlags;
  out: string | undefined;
  /** Drivers to try, the best first, and a runner that was started for it. */
  drivers: readonly DriverName[];
  runner: Runner;
}): Promise<boolean> {
  const { name, flags, drivers, runner } = options;
  const interruption = catchSignals();
  try {
    const labDir = nearPath(await findLab({ name, roots: searchRoots() }));
    const lab = await loadLab({ dir: labDir, set: flags.set ?? {} });
    const template = await loadTemplate({ file: flags.template, lab, labDir, roots: searchRoots() });
    const out = options.out ?? resolve('reports', lab.name);
    const previous = await examinePrevious(out, flags.replace === true);
    const progress = startProgress({ lab, flags, out });
    const run = { lab, labDir, template, out, drivers, runner, signal: interruption.signal, progress };
    return await inRunFolder(out, async (dir) => {
      const result = await runAndRender(run, dir);
      await carryOver(previous, dir);
      interruption.throwIfCaught();
      await replaceReport(dir, out);
      progress.done(result);
      return isSound(result);
    });
  } catch (error) {
    interruption.throwIfCaught();
    throw error;
  } finally {
    await runner.end();
    interruption.stop();
  }
}

function isSound({ record, verdicts, crossChecks }: Result): boolean {
  const isBorneOut = verdicts.every(({ status }) => status !== 'failed');
  return record.run.failure === undefined && isBorneOut && crossChecks.every(({ status }) => status !== 'disagrees');
}

/** Gives a folder to work in, which is gone afterwards unless it has become the report. */
async function inRunFolder<T>(out: string, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await makeRunFolder(out);
  try {
    return await work(dir);
  } catch (error) {
    throw cantWrite(out, error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function runAndRender(generation: Generation, dir: string): Promise<Result> {
  const { lab, labDir, drivers, runner, signal, progress, template } = generation;
  const tools = neededTools(lab);
  refuseMissingTools(tools, drivers);
  await copyInputs(generation, dir);
  const inputs = await hashFolder(dir, 'lab');
  const mistaken = new AbortController();
  const abort = AbortSignal.any([signal, mistaken.signal]);
  // Hosts and build take all the processor there is; the steps mostly wait.
  let tellBusyOver = () => {};
  const busyOver = new Promise<void>((resolve) => {
    tellBusyOver = resolve;
  });
  const onEvent = (event: RunEvent) => {
    progress.event(event);
    if (event.type === 'step-began') tellBusyOver();
  };
  const asked = { lab, inputs, drivers, dir, runner, signal: abort, labreport: version, onEvent };
  const recording = recordRun({ ...asked, tools: busyOver.then(() => toolVersions(tools)) }).catch((error) => {
    throw withNearPlace(error, labDir);
  });
  await Promise.race([busyOver, recording]);
  const { renderRecord } = await checkMeanwhile({ lab, template, recording, mistaken });
  const record = await withAnswers(await recording, dir);
  const { markdown, figures, verdicts, crossChecks } = renderRecord({ record, dir, template });
  await rm(join(dir, 'src'), { recursive: true, force: true });
  await rm(join(dir, 'status'), { force: true });
  const report = { path: 'report.md', bytes: Buffer.byteLength(markdown), sha256: hashText(markdown) };
  await writeFigures(figures, dir);
  await writeFile(join(dir, 'report.md'), markdown);
  await writeFile(join(dir, 'record.json'), `${JSON.stringify({ ...record, report }, null, 2)}\n`);
  return { record, verdicts, crossChecks };
}

async function writeFigures(figures: readonly Figure[], dir: string): Promise<void> {
  if (figures.length > 0) await mkdir(join(dir, 'figures'));
  for (const { path, text } of figures) await writeFile(join(dir, path), text);
}

/** Loads what makes the report and tries the template with it while the hosts are made: a mistake in it ends the run. */
async function checkMeanwhile(run: {
  lab: Lab;
  template: Template;
  recording: Promise<unknown>;
  mistaken: AbortController;
}): Promise<typeof import('../record/render-record.ts')> {
  const ended = run.recording.catch(() => {});
  const [{ checkTemplate }, rendering] = await Promise.all([
    import('./check-template.ts'),
    import('../record/render-record.ts'),
  ]);
  try {
    checkTemplate(run);
    return rendering;
  } catch (error) {
    run.mistaken.abort();
    await ended;
    throw error;
  }
}

/** What the run is made from: kept with the report in `lab/`, and the sources once more to be built in `src/`. */
async function copyInputs({ lab, labDir, template }: Generation, dir: string): Promise<void> {
  await mkdir(join(dir, 'lab'));
  await cp(join(labDir, 'lab.yaml'), join(dir, 'lab', 'lab.yaml'));
  await writeFile(join(dir, 'lab', 'template.md.hbs'), template.text);
  for (const [name, text] of Object.entries(template.partials)) {
    await mkdir(join(dir, 'lab', 'partials'), { recursive: true });
    await writeFile(join(dir, 'lab', 'partials', `${name}.hbs`), text);
  }
  if (lab.source !== undefined) await copySources({ lab, labDir, to: join(dir, 'lab', 'src') });
  await copyClaimCommands({ lab, labDir, to: join(dir, 'lab') });
  await copySources({ lab, labDir, to: join(dir, 'src') });
}
