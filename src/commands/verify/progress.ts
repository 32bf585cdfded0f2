import { nameJudge } from '../../app/trust/judge.ts';
import type { Verifiable } from '../../app/verify/open-verifiable.ts';
import type { VerifyEvent } from '../../app/verify/verify-report.ts';
import type { Comparison } from '../../compare/observation.ts';
import { own } from '../print/own-sequence.ts';
import { paint } from '../print/paint.ts';
import { print } from '../print/print.ts';

/** Tells a person how the runs go on: live on a terminal, elsewhere one line for each run, and nothing of a single one. */
export function verifyProgress({ quiet }: { quiet: boolean }): { onEvent(event: VerifyEvent): void; clear(): void } {
  if (quiet) return { onEvent: () => {}, clear: () => {} };
  const isLive = process.stdout.isTTY === true;
  const clear = () => {
    if (isLive) print(own('\r\x1b[2K'));
  };
  let [runs, steps, run, same] = [1, 0, 1, 0];
  const draw = (step: number) => {
    if (!isLive) return;
    const sofar = run === 1 ? '' : `, ${same} of ${run - 1} the same so far`;
    print(`${own('\r\x1b[2K')}${paint('dim', `run ${run} of ${runs}, step ${step} of ${steps}${sofar}`)}`);
  };
  const begin = ({ report, ...event }: Extract<VerifyEvent, { type: 'opened' }>) => {
    runs = event.runs;
    steps = report.lab.steps.length;
    print(tellBegin(report, event.isConfined));
  };
  const end = (comparison: Comparison) => {
    clear();
    if (comparison.same) same++;
    if (!isLive && runs > 1) print(`run ${run} of ${runs}: ${describeRun(comparison)}\n`);
  };
  const onEvent = (event: VerifyEvent) => {
    if (event.type === 'opened') begin(event);
    else if (event.type === 'compared') end(event.comparison);
    else if (event.type === 'seen') {
      if (event.event.type === 'step-ended') draw(event.event.step + 1);
    } else {
      run = event.run;
      draw(0);
    }
  };
  return { onEvent, clear };
}

function tellBegin(report: Verifiable, isConfined: boolean): string {
  return `Running ${whatIsRun(report)} with the driver ${report.record.driver.name}${isConfined ? ', confined' : ''}\n`;
}

function whatIsRun({ name, judge, sources }: Verifiable): string {
  const theirs = `the programs of ${name}/lab`;
  if (judge.from === 'kept') return theirs;
  return sources.areKept ? `${nameJudge(judge)} with ${theirs}` : nameJudge(judge);
}

function describeRun({ same, observations }: Comparison): string {
  if (same) return 'the same';
  return `different: ${observations
    .filter((each) => !each.same)
    .map(({ kind, id }) => (kind === 'run' ? 'the run' : `${kind} ${id}`))
    .join(', ')}`;
}
