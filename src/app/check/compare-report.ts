import { CROSS_CHECK_KINDS, type CrossCheck } from '../../claims/cross/cross-check.ts';
import type { Verdict } from '../../claims/verdict.ts';
import { compareShown } from '../../edited/intact/compare.ts';
import type { Comparison } from '../../edited/intact/difference.ts';
import type { Seen } from '../../edited/intact/seen.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Figure } from '../../figures/figures.ts';
import { look } from '../../files/inside.ts';
import { MOST } from '../../files/limits.ts';
import { namesInside } from '../../files/list.ts';
import { readInside } from '../../files/read.ts';
import { hashText } from '../../record/hash.ts';
import type { FileFinding } from '../../record/integrity.ts';
import { type RenderedReport, renderReport } from '../../report/render.ts';
import { LabreportError } from '../../text/errors.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { madeFrom } from '../record/made-from.ts';
import type { ReportOnDisk } from '../record/open-report.ts';
import { renderRecord } from '../record/render-record.ts';
import { version } from '../version.ts';

export interface ComparedReport {
  shown: Comparison;
  figures: { checked: number; findings: FileFinding[] };
  notes: string[];
  /** Names of the answers that the template asks for. */
  answers: string[];
}

interface Comparing {
  report: ReportOnDisk;
  /** Its text, as its reader sees it. */
  seen: Seen;
  facts: Facts;
  verdicts: readonly Verdict[];
  crossChecks: readonly CrossCheck[];
  /** Files that are not as the record says. */
  findings: readonly FileFinding[];
}

const NOTHING: ComparedReport = {
  shown: { same: 0, differences: [], deleted: [] },
  figures: { checked: 0, findings: [] },
  notes: [],
  answers: [],
};

/** Holds a report's text and figures against what its record and template give now. */
export async function compareReport(comparing: Comparing): Promise<ComparedReport> {
  const rendered = await renderAgain(comparing);
  if ('problem' in rendered) return { ...NOTHING, notes: [`report.md was not compared: ${rendered.problem}`] };
  return { ...(await compareRendered(comparing, rendered)), answers: rendered.answers };
}

async function compareRendered(
  { report, seen, findings, ...comparing }: Comparing,
  rendered: RenderedReport,
): Promise<Omit<ComparedReport, 'answers'>> {
  const isUntouched = hashText(report.text) === report.record.report?.sha256;
  const shown = compareShown({ seen, shown: rendered.shown });
  const figures = compareFigures(report.dir, rendered.figures);
  if (!isUntouched && (await isFromBefore(report))) return { ...NOTHING, figures, notes: [INTERRUPTED] };
  if (!isUntouched) return { ...withoutChanged(shown, { findings, ...comparing }), figures };
  if (findings.length > 0) {
    // Then the report was made from other logs than there are now, and the files say which.
    const notes = ['report.md is as it was made; it was not compared with the files that have changed since.'];
    return { shown: { ...shown, differences: [], deleted: [] }, figures, notes };
  }
  if (shown.differences.length === 0 || report.record.labreport === version) return { shown, figures, notes: [] };
  const notes = [
    `report.md is as labreport ${report.record.labreport} made it; this one, ${version}, words it otherwise.`,
  ];
  return { ...NOTHING, notes };
}

/** The report as it would be made now, or why it can't be: with changed logs a template may ask for what is not there. */
async function renderAgain(comparing: Comparing): Promise<RenderedReport | { problem: string }> {
  const { report, facts, verdicts, crossChecks, findings } = comparing;
  try {
    const template = await keptTemplate(report.dir);
    const read = (path: string) => readInside(report.dir, path);
    return renderReport({ facts, read, verdicts, crossChecks, template });
  } catch (error) {
    const isExplained = findings.length > 0 || report.record.labreport !== version;
    const problem = error instanceof LabreportError ? error.text : (error as Error).message;
    if (isExplained) return { problem };
    throw new LabreportError({
      code: 'report-damaged',
      message: `the report can't be made again from its record: ${problem}`,
      cause: error,
    });
  }
}

/** What has changed logs can't be told from what was edited; the logs are named already. */
function withoutChanged(
  shown: Comparison,
  { findings, verdicts }: Pick<Comparing, 'findings' | 'verdicts'>,
): Pick<ComparedReport, 'shown' | 'notes'> {
  const changed = new Set(findings.flatMap(({ evidence }) => evidence ?? []));
  if (changed.size === 0) return { shown, notes: [] };
  const isOn = ({ cites }: Pick<Verdict, 'cites'>) => cites.some(({ evidence }) => changed.has(evidence));
  const touched = new Set<string | undefined>([
    ...changed,
    ...verdicts.filter(isOn).map(({ claim }) => claim),
    ...CROSS_CHECK_KINDS,
  ]);
  const isFree = ({ about }: { about?: string }) => !touched.has(about);
  const kept = { ...shown, differences: shown.differences.filter(isFree), deleted: shown.deleted.filter(isFree) };
  const notes = [`What report.md shows of ${[...changed].join(', ')} was not compared, since the files have changed.`];
  return { shown: kept, notes };
}

const INTERRUPTED =
  'report.md is as it was before the last "labreport verify --write", which was interrupted: it says nothing of it yet.';

/** The only state that a verify which was ended while it wrote can leave: record.json has taken its place, report.md not. */
async function isFromBefore({ record, dir, text }: ReportOnDisk): Promise<boolean> {
  try {
    const template = await keptTemplate(dir);
    return madeFrom(record)
      .slice(1, 2)
      .some((before) => renderRecord({ record: before, dir, template }).markdown === text);
  } catch {
    return false;
  }
}

function compareFigures(dir: string, figures: readonly Figure[]): ComparedReport['figures'] {
  const findings: FileFinding[] = [];
  for (const { path, text } of figures) {
    const found = look(dir, path);
    if (found === undefined) findings.push({ path, problem: 'missing' });
    else if (found.kind === 'odd') findings.push({ path, problem: 'not-a-file', is: found.is });
    else if (readInside(dir, path, MOST.pictureBytes).toString('utf8') !== text)
      findings.push({ path, problem: 'changed' });
  }
  const known = new Set(figures.map(({ path }) => path));
  const names = namesInside(dir, 'figures');
  const extra = names.map((name) => `figures/${name}`).filter((path) => !known.has(path));
  findings.push(...extra.map((path): FileFinding => ({ path, problem: 'extra' })));
  return { checked: figures.length, findings };
}
