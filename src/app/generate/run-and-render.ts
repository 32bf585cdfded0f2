import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../../figures/figures.ts';
import type { DriverName } from '../../hosts/host-driver.ts';
import type { Confine } from '../../lab/limits.ts';
import type { Lab } from '../../lab/types.ts';
import { hashText } from '../../record/hash.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import type { FrontMatter } from '../../record/run-record.ts';
import type { Runner } from '../../scenario/confined.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { withAnswers } from '../inputs/claim-commands.ts';
import { neededTools, refuseMissingTools } from '../inputs/needed-tools.ts';
import type { Template } from '../inputs/templates.ts';
import { writeCrate } from '../record/write-crate.ts';
import { runLab } from '../run/run-lab.ts';
import { releasedLabs } from '../trust/released.ts';
import { reportInputs } from './inputs.ts';
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

/** Runs the lab in the folder and writes there what is seen, and the report. */
export async function runAndRender(generation: Generation, dir: string): Promise<Result> {
  const { lab, drivers, runner, signal, template, frontMatter, confine } = generation;
  const tools = [...neededTools(lab), ...(confine === undefined ? [] : ['bwrap'])];
  refuseMissingTools(tools, drivers);
  const mistaken = new AbortController();
  const abort = AbortSignal.any([signal, mistaken.signal]);
  const { hostsReady, onEvent } = listen(generation);
  const run = { lab, inputs: reportInputs(generation), confine, drivers, runner, tools, signal: abort, onEvent };
  const recording = runLab(run, dir);
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

/** Tells of each event, and when the hosts are there. */
function listen({ onEvent: tell }: Generation) {
  let tellHosts = () => {};
  const hostsReady = new Promise<void>((resolve) => {
    tellHosts = resolve;
  });
  const onEvent = (event: RunEvent) => {
    tell(event);
    if (event.type === 'hosts-ready') tellHosts();
  };
  return { hostsReady, onEvent };
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
