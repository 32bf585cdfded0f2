import { reportLanguage } from '../../app/record/report-language.ts';
import { describeJudge, nameJudge } from '../../app/trust/judge.ts';
import { formatHeldRuns } from '../../app/verify/held.ts';
import { judgeVerification, type Verification } from '../../app/verify/verify-report.ts';
import type { Written } from '../../app/verify/write-verification.ts';
import type { Whole } from '../../claims/whole.ts';
import { diffLines } from '../../compare/diff-lines.ts';
import { RENAMING_RULE } from '../../compare/names/rules.ts';
import type { Difference, EnvironmentDifference, ObservationKind } from '../../compare/observation.ts';
import type { Tally } from '../../compare/tally.ts';
import { english } from '../../language/en/english.ts';
import { formatLab, formatTrust } from '../../report/head.ts';
import { makeVisible, makeVisibleLine } from '../../text/visible.ts';
import { toJson } from '../print/json.ts';
import { paint } from '../print/paint.ts';

const PLURALS: Record<ObservationKind, string> = {
  run: 'run',
  build: 'build',
  terminal: 'terminals',
  moment: 'moments',
  capture: 'captures',
  claim: 'claims',
  'cross-check': 'cross-checks',
};
const INDENT = '  ';
/** Lines that are the same around one that differs. */
const CONTEXT = 2;

/** The result for a person: differences first, then how often each came out the same, rules, environment. */
export function formatVerification(verification: Verification): string {
  const { tallies, comparisons } = verification;
  const parts = [
    formatWhich(verification),
    ...tallies.filter(({ variants }) => variants.length > 0).map(formatTally),
    formatCounts(tallies),
    formatRules(tallies),
    formatEnvironment(comparisons[0]?.environment ?? []),
    formatVerdict(verification),
  ];
  return `\n${parts.join('\n\n')}\n`;
}

/** The same for programs, with the error that it ended with. */
export function formatVerificationJson(verification: Verification, failed: { error?: object } = {}): string {
  const { report, comparisons, held, tallies, same, identity } = verification;
  const lab = { name: report.record.lab.name, ...identity, judgedBy: nameJudge(report.judge) };
  const result = {
    lab,
    report: report.name,
    driver: report.record.driver.name,
    runs: comparisons.length,
    same,
    claims: held,
    observations: tallies,
    environment: comparisons[0]?.environment ?? [],
    ...failed,
  };
  return toJson(result, { indent: 2 });
}

/** What has become of the report; nothing was written where runs observed something else. */
export function formatWritten(written: Written | undefined, dir: string): string {
  if (written === undefined)
    return 'Not written into the report: that is for a verify in which all runs observed the same.\n';
  const { report, reexecution } = written;
  if (report === 'rendered') return `Written into ${dir}/report.md and record.json.\n`;
  const why = report === 'edited' ? 'was edited' : 'can’t be made here as it was';
  const line = `- ${formatTrust({ verified: [reexecution] }, reportLanguage(dir))}`;
  return `Written into ${dir}/record.json. report.md ${why}, so it is as it was; put this into its head by hand:\n  ${line}\n`;
}

function formatTally({ kind, id, runs, variants }: Tally): string {
  const name = paint('bold', kind === 'run' ? 'the run' : `${kind} ${id}`);
  const texts = variants.map((variant) => {
    const often = runs === 1 ? '' : ` in ${variant.runs.length} of ${runs} runs (${formatNumbers(variant.runs)})`;
    const head = `${paint('red', '✗')} ${name} is different${often}`;
    return [head, ...variant.differences.map(formatDifference)].join('\n');
  });
  return texts.join('\n');
}

/** "1, 2, 3, ..." of the runs that showed it. */
function formatNumbers(runs: readonly number[]): string {
  const shown = runs.slice(0, 5).join(', ');
  return `run ${shown}${runs.length > 5 ? ', ...' : ''}`;
}

