import { type EndStates, statesBefore, statesOf } from '../../evidence/tcp/states.ts';
import type { Connection, Packet } from '../../evidence/types.ts';
import type { Numbers } from '../numbers.ts';
import type { Lifelines } from './lifelines.ts';
import type { LifelineState } from './sequence-rows.ts';

/** A packet, and what its connection says of it. */
export interface Shown {
  packet: Packet;
  numbers: Numbers | undefined;
  isRetransmission: boolean;
  connection: Connection | undefined;
  states: EndStates | undefined;
}

/** With two connections between the same lifelines nobody could tell whose state is written there. */
export function isOnePerPair(shown: readonly Shown[], { crossings }: Lifelines): boolean {
  const owners = new Map<string, Connection>();
  return shown.every(({ packet, connection }) => {
    const { from = 0, to = 0 } = crossings.get(packet) ?? {};
    if (connection === undefined) return true;
    const pair = [from, to].toSorted((one, other) => one - other).join();
    const owner = owners.get(pair) ?? connection;
    owners.set(pair, owner);
    return owner === connection && from !== to;
  });
}

/** The states that change with each packet. */
export function trackStates(shown: readonly Shown[], lifelines: Lifelines): Map<Packet, LifelineState[]> {
  const latest = new Map<Connection, EndStates>();
  const changes = new Map<Packet, LifelineState[]>();
  for (const item of shown) {
    const { packet, connection, states } = item;
    if (connection === undefined || states === undefined) continue;
    const before = latest.get(connection) ?? statesAhead(connection, packet);
    latest.set(connection, states);
    changes.set(packet, placeStates(item, lifelines, { before, after: states }));
  }
  return changes;
}

/** The states that a connection has before this packet. */
function statesAhead(connection: Connection, { frame }: Packet): EndStates {
  return statesOf(connection).findLast((states) => states.frame < frame) ?? statesBefore(connection);
}

function placeStates(
  { packet, connection }: Shown,
  { crossings }: Lifelines,
  { before, after }: { before?: EndStates; after: EndStates },
): LifelineState[] {
  const { from = 0, to = 0 } = crossings.get(packet) ?? {};
  const isClient =
    packet.source?.port === connection?.client.port && packet.source?.address === connection?.client.address;
  const places = { client: isClient ? from : to, server: isClient ? to : from };
  return (['client', 'server'] as const).flatMap((end) => {
    const state = after[end];
    return state === undefined || state === before?.[end] ? [] : [{ lifeline: places[end], state }];
  });
}

/** The states that the ends have before the first packet that is shown. */
export function initialStates(first: Shown, lifelines: Lifelines): LifelineState[] {
  if (first.connection === undefined) return [];
  return placeStates(first, lifelines, { after: statesAhead(first.connection, first.packet) });
}
