import type { Facts } from '../../evidence/facts.ts';
import type { Process } from '../../evidence/readings/processes/process.ts';
import { PROCESSES } from '../../evidence/readings/processes/processes.ts';
import type { ProcessExpectation, ProcessesClaim } from '../../lab/claims/processes.ts';
import { say } from '../../messages/message.ts';
import { toVerdict } from '../judge/finding.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';
import { judgeTable, type Tally } from './table.ts';

/** Counts the processes that ps showed at a moment. */
export const processes: ClaimKind<ProcessesClaim> = {
  evidence: ({ moment }) => [moment],
  check: checkProcesses,
};

function checkProcesses(claim: ProcessesClaim, facts: Facts): Verdict {
  const processes = facts.rows(PROCESSES, claim.moment);
  const tallies = claim.processes.map(({ count: expected, ...query }) => {
    const found = PROCESSES.select(processes, query);
    // Where ps shows all hosts' processes, nothing that it prints tells them apart.
    return { query, expected, found, own: [], ...findOpen(processes, query) };
  });
  const counted = tallies.map(({ query, expected, found }) => ({ query, expected, found: found.length }));
  const counts = say('processes', { tallies: counted });
  return toVerdict(
    claim,
    judgeTable({ facts, moment: claim.moment, tallies, counts, isShared: !facts.record.driver.traits.ownProcesses }),
  );
}

/** Processes whose state ps did not print. */
function findOpen(processes: Process[], { state, ...rest }: Omit<ProcessExpectation, 'count'>): Pick<Tally, 'open'> {
  if (state === undefined) return {};
  const rows = PROCESSES.select(processes, rest).filter((process) => process.state === '');
  return { open: { rows, reason: say('noState') } };
}
