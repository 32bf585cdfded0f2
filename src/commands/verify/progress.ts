import type { Comparison } from '../../compare/types.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { own } from '../print/own-sequence.ts';
import { paint } from '../print/paint.ts';
import { print } from '../print/print.ts';
import { nameJudge } from '../trust/judge.ts';
import type { OpenReport } from './open.ts';

/** Tells a person how the runs go on. */
export interface VerifyProgress {
  began(run: number): void;
  event(event: RunEvent): void;
  ended(run: number, comparison: Comparison): void;
  /** Takes the unfinished line away. */
  clear(): void;
}

/** Live on a terminal; elsewhere one line for each run, and nothing of a single one. */
export function startVerifyProgress(options: {
  report: OpenReport;
  runs: number;
  confined: boolean;
  quiet: boolean;
}): VerifyProgress {
  const { report, runs, confined, quiet } = options;
  if (quiet) return { began: () => {}, event: () => {}, ended: () => {}, clear: () => {} };
  const steps = report.lab.steps.length;
  print(`Running ${whatIsRun(report)} with the driver ${report.record.driver.name}${confined ? ', confined' : ''}\n`);
  const live = process.stdout.isTTY === true;
  const clear = () => {
    if (live) print(own('\r\x1b[2K'));
  };
  const draw = (run: number, step: number, same: number) => {
    if (!live) return;
    const sofar = run === 1 ? '' : `, ${same} of ${run - 1} the same so far`;
    print(`${own('\r\x1b[2K')}${paint('dim', `run ${run} of ${runs}, step ${step} of ${steps}${sofar}`)}`);
  };
  let current = 1;
  let same = 0;
  return {
    clear,
    began: (run) => {
      current = run;
      draw(run, 0, same);
    },
    event: (event) => {
      if (event.type === 'step-ended') draw(current, event.step + 1, same);
    },
    ended: (run, comparison) => {
      clear();
      if (comparison.same) same++;
      if (!live && runs > 1) print(`run ${run} of ${runs}: ${describeRun(comparison)}\n`);
    },
  };
}

function whatIsRun({ name, judge, sources }: OpenReport): string {
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
