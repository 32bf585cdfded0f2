import type { HostNames } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Socket } from '../../evidence/readings/sockets/socket.ts';
import { SOCKETS } from '../../evidence/readings/sockets/sockets.ts';
import type { SocketExpectation, SocketsClaim } from '../../lab/claims/sockets.ts';
import { expandKeys } from '../../lab/shell/expand.ts';
import { type Message, say } from '../../messages/message.ts';
import { toVerdict } from '../judge/finding.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';
import { judgeTable, type Tally } from './table.ts';

/** Counts the sockets that netstat or ss showed at a moment. */
export const sockets: ClaimKind<SocketsClaim> = {
  evidence: ({ moment }) => [moment],
  expand: (claim, scope) => ({ ...claim, sockets: claim.sockets.map((each) => expandKeys(each, scope)) }),
  check: checkSockets,
};

function checkSockets(claim: SocketsClaim, facts: Facts): Verdict {
  const tallies = claim.sockets.map((expectation) => tallySockets({ claim, facts, expectation }));
  const counted = tallies.map(({ query, expected, found }) => ({ query, expected, found: found.length }));
  const counts = say('sockets', { tallies: counted });
  return toVerdict(
    claim,
    judgeTable({ facts, moment: claim.moment, tallies, counts, isShared: !facts.record.driver.traits.ownNetwork }),
  );
}

type Query = Omit<SocketExpectation, 'count'>;

interface Tallying {
  claim: SocketsClaim;
  facts: Facts;
  expectation: SocketExpectation;
}

function tallySockets({ claim, facts, expectation }: Tallying): Tally & { query: Query } {
  const { count, ...query } = expectation;
  const sockets = facts.rows(SOCKETS, claim.moment);
  const context = facts.context();
  const found = SOCKETS.select(sockets, query, context);
  const addresses = context.addresses[facts.evidence(claim.moment).host ?? ''] ?? [];
  return {
    query,
    expected: count,
    found,
    own: found.filter(({ local }) => addresses.includes(local.address)),
    ...findOpen(sockets, query, facts),
  };
}

const NAMED: Message = say('portsNamed');
const NO_PROGRAM: Message = say('noProgram');
const NO_HOST: Message = say('hostUntold');

/** Sockets that may be meant too, since the tool or the driver does not show what the expectation asks for. */
function findOpen(sockets: Socket[], query: Query, facts: Facts): Pick<Tally, 'open'> {
  const context = facts.context();
  const { program, ...unowned } = query;
  const strange = facts.record.driver.traits.ownNetwork ? [] : findStrange(sockets, query, context);
  if (strange.length > 0) return { open: { rows: strange, reason: NO_HOST } };
  const named = sockets.filter((socket) => {
    const numbered = withoutNamed(query, socket);
    return numbered !== undefined && SOCKETS.select([socket], numbered, context).length > 0;
  });
  if (named.length > 0) return { open: { rows: named, reason: NAMED } };
  if (program === undefined || sockets.some((socket) => socket.program !== undefined)) return {};
  return { open: { rows: SOCKETS.select(sockets.filter(hasOwner), unowned, context), reason: NO_PROGRAM } };
}

/** Sockets whose peer is at no host's address, where one of a host is asked for. */
function findStrange(sockets: Socket[], { peer: asked, ...rest }: Query, context: HostNames): Socket[] {
  if (asked === undefined) return [];
  const known = Object.values(context.addresses).flat();
  const strange = sockets.filter(({ peer }) => peer.port !== undefined && !known.includes(peer.address));
  return SOCKETS.select(strange, rest, context);
}

/** The query without the ports that the tool shows by another name; undefined when it shows all as they are asked for. */
function withoutNamed(query: Query, { local, peer }: Socket): Query | undefined {
  const { port, peerPort, ...rest } = query;
  const isPortNamed = port !== undefined && (local.service ?? port) !== port;
  const isPeerNamed = peerPort !== undefined && (peer.service ?? peerPort) !== peerPort;
  if (!isPortNamed && !isPeerNamed) return undefined;
  return {
    ...rest,
    ...(port !== undefined && !isPortNamed && { port }),
    ...(peerPort !== undefined && !isPeerNamed && { peerPort }),
  };
}

/** In these states a process holds the socket; in the others the kernel may hold it alone. */
function hasOwner({ state }: Socket): boolean {
  return state === 'LISTEN' || state === 'ESTABLISHED' || state === 'CLOSE_WAIT';
}
