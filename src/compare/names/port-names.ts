import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Evidence, RunRecord, Terminal } from '../../record/run-record.ts';
import { terminalsOf } from '../evidence-kinds.ts';
import { groupBy } from '../group-by.ts';
import type { PidNames, PortNames } from './naming.ts';
import { addressesOf, CLOCKS_AGREE_MS, findPortUses, type PortUse, tellerOf } from './port-uses.ts';

type Named = PortUse & { name: string };

export function namePorts(facts: Facts, pids: PidNames): PortNames {
  const { record } = facts;
  const named = nameUses(findPortUses(facts, pids), record);
  const byNumber = groupBy(named, ({ port }) => port);
  const addresses = addressesOf(record);
  return {
    name: (end, peer) => {
      const address = plainAddress(end.address);
      const other = peer.port === undefined ? '' : `${plainAddress(peer.address)} ${peer.port}`;
      const uses = (byNumber.get(end.port ?? -1) ?? []).filter((use) => use.address === address);
      return (uses.find((use) => use.peer === other) ?? uses.find((use) => use.peer === ''))?.name;
    },
    nameInText: (port, line, evidence) => {
      const uses = byNumber.get(port) ?? [];
      return chooseUse(uses, { line, evidence, addresses })?.name;
    },
  };
}

/** Names the uses in order of time; a terminal's second port is "port 2 of" it. */
function nameUses(uses: readonly PortUse[], record: RunRecord): Named[] {
  const counts = new Map<string, number>();
  return uses.map((use) => {
    const owner = ownerOf(use, record);
    const place = owner?.id ?? hostAt(use, record);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    const name = count === 1 && owner !== undefined ? `port of ${place}` : `port ${count} of ${place}`;
    return { ...use, ...lifeOf(use, owner), name };
  });
}

/** What was not captured is seen late or once; its program had the port all the while. */
function lifeOf({ firstMs, lastMs }: PortUse, owner: Terminal | undefined): Pick<PortUse, 'firstMs' | 'lastMs'> {
  return {
    firstMs: Math.min(firstMs, owner?.beganMs ?? firstMs),
    lastMs: Math.max(lastMs, owner?.endedMs ?? lastMs),
  };
}

/** The terminal that told the port, has the socket, or was the latest one that ran there when the port was first seen. */
function ownerOf(use: PortUse, record: RunRecord): Terminal | undefined {
  const addresses = addressesOf(record);
  const began = terminalsOf(record).filter(
    ({ host, beganMs }) => addresses(host).includes(use.address) && beganMs <= use.firstMs + CLOCKS_AGREE_MS,
  );
  const holder = terminalsOf(record).find(({ id }) => id === use.owner);
  const running = began.findLast(({ endedMs }) => endedMs + CLOCKS_AGREE_MS >= use.firstMs);
  return tellerOf(use, record) ?? holder ?? running;
}

function hostAt({ address }: PortUse, { hosts }: RunRecord): string {
  const host = hosts.find(({ interfaces }) => interfaces.some((each) => plainAddress(each.address) === address));
  return host?.name ?? address;
}

interface Words {
  line: string;
  evidence: Evidence | undefined;
  addresses: (host: string | undefined) => string[];
}

/**
 * Two programs may have been given the same number, at the same time or one after the other: then the addresses on the
 * line tell, the host, the time, or the other port of the connection.
 */
function chooseUse(uses: readonly Named[], { line, evidence, addresses }: Words): Named | undefined {
  if (uses.length < 2) return uses[0];
  const tests: ((use: Named) => boolean)[] = [
    ({ address }) => holdsToken(line, address),
    ({ address }) => addresses(evidence?.host).includes(address),
    ({ firstMs }) => evidence !== undefined && firstMs >= evidence.beganMs && firstMs <= evidence.endedMs,
    ({ firstMs, lastMs }) => evidence !== undefined && firstMs <= evidence.endedMs && lastMs >= evidence.beganMs,
    ({ peer }) => holdsToken(line, peer.split(' ')[1]),
  ];
  return tests.reduce(narrow, uses)[0];
}

/** The uses for which it holds, or all of them where it holds for none. */
function narrow(uses: readonly Named[], holds: (use: Named) => boolean): readonly Named[] {
  const found = uses.filter(holds);
  return found.length === 0 ? uses : found;
}

/** Not as a part of a longer one: 192.0.2.2 is not in "192.0.2.23". */
function holdsToken(line: string, token: string | undefined): boolean {
  if (token === undefined) return false;
  const isPart = (character: string | undefined) => character !== undefined && /[\da-f]/i.test(character);
  for (let at = line.indexOf(token); at >= 0; at = line.indexOf(token, at + 1)) {
    if (!isPart(line[at - 1]) && !isPart(line[at + token.length])) return true;
  }
  return false;
}
