import { buildPacket, buildPattern, portText } from './build-steps.ts';
import type { RawClaim, RawEvent } from './schema/claims.ts';
import { type Claim, type Count, type EventPattern, type SocketExpectation, UNBOUNDED } from './types.ts';

type RawOf<K extends string> = Extract<RawClaim, Record<K, unknown>>;

/** A claim as it is checked. */
export function buildClaim({ id, raw, line }: { id: string; raw: RawClaim; line: number }): Claim {
  const base = { id, says: raw.says, line };
  if ('sockets' in raw) {
    return { kind: 'sockets', ...base, moment: raw.moment, sockets: raw.sockets.map(buildSocket) };
  }
  if ('processes' in raw) {
    const processes = raw.processes.map((each) => ({ ...each, count: buildCount(each.count) }));
    return { kind: 'processes', ...base, moment: raw.moment, processes };
  }
  if ('command' in raw) return { kind: 'command', ...base, command: raw.command };
  if ('exit-of' in raw) return { kind: 'exit', ...base, of: raw['exit-of'], exit: raw.is };
  if ('order' in raw) return { kind: 'order', ...base, order: raw.order.map(buildEvent) };
  if ('in' in raw) {
    return { kind: 'text', ...base, in: raw.in, shows: patterns(raw, 'shows'), lacks: patterns(raw, 'lacks') };
  }
  return buildCaptureClaim(raw, base);
}

type CaptureClaim = Extract<RawClaim, { capture: string }>;

function buildCaptureClaim(raw: CaptureClaim, claim: { id: string; says: string; line: number }): Claim {
  const base = { ...claim, capture: raw.capture, ...(raw.of === undefined ? {} : { of: raw.of }) };
  if ('packets' in raw) {
    const packets = raw.packets.map(({ count, ...match }) => ({ ...buildPacket(match), count: buildCount(count) }));
    return { kind: 'packets', ...base, packets };
  }
  if ('never' in raw) {
    const forbidden = [raw.never].flat();
    return {
      kind: 'packets',
      ...base,
      packets: forbidden.map((match) => ({ ...buildPacket(match), count: { atLeast: 0, atMost: 0 } })),
    };
  }
  return { kind: 'conversation', ...base, ...conversation(raw) };
}

type RawConversation = RawOf<'every-connection'> | RawOf<'some-connection'> | RawOf<'connections'>;

function conversation(raw: RawConversation) {
  if ('every-connection' in raw) {
    return { connections: 'every' as const, sequence: raw['every-connection'].map(buildPacket) };
  }
  if ('some-connection' in raw) {
    return { connections: 'some' as const, sequence: raw['some-connection'].map(buildPacket) };
  }
  return { connections: raw.exactly, sequence: raw.connections.map(buildPacket) };
}

function buildSocket(raw: RawOf<'sockets'>['sockets'][number]): SocketExpectation {
  const { port, 'peer-port': peerPort, count, ...rest } = raw;
  return {
    ...rest,
    ...portText({ port }),
    ...(peerPort === undefined ? {} : { peerPort: String(peerPort) }),
    count: buildCount(count),
  };
}

function buildEvent(raw: RawEvent): EventPattern {
  if ('typed' in raw) return { kind: 'typed', terminal: raw.into, text: raw.typed };
  if ('shows' in raw) return { kind: 'shows', terminal: raw.on, text: buildPattern(raw.shows) };
  if ('stops' in raw) return { kind: 'stops', terminal: raw.stops };
  if ('ends' in raw) return { kind: 'ends', evidence: raw.ends };
  if ('begins' in raw) return { kind: 'begins', evidence: raw.begins };
  const { capture, ...match } = raw.packet;
  return { kind: 'packet', capture, match: buildPacket(match) };
}

function patterns(raw: { shows?: string | string[]; lacks?: string | string[] }, key: 'shows' | 'lacks') {
  return [raw[key] ?? []].flat().map(buildPattern);
}

function buildCount(raw: number | string | undefined): Count {
  if (raw === undefined) return { atLeast: 1, atMost: UNBOUNDED };
  if (typeof raw === 'number') return { atLeast: raw, atMost: raw };
  const [first = 0, second] = (raw.match(/\d+/g) ?? []).map(Number);
  if (raw.startsWith('at least')) return { atLeast: first, atMost: UNBOUNDED };
  return raw.startsWith('at most') ? { atLeast: 0, atMost: first } : { atLeast: first, atMost: second ?? first };
}
