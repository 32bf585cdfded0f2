import { relative } from 'node:path';
import type { ReportEvent, Result } from '../../app/generate/result.ts';
import { reportLanguage } from '../../app/record/report-language.ts';
import type { Lab } from '../../lab/types.ts';
import { describeStep } from '../../lab/verbs/verbs.ts';
import type { Language } from '../../language/language.ts';
import { tell } from '../../language/tell.ts';
import { notSeen } from '../../messages/not-seen.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { toJson } from '../print/json.ts';
import { cutLine, own } from '../print/own-sequence.ts';
import { paint } from '../print/paint.ts';
import { print, printJson } from '../print/print.ts';
import { formatAgreed, formatDisagreements, formatHeld, formatUnheld } from '../print/verdict-text.ts';

/** JSON lines, nothing, live lines on a terminal, or plain lines elsewhere. */
export function runProgress({ json, quiet }: { json?: boolean | undefined; quiet?: boolean | undefined }): {
  onEvent(event: ReportEvent): void;
  done(result: Result): void;
} {
  let planned: { lab: Lab; out: string } | undefined;
  const isLive = process.stdout.isTTY === true;
  const show = (event: RunEvent) => {
    if (json) printJson(toJson(event));
    else if (!quiet && planned !== undefined) print(drawEvent(event, planned.lab, isLive));
  };
  const onEvent = (event: ReportEvent) => {
    if (event.type === 'planned') planned = event;
    else show(event);
  };
  const done = (result: Result) => {
    const out = planned?.out ?? '';
    if (json) printJson(toJson({ type: 'report', out, ...summary(result) }));
    else if (!quiet)
      print(drawEnd(result, { folder: relative(process.cwd(), out) || '.', language: reportLanguage(out) }));
  };
  return { onEvent, done };
}

function summary({ record, verdicts, crossChecks, exported = [], beside = [] }: Result) {
  const made = { ...(exported.length > 0 && { exported }), ...(beside.length > 0 && { beside }) };
  return { ...(record.run.failure && { failure: record.run.failure }), verdicts, crossChecks, ...made };
}

/** One line for each step when it has ended; on a terminal also while it goes on. */
function drawEvent(event: RunEvent, lab: Lab, live: boolean): string {
  const clear = live ? CLEAR_LINE : '';
  if (event.type === 'hosts-ready') {
    const names = event.hosts.map(({ name }) => name).join(', ');
    return `${clear}${line('✓', event.atMs, `hosts ${names} (${event.driver.name})`)}`;
  }
  if (event.type === 'driver-failed') return `${clear}${tellFailed(event.problem.message)}`;
  if (event.type === 'build-ended')
    return `${clear}${line('✓', event.atMs, `build: ${makeVisibleLine(lab.build ?? '')}`)}`;
  if (event.type === 'step-began' && live)
    return `${clear}${cut(line('·', event.atMs, text(event.step, lab)).trimEnd())}`;
  if (event.type === 'step-ended') return `${clear}${line('✓', event.atMs, text(event.step, lab))}`;
  if (event.type === 'step-failed') return `${clear}${line('✗', event.atMs, text(event.failure.step, lab))}`;
  return '';
}

/** Whether there is another way is seen next: its hosts, or the error that ends the run. */
function tellFailed(message: string): string {
  return `${paint('yellow', '!')} no hosts made of namespaces here: ${makeVisibleLine(message)}\n`;
}

function text(step: number, lab: Lab): string {
  const found = lab.steps[step];
  return found === undefined ? '' : makeVisibleLine(describeStep(found));
}

/** To the line's start, and all of it away (ECMA-48, EL). */
const CLEAR_LINE = own('\r\x1b[2K');

const COLOURS = { '✓': 'green', '✗': 'red', '·': 'dim' } as const;

function line(mark: keyof typeof COLOURS, atMs: number, what: string): string {
  return `${paint(COLOURS[mark], mark)} ${paint('dim', `${(atMs / 1000).toFixed(3)} s`)}  ${what}\n`;
}

/** A line that wraps could not be cleared again. */
function cut(drawn: string): string {
  return cutLine(drawn, Math.max(20, (process.stdout.columns ?? 80) - 1));
}

function drawEnd(
  { record, verdicts, crossChecks, exported = [], beside = [] }: Result,
  { folder, language }: { folder: string; language: Language },
): string {
  const failure = record.run.failure;
  const warning =
    failure === undefined
      ? ''
      : `\n${paint('red', 'The run is incomplete:')} ${makeVisibleLine(`${tell(notSeen(failure), language)}.`)}\n`;
  const lines = [...formatUnheld(verdicts, language), ...formatDisagreements(crossChecks, language)].map(
    (each) => `${each}\n`,
  );
  const seconds = `${(record.run.durationMs / 1000).toFixed(1)} s`;
  const sums = [formatHeld(verdicts), formatAgreed(crossChecks), seconds].filter((sum) => sum !== '');
  const kept = beside.map((name) => `${folder}/${name}: the report as it was edited\n`);
  const made = [...exported.map((name) => `${folder}/${name}\n`), ...kept].join('');
  return `${warning}${lines.join('')}\n${folder}/report.md: ${sums.join(', ')}\n${made}`;
}
