import type { Facts } from '../evidence/facts.ts';
import type { ExitClaim } from '../lab/types.ts';
import type { Exit } from '../record/types.ts';
import { formatStop, isCutShort } from './run-stop.ts';
import { findEvidence } from './testable.ts';
import type { Verdict } from './types.ts';
import { type Finding, toVerdict } from './verdict.ts';

/** Compares how a program ended. */
export function checkExit(claim: ExitClaim, facts: Facts): Verdict {
  return toVerdict(claim, { ...judgeExit(claim, facts), cites: [{ evidence: claim.of }] });
}

function judgeExit({ of, exit: expected }: ExitClaim, facts: Facts): Omit<Finding, 'cites'> {
  const evidence = findEvidence(facts, of);
  if (evidence === undefined || isCutShort(facts.record, evidence)) {
    return { status: 'not-testable', reason: `${formatStop(facts.record)}, before ${of} had ended by itself` };
  }
  const { exit } = evidence;
  if (exit === undefined) {
    return { status: 'failed', reason: `it still ran at the end of the run, expected ${formatExpected(expected)}` };
  }
  const found = 'status' in exit ? exit.status : exit.signal;
  if (found === expected) return { status: 'held', reason: `${formatExit(exit)}, as expected` };
  return { status: 'failed', reason: `${formatExit(exit)}, expected ${formatExpected(expected)}` };
}

function formatExit(exit: Exit): string {
  return 'status' in exit ? `it ended with status ${exit.status}` : `${exit.signal} ended it`;
}

function formatExpected(expected: number | string): string {
  return typeof expected === 'number' ? `status ${expected}` : expected;
}
