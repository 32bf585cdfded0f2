import type { Facts } from '../../evidence/facts.ts';
import type { Terminal } from '../../record/run-record.ts';
import { momentsOf, terminalsOf } from '../evidence-kinds.ts';
import { askRows } from '../readings/compared.ts';
import { comparedText } from '../text-of.ts';
import { pidsInText } from './pid-contexts.ts';
import type { PidSight } from './pid-sight.ts';

/** The processes that programs name in their output, and those that the rows of moments tell of. */
export function findPidSights(facts: Facts): PidSight[] {
  const { record } = facts;
  return [
    ...terminalsOf(record).flatMap((terminal) => sightsInText(terminal, facts)),
    ...momentsOf(record).flatMap((moment) =>
      askRows({ facts, id: moment.id }, (compared, rows) => compared.pids(rows, { moment, record })),
    ),
  ];
}

/**
 * A number that is named as a process is one when it lies where the kernel numbers the program's children: above the
 * program's own, and below that of the next program which was started after its end. A mere counter does not.
 */
function sightsInText({ id, host, pid, endedMs }: Terminal, facts: Facts): PidSight[] {
  if (pid === undefined) return [];
  const later = terminalsOf(facts.record).find((next) => next.host === host && next.beganMs > endedMs && next.pid);
  const bound = later?.pid ?? Number.POSITIVE_INFINITY;
  const numbers = pidsInText(comparedText(facts, id)).filter((number) => number > pid && number < bound);
  return numbers.map((number) => ({ host, pid: number, owner: id, called: id }));
}
