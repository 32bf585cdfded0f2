import { PacketList } from '../../../evidence/capture/packet-list.ts';
import type { Facts } from '../../../evidence/facts.ts';
import type { Packet, Packets } from '../../../evidence/types.ts';
import { tell } from '../../../language/tell.ts';
import { openLogInside } from '../../../record/open-log.ts';
import { firstIndex } from '../../../text/lists.ts';
import type { PacketDetail, PacketPage } from '../../protocol.ts';
import { findEvidence, isInside } from './evidence-files.ts';
import { filterPackets } from './filter.ts';
import { LogFile } from './log-file.ts';
import { describePacket, printedLines } from './packet-detail.ts';
import { packetRow } from './packet-row.ts';

const MOST_ROWS = 1000;

/** Opens the evidence of a record for who wants to look at it, and keeps what was opened. */
export class Inspector {
  readonly #dir: string;
  readonly #facts: () => Facts;
  #of: Facts | undefined;
  readonly #logs = new Map<string, Promise<LogFile>>();
  readonly #filtered = new Map<string, { filter: string; packets: Packets }>();
  readonly #printed = new Map<string, ReturnType<typeof printedLines>>();

  /** `facts` are those of the record as it is now. */
  constructor(dir: string, facts: () => Facts) {
    this.#dir = dir;
    this.#facts = facts;
  }

  log(id: string): Promise<LogFile> | undefined {
    const evidence = findEvidence(this.#current().record, id);
    if (evidence === undefined || !isInside(this.#dir, evidence.log)) return undefined;
    const isTerminal = evidence.kind === 'terminal' || evidence.kind === 'capture';
    const log = this.#logs.get(id) ?? LogFile.open(openLogInside(this.#dir, evidence.log), { isTerminal });
    this.#logs.set(id, log);
    return log;
  }

  packets(id: string, asked: { filter: string; from: number; count: number }): PacketPage | undefined {
    const facts = this.#capture(id);
    if (facts === undefined) return undefined;
    const packets = this.#filter(facts, id, asked.filter);
    const problem = facts.captureProblem(id);
    const from = Math.max(0, Math.min(asked.from, packets.length - 1));
    const until = Math.min(packets.length, from + Math.min(asked.count, MOST_ROWS));
    const rows: PacketPage['rows'] = [];
    for (let at = from; at < until; at++) rows.push(packetRow(packets.at(at) as Packet, facts));
    return {
      total: facts.packets(id).length,
      matched: packets.length,
      from,
      rows,
      ...(problem && { problem: tell(problem) }),
    };
  }

  packet(id: string, { filter, frame }: { filter: string; frame: number }): PacketDetail | undefined {
    const facts = this.#capture(id);
    const packet = facts?.packets(id).at(frame - 1);
    if (facts === undefined || packet === undefined || frame < 1) return undefined;
    const place = placeOf(this.#filter(facts, id, filter), frame);
    const printed = this.#printed.get(id) ?? printedLines(facts, id);
    this.#printed.set(id, printed);
    const lines = printed.get(frame);
    return {
      ...describePacket(packet, facts),
      ...(place !== undefined && { place }),
      ...(lines !== undefined && { lines }),
    };
  }

  /** The facts, when they have packets of a capture of this id. */
  #capture(id: string): Facts | undefined {
    const facts = this.#current();
    const evidence = findEvidence(facts.record, id);
    const isReadable =
      evidence?.kind === 'capture' && evidence.pcap !== undefined && evidence.unavailable === undefined;
    return isReadable && isInside(this.#dir, evidence.pcap as string) ? facts : undefined;
  }

  #filter(facts: Facts, id: string, filter: string): Packets {
    const last = this.#filtered.get(id);
    if (last?.filter === filter) return last.packets;
    const packets = filterPackets(facts, id, filter);
    this.#filtered.set(id, { filter, packets });
    return packets;
  }

  /** What was opened of another record is given up. */
  #current(): Facts {
    const facts = this.#facts();
    if (facts !== this.#of) {
      this.#of = facts;
      for (const kept of [this.#logs, this.#filtered, this.#printed]) kept.clear();
    }
    return facts;
  }
}

/** Frames are in order, so the place of one is found by halves. */
function placeOf(packets: Packets, frame: number): number | undefined {
  if (!(packets instanceof PacketList)) return undefined;
  const frames = packets.frames();
  const place = firstIndex(frames, (each) => each >= frame);
  return frames[place] === frame ? place : undefined;
}
