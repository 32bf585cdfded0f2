import type { Connection } from '../types.ts';
import { endOfSegment, isAtOrAfter } from './numbers.ts';

/** What one side has sent so far: ranges of sequence numbers, `end` exclusive. */
type Sent = { start: number; end: number }[];

/** Frames of the segments that carry data, a SYN or a FIN that had been sent before. */
export function retransmissionsOf({ packets }: Connection): ReadonlySet<number> {
  const frames = new Set<number>();
  const sentBy = new Map<string, Sent>();
  for (const packet of packets) {
    const { tcp, source, frame } = packet;
    if (tcp === undefined || source === undefined || tcp.flags.includes('RST')) continue;
    const side = `${source.address} ${source.port}`;
    const sent = sentBy.get(side) ?? [];
    sentBy.set(side, sent);
    if (!add(sent, { start: tcp.seq, end: endOfSegment(packet) })) frames.add(frame);
  }
  return frames;
}

/** Adds a segment; false when some of it had been sent before. */
function add(sent: Sent, { start, end }: { start: number; end: number }): boolean {
  if (start === end) return true;
  const overlapped = sent.find((range) => !isAtOrAfter(start, range.end) && !isAtOrAfter(range.start, end));
  const touched = overlapped ?? sent.find((range) => range.end === start);
  if (touched === undefined) sent.push({ start, end });
  else if (isAtOrAfter(end, touched.end)) touched.end = end;
  return overlapped === undefined;
}
