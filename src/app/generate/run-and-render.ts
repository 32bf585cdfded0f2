import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from '../../figures/figures.ts';
import type { DriverName } from '../../hosts/types.ts';
import type { Confine } from '../../lab/limits.ts';
import { readLabFile } from '../../lab/load.ts';
import { copySources } from '../../lab/sources/copy-sources.ts';
import type { Lab } from '../../lab/types.ts';
import { cantWrite, makeRunFolder, refuseNoexec } from '../../record/folder.ts';
import { hashFolder, hashText } from '../../record/hash.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import { withLock } from '../../record/lock.ts';
import type { FrontMatter } from '../../record/types.ts';
import type { Runner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { recordRun } from '../../scenario/record-run.ts';
import { toolVersions } from '../../tools/versions.ts';
import { copyClaimCommands, withAnswers } from '../inputs/claim-commands.ts';
import { withNearPlace } from '../inputs/near-place.ts';
import { neededTools, refuseMissingTools } from '../inputs/needed-tools.ts';
import type { Template } from '../inputs/templates.ts';
import { writeCrate } from '../record/write-crate.ts';
import { releasedLabs } from '../trust/released.ts';
import { version } from '../version.ts';
import type { Own } from './own.ts';
import type { ReportEvent, Result } from './result.ts';

/** A run, and the report that is made of it. */
export interface Generation {
  lab: Lab;
  labDir: string;
  template: Template;
  frontMatter: FrontMatter | undefined;
  /** The person's own sources, which take the place of the lab's. */
  own: Own | undefined;
  /** What of the run is kept apart; absent where all of it is labreport's or the person's own. */
  confine: Confine | undefined;
  /** The lab is the copy that a report keeps, whose sources lie in src/. */
  isKept?: boolean;
  out: string;
  drivers: readonly DriverName[];
  runner: Runner;
  signal: AbortSignal;
  onEvent: (event: ReportEvent) => void;
}

/** Gives a folder to work in, which is gone afterwards unless it has become the report. */
export async function inRunFolder<T>(out: string, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await makeRunFolder(out);
  try {
    return await withLock(out, () => work(dir));
  } catch (error) {
    throw cantWrite(out, error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Runs the lab in the folder and writes there what is seen, and the report. */
export async function runAndRender(generation: Generation, dir: string): Promise<Result> {
  const { lab, labDir, drivers, runner, signal, template, frontMatter, own, confine } = generation;
  const tools = [...neededTools(lab), ...(confine === undefined ? [] : ['bwrap'])];
  refuseMissingTools(tools, drivers);
  if (confine === undefined) refuseNoexec(dir);
  await copyInputs(generation, dir);
  const inputs = await hashFolder(dir, 'lab');
  const mistaken = new AbortController();
  const abort = AbortSignal.any([signal, mistaken.signal]);
  const { hostsReady, lastStep, onEvent } = listen(generation);
  const programs = { ...(own && { source: 'own' as const }), confine };
  const asked = { lab, ...programs, inputs, drivers, dir, runner, signal: abort, labreport: version, onEvent };
  // While captures and terminals are closed there is little to do.
  const recording = recordRun({ ...asked, tools: lastStep.then(() => toolVersions(tools)) }).catch((error) => {
    throw withNearPlace(own === undefined ? error : own.place(error), labDir);
  });
  // Until the hosts are there, they and the build take all the processor there is.
  await Promise.race([hostsReady, recording]);
  const { renderRecord } = await checkMeanwhile({ lab, template, recording, mistaken });
  const recorded = await recording;
  const told = frontMatter === undefined ? recorded : { ...recorded, frontMatter };
  const known = { ...told, identity: identifyLab(told, releasedLabs) };
  const record = await withAnswers(known, dir, confine?.what === 'everything');
  const { markdown, figures, verdicts, crossChecks } = renderRecord({ record, dir, template });
  const report = { path: 'report.md', bytes: Buffer.byteLength(markdown), sha256: hashText(markdown) };
  for (const name of ['src', 'status']) rmSync(join(dir, name), { recursive: true, force: true });
  writeFigures(figures, dir);
  writeFileSync(join(dir, 'report.md'), markdown);
  writeFileSync(join(dir, 'record.json'), `${JSON.stringify({ ...record, report }, null, 2)}\n`);
  writeCrate({ dir, record });
  return { record, verdicts, crossChecks };
}

/** Tells of each event, and when the hosts are there and when the last step has begun or the run has ended without it. */
function listen({ onEvent: tell, lab: { steps } }: Generation) {
  let tellHosts = () => {};
  let tellLastStep = () => {};
  const hostsReady = new Promise<void>((resolve) => {
    tellHosts = resolve;
  });
  const lastStep = new Promise<void>((resolve) => {
    tellLastStep = resolve;
  });
  const onEvent = (event: RunEvent) => {
    tell(event);
    if (event.type === 'hosts-ready') tellHosts();
    if (event.type === 'run-ended' || (event.type === 'step-began' && event.step === steps.length - 1)) tellLastStep();
  };
  return { hostsReady, lastStep, onEvent };
}

function writeFigures(figures: readonly Figure[], dir: string): void {
  if (figures.length > 0) mkdirSync(join(dir, 'figures'));
  for (const { path, text } of figures) writeFileSync(join(dir, path), text);
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
async function copyInputs({ lab, labDir, template, own, out, isKept = false }: Generation, dir: string): Promise<void> {
  // All at once: for a few small files, to wait for each takes longer than to write it.
  mkdirSync(join(dir, 'lab'));
  writeFileSync(join(dir, 'lab', 'lab.yaml'), readLabFile({ dir: labDir, ...(isKept && { whose: 'theirs' }) }));
  writeFileSync(join(dir, 'lab', 'template.md.hbs'), template.text);
  for (const [name, text] of Object.entries(template.partials)) {
    mkdirSync(join(dir, 'lab', 'partials'), { recursive: true });
    writeFileSync(join(dir, 'lab', 'partials', `${name}.hbs`), text);
  }
  const sources = { lab: isKept && lab.source !== undefined ? { ...lab, source: 'src' } : lab, labDir };
  if (own !== undefined) await own.copyInto(dir, out);
  else if (lab.source !== undefined) copySources({ ...sources, to: join(dir, 'lab', 'src') });
  copyClaimCommands({ lab, labDir, to: join(dir, 'lab') });
  if (own === undefined) copySources({ ...sources, to: join(dir, 'src') });
}
