import type { Facts } from '../../evidence/facts.ts';
import type { Count } from '../../lab/pieces/count.ts';
import { type Message, say } from '../../messages/message.ts';
import { judgeCount, toRange } from '../judge/count.ts';
import { type Finding, mergeCites, worstOf } from '../judge/finding.ts';
import { whyPartial } from '../judge/testable.ts';
import { withDoubt } from '../judge/words.ts';

interface Row {
  line: number;
}

/** What one expectation found among the rows of a moment's table. */
export interface Tally {
  expected: Count;
  found: readonly Row[];
  /** Those of them that are surely of the moment's host, where the table shows the whole machine's. */
  own: readonly Row[];
  /** Rows that may be meant too: the tool did not print what would tell, and why. */
  open?: { rows: readonly Row[]; reason: Message };
}

interface Table {
  facts: Facts;
  moment: string;
  tallies: readonly Tally[];
  /** How many there are of each, and how many were expected. */
  counts: Message;
  /** Whether the table shows what is of other hosts, too. */
  isShared: boolean;
}

/** Judges the counts of a moment's rows; its reason tells each, and it cites the lines that were counted. */
export function judgeTable({ facts, moment, tallies, counts, isShared }: Table): Finding {
  const partial = whyPartial(facts, moment);
  const judged = tallies.map((tally) => judgeTally(tally, { partial, isShared }));
  const status = worstOf(judged.map((each) => each.status));
  const doubt = judged.find((each) => each.status === 'not-testable')?.doubt;
  const reason = status === 'not-testable' ? withDoubt(counts, doubt) : counts;
  const lines = tallies.flatMap(({ found }) => found.map(({ line }) => line));
  return { status, reason, cites: mergeCites([{ evidence: moment, lines }]) };
}

const SHARED: Message = say('shared');

function judgeTally(tally: Tally, { partial, isShared }: { partial: Message | undefined; isShared: boolean }) {
  const { expected, found, own, open } = tally;
  if (partial !== undefined) {
    return { status: judgeCount(toRange(found.length, { isWhole: false }), expected), doubt: partial };
  }
  // Too many can be somebody else's; of these only the host's own are a fault.
  if (isShared && found.length > expected.atMost) {
    return { status: judgeCount({ atLeast: own.length, atMost: found.length }, expected), doubt: SHARED };
  }
  const range = { atLeast: found.length, atMost: found.length + (open?.rows.length ?? 0) };
  return { status: judgeCount(range, expected), doubt: open?.reason };
}
