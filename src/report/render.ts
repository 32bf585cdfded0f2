import type { CrossCheck } from '../claims/cross/cross-check.ts';
import type { Verdict } from '../claims/verdict.ts';
import type { Facts, ReadLog } from '../evidence/facts.ts';
import { type Figure, Figures } from '../figures/figures.ts';
import { PLACEHOLDER, Placeholders } from '../template/placeholders.ts';
import { runTemplate as fillTemplate, sourcesOf, type Template } from '../template/template.ts';
import { type TraceNode, Tracer } from '../template/trace.ts';
import { fillPlaceholders } from './fill/fill.ts';
import { followEdits, frame } from './fill/follow-edits.ts';
import { formatFailure } from './head.ts';
import { crossCheckParts } from './helpers/claims/claims.ts';
import type { Report } from './report.ts';
import { type Shown, shownIn } from './shown.ts';
import { languageOf } from './template-language.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface RenderedReport {
  markdown: string;
  figures: Figure[];
  /** Every evidence and verdict in the Markdown. */
  shown: Shown[];
  /** Names of the answers that it asks for. */
  answers: string[];
}

/** What a report is made from. */
export interface Rendering {
  facts: Facts;
  /** As `facts` was given. */
  read: ReadLog;
  verdicts: readonly Verdict[];
  crossChecks?: readonly CrossCheck[];
  template: Template;
  /** The template is only tried: what stands for a claim that holds and what stands for another are both made. */
  isTrial?: boolean;
}

/**
 * The report's Markdown and the pictures that it shows. Pure: the same record, verdicts and template give the same
 * bytes. Throws a LabreportError with file and line for a mistake in the template.
 */
export function renderReport(rendering: Rendering): RenderedReport {
  const { report, text } = runTemplate(rendering);
  return finish(report, { text, markdown: fillPlaceholders(text, report.placeholders).text });
}

/** The same, and which statement of the template printed which part of it. */
export function traceReport(rendering: Rendering): RenderedReport & { trace: TraceNode } {
  const tracer = new Tracer();
  const { report, text: marked } = runTemplate(rendering, tracer);
  const { text, root } = tracer.read(marked);
  const filled = fillPlaceholders(text, report.placeholders);
  const rendered = finish(report, { text, markdown: filled.text });
  return { ...rendered, trace: frame(followEdits(root, filled), filled.text, rendered.markdown) };
}

function runTemplate(
  { crossChecks = [], template, isTrial = false, ...seen }: Rendering,
  tracer?: Tracer,
): { report: Report; text: string } {
  const report: Report = {
    ...seen,
    crossChecks,
    isTrial,
    language: languageOf(template),
    sources: sourcesOf(template),
    placeholders: new Placeholders(),
    shown: [],
    answers: [],
    figures: new Figures(),
    says: new Map(),
    saysFailure: false,
    saysCrossChecks: false,
    branches: [],
  };
  return { report, text: fillTemplate(template, vocabularyOf(report), tracer) };
}

function finish(report: Report, { text, markdown }: { text: string; markdown: string }): RenderedReport {
  const warned = warnOfDisagreement(report, markdown);
  const whole = report.saysFailure ? warned : warnOfFailure(report, warned);
  return {
    markdown: whole,
    figures: report.figures.list(),
    shown: listShown(report, text, whole),
    answers: [...new Set(report.answers.map(({ name }) => name))],
  };
}

/** A report of a run that broke off says so, also when its template has no {{head}}. */
function warnOfFailure({ facts, language }: Report, markdown: string): string {
  return [...formatFailure(facts.record, language), markdown].join('\n\n');
}

/** A disagreement is shown also when the template has no {{claims}}. */
function warnOfDisagreement(report: Report, markdown: string): string {
  if (report.saysCrossChecks || report.crossChecks.every(({ status }) => status !== 'disagrees')) return markdown;
  return [markdown.trimEnd(), ...crossCheckParts(report, 'claims').map((part) => `${part.markdown}\n`)].join('\n\n');
}

/** What was left by helpers and not printed is in no report. */
function listShown({ placeholders: { blocks }, shown }: Report, text: string, markdown: string): Shown[] {
  const printed = [...text.matchAll(PLACEHOLDER)].flatMap(([, kind, index]) => {
    const block = kind === 'b' ? blocks[Number(index)] : undefined;
    return block === undefined ? [] : shownIn(block);
  });
  return [...printed, ...shown.filter(isIn(markdown))];
}

/** Verdicts are told in the order in which they were left, so each is looked for after the one before, and then at all. */
function isIn(markdown: string): (verdict: { text: string }) => boolean {
  let from = 0;
  return ({ text }) => {
    const next = markdown.indexOf(text, from);
    if (next >= 0) from = next;
    return next >= 0 || markdown.includes(text);
  };
}
