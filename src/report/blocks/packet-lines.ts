import type { Packets } from '../../evidence/types.ts';
import { endOfLine, type Piece } from './lines.ts';

const MICROSECONDS = 1_000_000;
/** A line of at most this many bytes is looked at to see what begins on it. */
const LOOK_AT_BYTES = 64;

/** "13:20:42.728632", "2026-10-08 13:20:42.728632" (-tttt) or "1791458442.728632" (-tt). */
const TIME = /^(?:(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:)?(\d+)\.(\d{6})\d* /;
const NO_PACKET = /^(?:\s|$|tcpdump: |listening on |reading from file |\^C|\d+ packets? (?:captured|received|dropped))/;
/** With -ttt and -ttttt a time since another packet, which may be indented. */
const RELATIVE_TIME = /^ ?\d\d:\d\d:\d\d\.\d{6}\d* /;

/**
 * The lines that tcpdump printed for each packet: one, and the indented ones that continue it. A packet is known by
 * the seconds and microseconds at its line's head; where tcpdump printed no such time, by its place in the order,
 * if there are as many as packets. Keys are frame numbers; what is not found is not in the map.
 */
export function findPacketLines(log: Uint8Array, packets: Packets): Map<number, Piece> {
  const printed = splitPrinted(log);
  const timed = printed.filter(({ micros }) => micros !== undefined);
  const byTime = alignByTime(timed, packets);
  if (byTime.size === packets.length || printed.length !== packets.length) return byTime;
  return new Map(packets.map(({ frame }, i) => [frame, (printed[i] as Printed).piece]));
}

interface Printed {
  piece: Piece;
  /** Microseconds within the minute; time zones differ in whole minutes. */
  micros?: number;
}

/** Both are in the order of capture, so each packet's line is looked for after the one before. */
function alignByTime(printed: Printed[], packets: Packets): Map<number, Piece> {
  const found = new Map<number, Piece>();
  let from = 0;
  for (const packet of packets) {
    let at = from;
    while (at < printed.length && printed[at]?.micros !== packet.timeUs % (60 * MICROSECONDS)) at++;
    const line = printed[at];
    if (line === undefined) continue;
    found.set(packet.frame, line.piece);
    from = at + 1;
  }
  return found;
}

function splitPrinted(log: Uint8Array): Printed[] {
  const packets: Printed[] = [];
  let line = 0;
  let open: Printed | undefined;
  for (let start = 0; start < log.length; ) {
    const end = endOfLine(log, start);
    const text = Buffer.from(log.subarray(start, Math.min(end, start + LOOK_AT_BYTES))).toString('latin1');
    line++;
    if (isPacket(text)) {
      open = { piece: { firstLine: line, lastLine: line, start, end }, ...timeOf(text) };
      packets.push(open);
    } else if (/^\s/.test(text) && open !== undefined) {
      Object.assign(open.piece, { lastLine: line, end });
    } else {
      open = undefined;
    }
    start = end;
  }
  return packets;
}

function isPacket(text: string): boolean {
  return RELATIVE_TIME.test(text) || !NO_PACKET.test(text);
}

function timeOf(text: string): { micros?: number } {
  const match = TIME.exec(text);
  if (match === null) return {};
  const [seconds, micros] = [match[1], match[2]];
  return { micros: (Number(seconds) % 60) * MICROSECONDS + Number(micros) };
}
