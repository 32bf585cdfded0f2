import type { Facts } from '../../evidence/facts.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { terminalsOf } from '../evidence-kinds.ts';
import { groupBy } from '../group-by.ts';
import type { PidNames } from './naming.ts';
import type { PidSight } from './pid-sight.ts';
import { findPidSights } from './pid-sights.ts';

/** Names every process that is known. Children are counted in the order of their ids, which is that of their births. */
export function namePids(facts: Facts): PidNames {
  const { record } = facts;
  const space = pidSpace(record);
  const named = new Map<string, { name: string; owner?: string }>();
  for (const { host, pid, id } of terminalsOf(record)) {
    const key = `${space(host)} ${pid}`;
    if (pid !== undefined && !named.has(key)) named.set(key, { name: `pid of ${id}`, owner: id });
  }
  const others = findPidSights(facts).filter(({ host, pid }) => !named.has(`${space(host)} ${pid}`));
  for (const group of groupSights(others.filter((sight) => !isInit(sight, record)))) {
    for (const [i, { host, pid, owner, called }] of group.entries()) {
      const place = `${i + 1} of ${owner ?? called}`;
      const name = owner === undefined ? `pid ${place}` : `pid of child ${place}`;
      named.set(`${space(host)} ${pid}`, { name, ...(owner !== undefined && { owner }) });
    }
  }
  return {
    name: (host, pid) => named.get(`${space(host)} ${pid}`)?.name,
    owner: (host, pid) => named.get(`${space(host)} ${pid}`)?.owner,
  };
}

/** Hosts without a process table of their own share one. */
function pidSpace({ driver }: RunRecord): (host: string) => string {
  return driver.traits.ownProcesses ? (host) => host : () => '';
}

/** The first process of each host is the driver's, and always number 1. */
function isInit({ pid }: PidSight, { driver }: RunRecord): boolean {
  return driver.traits.ownProcesses && pid === 1;
}

/** What was seen first of a process says what it is; each group holds one program's processes on a host, oldest first. */
function groupSights(sights: readonly PidSight[]): PidSight[][] {
  const first = new Map<string, PidSight>();
  for (const sight of sights) {
    const key = `${sight.host} ${sight.pid}`;
    if (!first.has(key)) first.set(key, sight);
  }
  const groups = groupBy(first.values(), ({ host, owner, called }) =>
    JSON.stringify([host, owner === undefined ? called : '', owner ?? '']),
  );
  return [...groups.values()].map((group) => group.sort((a, b) => a.pid - b.pid));
}
