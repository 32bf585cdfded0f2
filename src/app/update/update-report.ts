import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Obstacle } from '../../edited/refresh/examine.ts';
import type { Refreshed } from '../../edited/refresh/refreshed.ts';
import { look } from '../../files/inside.ts';
import { namesInside } from '../../files/list.ts';
import { tell } from '../../language/tell.ts';
import { notSeen } from '../../messages/not-seen.ts';
import { replaceReport } from '../../record/folder.ts';
import { carryOver, examinePrevious, type Kept } from '../../record/previous.ts';
import { startRunner } from '../../scenario/confined.ts';
import { LabreportError } from '../../text/errors.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { exportFormats } from '../export/export-formats.ts';
import type { ReportEvent, Result } from '../generate/result.ts';
import { runAndRender } from '../generate/run-and-render.ts';
import { traceRecord } from '../record/render-record.ts';
import { inRunFolder, withRunner } from '../run/run-folder.ts';
import { type ChosenRun, chooseRun } from './choose-run.ts';
import { mergeTexts, type Texts } from './merge.ts';
import { examineText, openRefreshable, type Refreshable, readText } from './open-refreshable.ts';
import type { UpdateOptions } from './update-options.ts';

/** What an update did. */
export interface Update {
  report: Refreshable;
  run: ChosenRun;
  result: Result;
  refreshed: Refreshed;
  /** Files that were made anew from the report, and why one could not be. */
  exported: string[];
  notExported?: string;
}

/** Runs a report's lab again and refreshes the report in place. */
export async function updateReport(
  path: string,
  options: UpdateOptions,
  means: { signal: AbortSignal; onEvent: (event: ReportEvent) => void },
): Promise<Update> {
  const report = await openRefreshable(path);
  refuseObstacles(examineText(report.text, report), { report, options });
  const run = await chooseRun(report, options);
  return runAndMerge({ report, run, options }, means);
}

async function runAndMerge(
  asked: { report: Refreshable; run: ChosenRun; options: UpdateOptions },
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: ReportEvent) => void },
): Promise<Update> {
  const { report, run } = asked;
  const runner = startRunner(run.drivers[0] as ChosenRun['drivers'][number]);
  const updating = withRunner({ runner, signal }, async () => {
    const out = report.dir;
    onEvent({ type: 'planned', lab: run.lab, out });
    return await inRunFolder({ out }, async (dir) => {
      const result = await runAndRender({ ...run, out, runner, signal, onEvent }, dir);
      refuseIncomplete(result, asked);
      const merge = await prepareMerge(dir, { ...asked, result });
      const had = await readdir(out);
      // It may be saved while the lab runs, and until the last moment.
      let merged = await merge();
      signal.throwIfAborted();
      while (!(await replaceReport(dir, out, merged.edited))) merged = await merge();
      return { report, run, result, refreshed: merged.refreshed, ...(await exportAgain(report, had)) };
    });
  });
  return updating.catch((error) => {
    throw withoutOut(error);
  });
}

/** An update writes where the report is. */
function withoutOut(error: unknown): unknown {
  if (!(error instanceof LabreportError) || error.hint?.includes('--out DIR, or make room') !== true) return error;
  return error.with({ hint: 'Make room and update again. The report is as it was.' });
}

/** Gives what makes the report of the new run's folder: the edited one as it is now, with what the new run has seen. */
async function prepareMerge(
  dir: string,
  asked: { report: Refreshable; run: ChosenRun; options: UpdateOptions; result: Result },
): Promise<() => Promise<{ edited: string; refreshed: Refreshed }>> {
  const { report, options } = asked;
  const texts = renderTexts(dir, asked);
  const { kept } = await examinePrevious(report.dir);
  await carryOver([...kept, ...(await ownFiles(report, dir))], dir);
  return async () => {
    const edited = await readText(report);
    refuseObstacles(examineText(edited, report), { report, options });
    const refreshed = mergeTexts({ ...texts, edited }, { overwrites: options.force === true });
    await writeFile(join(dir, 'report.md'), refreshed.markdown);
    return { edited, refreshed };
  };
}

