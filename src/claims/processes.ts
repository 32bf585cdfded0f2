import type { Facts } from '../evidence/facts.ts';
import { type ProcessQuery, selectProcesses } from '../evidence/select.ts';
import type { Process } from '../evidence/types.ts';
import type { ProcessesClaim } from '../lab/types.ts';
import { judgeTable, type Tally } from './table.ts';
import type { Verdict } from './types.ts';
import { toVerdict } from './verdict.ts';
import { formatQuantity, joinWords } from './words.ts';

/** Counts the processes that ps showed at a moment. */
export function checkProcesses(claim: ProcessesClaim, facts: Facts): Verdict {
  const processes = facts.processes(claim.moment);
  const tallies = claim.processes.map(({ count, ...query }, i): Tally => {
    const found = selectProcesses(processes, query);
    const text = formatProcesses(found.length, query, i === 0);
    // Where ps shows all hosts' processes, nothing that it prints tells them apart.
    return { expected: count, found, own: [], ...findOpen(processes, query), text };
  });
  return toVerdict(claim, judgeTable({ facts, moment: claim.moment, tallies }));
}

/** Processes whose state ps did not print. */
function findOpen(processes: Process[], { state, ...rest }: ProcessQuery): Pick<Tally, 'open'> {
  if (state === undefined) return {};
  const rows = selectProcesses(processes, rest).filter((process) => process.state === '');
  return { open: { rows, reason: 'no state is shown here (ps shows it with "x" or "-o stat")' } };
}

/** "2 processes of TCPechod are in state Z". */
function formatProcesses(found: number, { program, state }: ProcessQuery, isFirst: boolean): string {
  return joinWords([
    isFirst ? formatQuantity(found, 'process', 'processes') : `${found}`,
    program && `of ${program}`,
    state === undefined ? (found === 1 ? 'exists' : 'exist') : `${found === 1 ? 'is' : 'are'} in state ${state}`,
  ]);
}
