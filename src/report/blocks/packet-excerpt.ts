import type { Packet, Packets } from '../../evidence/types.ts';
import type { Language } from '../../language/language.ts';
import type { Capture } from '../../record/run-record.ts';
import type { Call } from '../../template/call.ts';
import { Missing } from '../../template/captured.ts';
import type { Report } from '../report.ts';
import { formatNumbers } from '../words.ts';
import { type Excerpt, LINE_OPTIONS, parseRanges, takeExcerpt } from './excerpt.ts';
import { countLines, type Piece } from './lines.ts';
import { findPacketLines } from './packet-lines.ts';
import { PACKET_OPTIONS, queryPackets } from './packet-query.ts';

/** Options of a capture's block. */
export const CAPTURE_OPTIONS = [...new Set([...PACKET_OPTIONS, 'packets', ...LINE_OPTIONS])];

interface Source {
  report: Report;
  call: Call;
  evidence: Capture;
  bytes: Uint8Array;
}

/** The lines of the packets that the template asks for; undefined when it asks for all. */
export function takePackets(source: Source): Excerpt | undefined {
  const { report, call, evidence, bytes } = source;
  const asked = [...PACKET_OPTIONS, 'packets'].filter((option) => call.named[option] !== undefined);
  if (asked.length === 0) return takeExcerpt(source);
  const byLine = LINE_OPTIONS.find((option) => option !== 'from' && call.named[option] !== undefined);
  if (byLine !== undefined) {
    throw call.fail(`unexpected ${asked[0]}= and ${byLine}= together, expected packets or lines to be chosen`);
  }
  const all = report.facts.packets(evidence.id);
  const found = queryPackets(report, call, evidence.id);
  const chosen = found instanceof Missing ? [] : takeNumbered(call, found);
  const lines = findPacketLines(bytes, all);
  return {
    pieces: chosen.map((packet) => lines.get(packet.frame) ?? notPrinted(call, packet)),
    totalLines: countLines(bytes),
    marksLeaps: false,
    says: formatChosen(chosen, all.length, report.language),
  };
}

function takeNumbered(call: Call, packets: Packets): Packets {
  if (call.option('packets') === undefined) return packets;
  const ranges = parseRanges(call, 'packets');
  return packets.filter(({ frame }) => ranges.some(({ first, last }) => first <= frame && frame <= last));
}

function notPrinted(call: Call, { frame }: Packet): Piece {
  throw call.fail(
    `packet ${frame} can't be found in what tcpdump printed`,
    'Choose lines instead, with lines= or match=.',
  );
}

function formatChosen(chosen: Packets, total: number, language: Language): string {
  if (chosen.length === 0) return language.report.noPackets(total);
  const frames = chosen.map(({ frame }) => frame);
  const at = { numbers: formatNumbers(frames, language), isOne: frames.length === 1, total };
  return language.report.places('packet', at);
}