function renderTexts(
  dir: string,
  { report, run, result }: { report: Refreshable; run: ChosenRun; result: Result },
): Omit<Texts, 'edited'> {
  const { record } = result;
  const { written, template } = report;
  if (run.template === template) return { written, fresh: traceRecord({ record, dir, template }) };
  const other = traceRecord({ record, dir, template: run.template });
  try {
    return { written, fresh: traceRecord({ record, dir, template }), other };
  } catch (error) {
    // The lab may not have any more what the old template names.
    if (error instanceof LabreportError) return { written, other };
    throw error;
  }
}

/** Files that somebody has put beside those of labreport, into its own folders. */
async function ownFiles({ dir: from, extra, written }: Refreshable, dir: string): Promise<Kept> {
  const ours = new Set(written.figures.map(({ path }) => path));
  const names = namesInside(from, 'figures');
  const pictures = names.filter((name) => name.endsWith('.svg')).map((name) => `figures/${name}`);
  const own = [...extra, ...pictures.filter((path) => !ours.has(path))];
  return own.filter((path) => look(dir, path) === undefined).map((path) => ({ dir: from, path, name: path }));
}

/** Says which evidence can't be refreshed as it stands, before anything is done. */
function refuseObstacles(
  obstacles: readonly Obstacle[],
  { report, options }: { report: Refreshable; options: UpdateOptions },
): void {
  if (options.keep) return;
  const blocking = options.force ? obstacles.filter(({ kind }) => kind === 'damaged') : obstacles;
  if (blocking.length === 0) return;
  const many = blocking.length === 1 ? 'an evidence block' : `${blocking.length} evidence blocks`;
  const isDamaged = blocking.some(({ kind }) => kind === 'damaged');
  throw new LabreportError({
    code: isDamaged ? 'report-damaged' : 'evidence-edited',
    message: `${many} in ${report.file} can't be refreshed as ${blocking.length === 1 ? 'it stands' : 'they stand'}:\n${obstacleLines(blocking, report.file)}`,
    hint: isDamaged ? MEND : CHOOSE,
  });
}

/** Where evidence is that can't be refreshed, as editors and terminals make it a link. */
function obstacleLines(obstacles: readonly Obstacle[], file: string): string {
  return obstacles.map(({ key, line, problem }) => makeVisibleLine(`  ${file}:${line}: ${key}: ${problem}`)).join('\n');
}

const CHOOSE =
  'Nothing was changed. --force overwrites them with what the new run shows, --keep leaves them as they are.';
const MEND =
  'Nothing was changed. Put the fences back (or take the rest of the block away) and update again.\n' +
  '--keep leaves such blocks as they are; --force can overwrite only what has its fences.';

/** Half a run would take away what a whole one had shown. */
function refuseIncomplete(
  { record: { run, lab } }: Result,
  { report: { file, name }, run: chosen, options }: { report: Refreshable; run: ChosenRun; options: UpdateOptions },
): void {
  const { failure } = run;
  if (failure === undefined) return;
  const step = lab.steps[failure.step];
  const line = step === undefined ? '' : `, line ${step.line} of lab.yaml`;
  throw new LabreportError({
    code: 'run-failed',
    message: `the new run stopped at step ${failure.step + 1} of ${lab.steps.length}${line}: ${tell(notSeen(failure))}`,
    hint: `${file} and its record are as they were. To see how far it gets: labreport generate ${chosen.isKept ? `${name}/lab` : lab.name}${options.source === undefined ? '' : ` --source ${options.source}`} --out ${name}-incomplete`,
  });
}

/** The same formats as before. What can't be made is no reason to do without the rest. */
async function exportAgain(
  report: Refreshable,
  had: readonly string[],
): Promise<Pick<Update, 'exported' | 'notExported'>> {
  const formats = (['html', 'pdf'] as const).filter((format) => had.includes(`report.${format}`));
  try {
    return { exported: await exportFormats(report.dir, formats) };
  } catch (error) {
    if (error instanceof LabreportError) return { exported: [], notExported: error.message };
    throw error;
  }
}