function formatDifference({ aspect, before, after, notes }: Difference): string {
  const marked = nearChanges(diffLines(before, after)).map(({ mark, line }) => {
    const text = `${INDENT}${INDENT}${mark} ${makeVisibleLine(line)}`;
    return mark === ' ' ? text : paint(mark === '-' ? 'red' : 'green', text);
  });
  const told = [
    ...(notes?.before === undefined ? [] : [`${INDENT}${INDENT}in the report: ${makeVisibleLine(notes.before)}`]),
    ...(notes?.after === undefined ? [] : [`${INDENT}${INDENT}now: ${makeVisibleLine(notes.after)}`]),
  ];
  return [`${INDENT}${aspect}`, ...marked, ...told].join('\n');
}

/** Drops the lines that are the same and far from a change. */
function nearChanges(lines: ReturnType<typeof diffLines>): ReturnType<typeof diffLines> {
  const changed = lines.flatMap(({ mark }, i) => (mark === ' ' ? [] : [i]));
  const near = new Set(changed.flatMap((at) => Array.from({ length: 2 * CONTEXT + 1 }, (_, i) => at - CONTEXT + i)));
  return lines.filter((_, i) => near.has(i));
}

/** e.g. "20 of 20 runs observed the same: terminals server, client2, ...", the most often first. */
function formatCounts(tallies: readonly Tally[]): string {
  const counts = [...new Set(tallies.map(({ same }) => same))].sort((a, b) => b - a);
  const blocks = counts.map((count) => {
    const these = tallies.filter(({ same }) => same === count);
    const kinds = [...new Set(these.map(({ kind }) => kind))];
    const lines = kinds.map((kind) => {
      const ids = these.filter((each) => each.kind === kind).map(({ id }) => id);
      return wrap(`${PLURALS[kind].padEnd(13)}${kind === 'run' ? 'complete or not' : ids.join(', ')}`);
    });
    return [formatCount(count, tallies[0]?.runs ?? 0), ...lines].join('\n');
  });
  return blocks.join('\n\n');
}

function formatCount(count: number, runs: number): string {
  if (runs === 1) return count === 1 ? 'The same:' : 'Different:';
  return `The same in ${count} of ${runs} runs:`;
}

/** Each rule once, with what it was applied to. */
function formatRules(tallies: readonly Tally[]): string {
  const rules = [...new Set(tallies.flatMap((tally) => tally.rules))];
  const texts = rules.map((rule) => {
    const where = tallies.filter((tally) => tally.rules.includes(rule)).map(({ id }) => id);
    return [wrap(rule), paint('dim', wrap(`(${where.join(', ')})`, INDENT + INDENT))].join('\n');
  });
  return ['Rules that were applied:', wrap(RENAMING_RULE), ...texts].join('\n');
}

function formatEnvironment(differences: readonly EnvironmentDifference[]): string {
  if (differences.length === 0) return 'Environment: the same machine facts, tools and driver.';
  const lines = differences.map(({ what, before, after }) => `${INDENT}${what}: ${before}, now ${after}`);
  return ['Environment, which may differ:', ...lines.map(makeVisibleLine)].join('\n');
}

function formatVerdict(verification: Verification): string {
  const { report, comparisons, held, same } = verification;
  const runs = comparisons.length;
  const whole = judgeVerification(verification);
  const claims = formatHeldRuns(held);
  if (runs === 1)
    return `${MARKS[whole]()} ${report.name}: ${same === 1 ? 'the same was observed' : 'something differs'}; ${claims}`;
  return `${MARKS[whole]()} ${report.name}: ${same} of ${runs} runs observed the same; ${claims}`;
}

/** Which lab the report's is, and which one ran. */
function formatWhich({ report, identity }: Verification): string {
  const [line = ''] = formatLab({ ...report.record, identity }, english);
  return makeVisible(`${line}\n${describeJudge(report.judge)}`);
}

const MARKS: Record<Whole, () => string> = {
  held: () => paint('green', '✓'),
  failed: () => paint('red', '✗'),
  untested: () => paint('yellow', '!'),
};

/** Breaks a text into indented lines of at most 110 characters. */
function wrap(text: string, indent = INDENT): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string;
    if (last !== '' && indent.length + last.length + word.length >= 110) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
}
