import type { CrossCheck } from '../claims/cross/cross-check.ts';
import type { Verdict } from '../claims/verdict.ts';
import type { Facts, ReadLog } from '../evidence/facts.ts';
import type { Figures } from '../figures/figures.ts';
import type { Language } from '../language/language.ts';
import { tell } from '../language/tell.ts';
import type { Evidence, RunRecord } from '../record/run-record.ts';
import type { Call } from '../template/call.ts';
import { Captured, Missing } from '../template/captured.ts';
import type { Part, Placeholders } from '../template/placeholders.ts';
import type { Shown } from './shown.ts';

/** In a trial, what must have come of a claim for a text to stand. */
export interface Branch {
  claim: string;
  held: boolean;
}

/** What helpers make a report from. */
export interface Report {
  facts: Facts;
  /** Gives a log's bytes; what is shown is never made from decoded text. */
  read: ReadLog;
  verdicts: readonly Verdict[];
  crossChecks: readonly CrossCheck[];
  placeholders: Placeholders;
  /** Verdicts that stand in sentences and tables. */
  shown: Shown[];
  /** The answers that it asks for. */
  answers: { name: string; branches: readonly Branch[] }[];
  /** Pictures that helpers made. */
  figures: Figures;
  /** The template's. */
  language: Language;
  /** Claims in the template's own words, by their ids. */
  says: Map<string, string>;
  /** Texts of the template and its partials, by file. */
  sources: ReadonlyMap<string, string>;
  /** Set when the report says by itself that the run is incomplete. */
  saysFailure: boolean;
  /** Set when the report shows the cross-checks by itself. */
  saysCrossChecks: boolean;
  /** Set when the template is only tried: what stands for a claim that holds and what stands for another are both made. */
  isTrial: boolean;
  /** In a trial, which of these the text is in that is being made. */
  branches: readonly Branch[];
}

/** What a template's {{name}} does: what it returns is printed, or given to the helper around it. */
export type Helper = (report: Report, call: Call) => unknown;

/** Text of the run as a value: safe wherever the template prints it. */
export function captured(report: Report, text: string): Captured {
  return new Captured(text, report.placeholders);
}

/** A value that the run has not got, and why. */
export function missing({ language }: Report, why: (words: Language['report']) => string): Missing {
  return new Missing(why(language.report), language.report.notAvailable);
}

/** Leaves a block's placeholder where the helper is. */
export function leaveBlock(
  report: Report,
  call: Call,
  block: { parts: Part[]; inline?: string; about?: string },
): string {
  return report.placeholders.block({ ...block, helper: call.name, place: call.place });
}

/**
 * Leaves a note in the place of a {{#block}}. Handlebars takes away the lines that hold nothing but {{#block}} and
 * {{/block}}, with their indentation and line end; a note in their stead must have them back.
 */
export function leaveNote(
  report: Report,
  call: Call,
  note: { markdown: string; inline: string; about?: string },
): string {
  const { markdown, ...rest } = note;
  const placeholder = leaveBlock(report, call, { parts: [{ markdown }], ...rest });
  const lines = linesOf(report.sources, call.place.file);
  const range = call.range;
  if (!call.isBlock || range === undefined) return placeholder;
  const before = lines[range.start.line - 1]?.slice(0, range.start.column) ?? '';
  const after = lines[range.end.line - 1]?.slice(range.end.column) ?? '';
  const closesAlone = /^\s*\{\{~?\/[^}]*\}\}$/.test(lines[range.end.line - 1]?.slice(0, range.end.column) ?? '');
  const opensAlone = before.trim() === '' && opensLine(lines[range.start.line - 1] ?? '');
  const indent = opensAlone ? before : '';
  return `${indent}${placeholder}${closesAlone && after.trim() === '' ? '\n' : ''}`;
}

const LINES = new WeakMap<Report['sources'], Map<string, readonly string[]>>();

