import { framesOf } from '../../evidence/capture/packet-list.ts';
import { retransmissionsOf } from '../../evidence/tcp/retransmissions.ts';
import { statesOf } from '../../evidence/tcp/states.ts';
import { wireLength } from '../../evidence/tcp/text.ts';
import type { Connection, Packet, Packets } from '../../evidence/types.ts';
import type { Language } from '../../language/language.ts';
import { tell } from '../../language/tell.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { formatClock, offsetOf } from '../clock.ts';
import { numberSegments } from '../numbers.ts';
import { describeGap, describeLeftOut, leastGapUs } from './gaps.ts';
import { findLifelines, type Lifelines } from './lifelines.ts';
import { labelPacket, quotePayload } from './packet-label.ts';
import type { LifelineState, PacketRow, Sequence, SequenceRow } from './sequence-rows.ts';
import { initialStates, isOnePerPair, type Shown, trackStates } from './states.ts';

export interface SequenceSource {
  record: RunRecord;
  /** The packets to show, in order. */
  packets: Packets;
  /** All packets that they were chosen from: where some are left out, a row says so. */
  among: Packets;
  connections: readonly Connection[];
  language: Language;
}

/** More rows than this are no figure any more: the middle is left out. */
const MOST_PACKETS = 120;
const LAST_PACKETS = 20;
const PAYLOAD_COLUMNS = 34;

/** Works out what a sequence diagram of the packets shows. */
export function modelSequence({ record, packets, among, connections, language }: SequenceSource): Sequence {
  const chosen = shortenPackets(packets);
  const frames = framesOf(among);
  const shown = describePackets(chosen, connections);
  const own = [...new Set(shown.flatMap(({ connection }) => connection ?? []))];
  const lifelines = findLifelines({
    packets: chosen,
    hosts: record.hosts,
    client: own[0]?.client,
    unknown: language.figures.unknownHost,
  });
  const states = own.length > 0 && isOnePerPair(shown, lifelines) ? trackStates(shown, lifelines) : undefined;
  const offset = offsetOf(record.run.startedAt);
  const gapUs = leastGapUs(chosen);
  const rows = shown.flatMap((item, i): SequenceRow[] => {
    const previous = chosen[i - 1];
    const gap =
      previous === undefined
        ? describeLeftOut(frames, { before: item.packet, language })
        : describeGap(previous, item.packet, { among: frames, gapUs, language });
    const row = makeRow(item, { lifelines, offset, states: states?.get(item.packet) ?? [], language });
    return [...gapRow(gap), row];
  });
  return {
    lifelines: lifelines.all,
    initial: states === undefined || own.length > 1 ? [] : initialStates(shown[0] as Shown, lifelines),
    rows: [...rows, ...gapRow(describeLeftOut(frames, { after: chosen.at(-1), language }))],
    notes: own.some((connection) => isInside(connection)) ? [language.figures.beganInside] : [],
    language,
  };
}

function gapRow(text: string): SequenceRow[] {
  return text === '' ? [] : [{ kind: 'gap', text }];
}

function isInside(connection: Connection): boolean {
  return !connection.packets.some(({ tcp }) => tcp?.relativeSeq !== undefined);
}

function shortenPackets(packets: Packets): readonly Packet[] {
  if (packets.length <= MOST_PACKETS) return packets.slice();
  return [...packets.slice(0, MOST_PACKETS - LAST_PACKETS), ...packets.slice(-LAST_PACKETS)];
}

function describePackets(packets: readonly Packet[], connections: readonly Connection[]): Shown[] {
  const known = new Map<number, Shown>();
  const wanted = new Map(packets.map((packet) => [packet.frame, packet]));
  for (const connection of connections) {
    if (!connection.packets.some(({ frame }) => wanted.has(frame))) continue;
    const numbers = numberSegments(connection);
    const again = retransmissionsOf(connection);
    const states = new Map(statesOf(connection).map(({ frame, ...ends }) => [frame, ends]));
    for (const frame of framesOf(connection.packets)) {
      const packet = wanted.get(frame);
      if (packet === undefined) continue;
      known.set(frame, {
        packet,
        connection,
        numbers: numbers.get(frame),
        states: states.get(frame),
        isRetransmission: again.has(frame),
      });
    }
  }
  const alone = { numbers: undefined, isRetransmission: false, connection: undefined, states: undefined };
  return packets.map((packet) => known.get(packet.frame) ?? { packet, ...alone });
}

function makeRow(
  { packet, numbers, isRetransmission }: Shown,
  at: { lifelines: Lifelines; offset: number; states: LifelineState[]; language: Language },
): PacketRow {
  const { lifelines, offset, states, language } = at;
  const { source, destination, tcp } = packet;
  const ports = lifelines.tellsPorts(packet) ? '' : `${source?.port ?? ''} → ${destination?.port ?? ''}`;
  const below = [
    isRetransmission ? language.figures.retransmission : '',
    packet.problem === undefined ? '' : tell(packet.problem, language),
    quotePayload(packet, PAYLOAD_COLUMNS),
  ];
  const mark = tcp?.flags.includes('RST') ? 'reset' : isRetransmission ? 'retransmission' : undefined;
  return {
    kind: 'packet',
    frame: packet.frame,
    time: formatClock(packet.timeUs, offset),
    ...(lifelines.crossings.get(packet) ?? { from: 0, to: 0 }),
    label: { ...labelPacket(packet, numbers, language.figures), ports },
    states,
    hasData: wireLength(packet) > 0,
    below: below.filter((text) => text !== '').join(', '),
    ...(mark !== undefined && { mark }),
  };
}
