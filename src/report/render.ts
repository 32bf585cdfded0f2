import type { CrossCheck } from '../claims/cross/types.ts';
import type { Verdict } from '../claims/types.ts';
import type { Facts, ReadLog } from '../evidence/facts.ts';
import { type Figure, Figures } from './figures/figures.ts';
import { fillPlaceholders } from './fill.ts';
import { formatFailure } from './head.ts';
import { crossCheckParts } from './helpers/claims.ts';
import { HELPERS } from './helpers.ts';
import { PLACEHOLDER, Placeholders } from './placeholders.ts';
import type { Report } from './report.ts';
import { type Shown, shownIn } from './shown.ts';
import { runTemplate, sourcesOf, type Template } from './template.ts';

export interface RenderedReport {
  markdown: string;
  figures: Figure[];
  /** Every evidence and verdict in the Markdown. */
  shown: Shown[];
}

/**
 * The report's Markdown and the pictures that it shows. Pure: the same record, verdicts and template give the same
 * bytes. Throws a LabreportError with file and line for a mistake in the template.
 */
export function renderReport({
  facts,
  read,
  verdicts,
  crossChecks = [],
  template,
}: {
  facts: Facts;
  /** As `facts` was given. */
  read: ReadLog;
  verdicts: readonly Verdict[];
  crossChecks?: readonly CrossCheck[];
  template: Template;
}): RenderedReport {
  const placeholders = new Placeholders();
  const figures = new Figures();
  const sources = sourcesOf(template);
  const seen = { facts, read, verdicts, crossChecks, sources };
  const report: Report = { ...seen, placeholders, figures, saysFailure: false, saysCrossChecks: false };
  const text = runTemplate(template, { report, helpers: HELPERS });
  const filled = warnOfDisagreement(report, fillPlaceholders(text, placeholders));
  const markdown = report.saysFailure ? filled : warnOfFailure(report, filled);
  return { markdown, figures: figures.list(), shown: listShown(text, markdown, placeholders) };
}

/** A report of a run that broke off says so, also when its template has no {{head}}. */
function warnOfFailure({ facts }: Report, markdown: string): string {
  return [...formatFailure(facts.record), markdown].join('\n\n');
}

/** A disagreement is shown also when the template has no {{claims}}. */
function warnOfDisagreement(report: Report, markdown: string): string {
  if (report.saysCrossChecks || report.crossChecks.every(({ status }) => status !== 'disagrees')) return markdown;
  return [markdown.trimEnd(), ...crossCheckParts(report, 'claims').map((part) => `${part.markdown}\n`)].join('\n\n');
}

/** What was left by helpers and not printed is in no report. */
function listShown(text: string, markdown: string, { blocks, verdicts }: Placeholders): Shown[] {
  const printed = [...text.matchAll(PLACEHOLDER)].flatMap(([, kind, index]) => {
    const block = kind === 'b' ? blocks[Number(index)] : undefined;
    return block === undefined ? [] : shownIn(block);
  });
  return [...printed, ...verdicts.filter((verdict) => markdown.includes(verdict.text))];
}