function linesOf(sources: Report['sources'], file: string): readonly string[] {
  const split = LINES.get(sources) ?? new Map<string, readonly string[]>();
  LINES.set(sources, split);
  const lines = split.get(file) ?? sources.get(file)?.split('\n') ?? [];
  split.set(file, lines);
  return lines;
}

function opensLine(line: string): boolean {
  return /^\s*\{\{~?#(?:(?!\}\}).)*\}\}\s*$/.test(line);
}

/** The evidence that a template names, or why this run has none. */
export function findEvidence<K extends Evidence['kind']>(
  report: Report,
  call: Call,
  { id, kinds }: { id: string; kinds: readonly K[] },
): Extract<Evidence, { kind: K }> | Missing {
  const known = declaredKinds(report);
  const kind = known.get(id);
  const isWanted = (candidate: Evidence['kind'] | undefined) => (kinds as readonly unknown[]).includes(candidate);
  const names = [...known.keys()].filter((name) => isWanted(known.get(name)));
  if (kind === undefined) throw call.unknown(kinds.length === 1 ? (kinds[0] as string) : 'evidence', id, names);
  if (!isWanted(kind)) {
    const near = names.length === 0 ? undefined : `Of that kind: ${names.join(', ')}.`;
    throw call.fail(`unexpected ${kind} "${id}" for {{${call.name}}}, expected a ${kinds.join(' or a ')}`, near);
  }
  const evidence = report.facts.find(id);
  if (evidence === undefined) return notRecorded(report);
  return evidence as Extract<Evidence, { kind: K }>;
}

/** Like `findEvidence`, for what was seen: evidence that could not be taken is missing too. */
export function findOutput<K extends Evidence['kind']>(
  report: Report,
  call: Call,
  query: { id: string; kinds: readonly K[] },
): Extract<Evidence, { kind: K }> | Missing {
  const evidence = findEvidence(report, call, query);
  if (evidence instanceof Missing || evidence.unavailable === undefined) return evidence;
  const { unavailable } = evidence;
  return missing(report, () => tell(unavailable, report.language));
}

/** The names that a template may use for what messages call a terminal, a claim, a host ... */
export function namesOf(report: Report, kind: string): string[] {
  const { lab, hosts } = report.facts.record;
  if (kind === 'claim') return lab.claims.map(({ id }) => id);
  if (kind === 'host') return hosts.map(({ name }) => name);
  if (kind === 'parameter') return Object.keys(lab.parameters);
  const evidence = [...declaredKinds(report)];
  return evidence.filter(([, its]) => kind === 'evidence' || its === kind).map(([name]) => name);
}

const KINDS = new WeakMap<RunRecord, ReadonlyMap<string, Evidence['kind']>>();

/** What a template may name: what the lab's steps make, and what the record holds. */
function declaredKinds({ facts: { record } }: Report): ReadonlyMap<string, Evidence['kind']> {
  const known = KINDS.get(record) ?? listKinds(record);
  KINDS.set(record, known);
  return known;
}

function listKinds(record: RunRecord): Map<string, Evidence['kind']> {
  const kinds = new Map<string, Evidence['kind']>();
  if (record.lab.build !== undefined) kinds.set('build', 'build');
  for (const step of record.lab.steps) {
    if (step.verb === 'open') kinds.set(step.id, 'terminal');
    else if (step.verb === 'moment' || step.verb === 'capture') kinds.set(step.id, step.verb);
  }
  for (const { id, kind } of record.evidence) kinds.set(id, kind);
  return kinds;
}

/** A value that the run should have given and did not: missing when the run broke off, else the template's mistake. */
export function missingOr(report: Report, mistake: Error): Missing {
  if (report.facts.record.run.failure === undefined) throw mistake;
  return notRecorded(report);
}

function notRecorded(report: Report): Missing {
  const { failure } = report.facts.record.run;
  return missing(report, (words) => (failure === undefined ? words.notRecorded : words.endedBefore));
}
