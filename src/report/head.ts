import { formatZonedTime } from '../language/clock.ts';
import { english } from '../language/en/english.ts';
import type { Language } from '../language/language.ts';
import { tell } from '../language/tell.ts';
import { escapeText, formatNote } from '../markdown/markdown.ts';
import type { RunRecord } from '../record/run-record.ts';
import { formatFrontMatter } from './front-matter.ts';

/** When, by what and on what a run was made, and what it can't show. */
export function formatHead(record: RunRecord, language: Language): string {
  const { report: words, numbers } = language;
  const { labreport, run, driver, machine } = record;
  const seconds = numbers.decimal((run.durationMs / 1000).toFixed(1));
  const tools = Object.entries(machine.tools).map(([name, says]) => `${name} ${versionNumber(says)}`);
  const lines = [
    ...formatFrontMatter(record.frontMatter, language),
    words.made(formatZonedTime(run.startedAt, language), seconds),
    words.by(labreport, driver.name),
    words.on(machine.system, machine.kernel),
    ...formatLab(record, language),
    ...formatSources(record, language),
    formatTrust(record, language),
    ...(tools.length > 0 ? [words.tools(tools)] : []),
    ...driver.limits.map((limit) => words.notShown(tell(limit, language))),
  ].map((line) => `- ${escapeText(line)}`);
  return [...formatFailure(record, language), lines.join('\n')].join('\n\n');
}

/** Which lab it is, as far as that was known where the report was made. */
export function formatLab({ lab, identity }: Pick<RunRecord, 'lab' | 'identity'>, { lab: words }: Language): string[] {
  if (identity === undefined) return [];
  const values = Object.entries(lab.parameters ?? {}).filter(([, { value, default: own }]) => value !== own);
  return [words.identity({ name: lab.name, values: values.map(([name, { value }]) => `${name} ${value}`) }, identity)];
}

/** Told only where others than the lab's own were run. */
function formatSources({ source, inputs }: RunRecord, { confinement }: Language): string[] {
  if (source === undefined) return [];
  return [confinement.sources(inputs.filter(({ path }) => path.startsWith('lab/src/')).length)];
}

/** How far to trust the record: whoever made it could have edited it, unless the lab was run again since. */
export function formatTrust({ verified }: Pick<RunRecord, 'verified'>, language: Language = english): string {
  const last = verified?.at(-1);
  if (last === undefined) return language.report.selfReported;
  const { when, kernel, runs, same } = last;
  return language.report.reexecuted({ when: formatZonedTime(when, language), kernel, same, runs });
}

/** The number in what a tool tells of its version; all that it tells where there is none. */
function versionNumber(says: string): string {
  return /\d+(\.\d+)+/.exec(says)?.[0] ?? says;
}

/** The warning that a run broke off, as one paragraph; none for a complete run. */
export function formatFailure({ lab, run: { failure } }: RunRecord, language: Language): string[] {
  if (failure === undefined) return [];
  const step = lab.steps[failure.step];
  const [expected, seen] = [failure.expected, failure.seen].map((text) => endSentence(tell(text, language)));
  const text = language.report.stopped({
    step: failure.step + 1,
    steps: lab.steps.length,
    expected: expected ?? '',
    seen: seen ?? '',
    place: step === undefined ? '' : ` (lab.yaml:${step.line}, ${step.verb})`,
  });
  return [formatNote(language.report.notes.incomplete, escapeText(text))];
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
