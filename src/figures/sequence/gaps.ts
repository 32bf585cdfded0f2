import type { Packet } from '../../evidence/types.ts';
import type { Language } from '../../language/language.ts';
import { formatSpan } from '../clock.ts';

const SHORTEST_GAP_US = 1000;
/** How many times longer than usual a wait must be to stand out. */
const GAP_FACTOR = 10;

/** From how much time on a wait between two packets is marked. */
export function leastGapUs(packets: readonly Packet[]): number {
  const waits = packets.slice(1).map(({ timeUs }, i) => timeUs - (packets[i] as Packet).timeUs);
  if (waits.length < 3) return SHORTEST_GAP_US;
  const usual = waits.toSorted((one, other) => one - other)[Math.floor((waits.length - 1) / 2)] as number;
  return Math.max(SHORTEST_GAP_US, usual * GAP_FACTOR);
}

/** What lies between two packets of a diagram (`among` are the frames they were chosen from): a wait that stands out, packets that are left out; or nothing. */
export function describeGap(
  previous: Packet,
  next: Packet,
  { among, gapUs, language }: { among: readonly number[]; gapUs: number; language: Language },
): string {
  const leftOut = describeLeftOut(among, { after: previous, before: next, language });
  const waitUs = next.timeUs - previous.timeUs;
  const isTold = waitUs >= gapUs || (leftOut !== '' && waitUs >= 0);
  return [isTold ? language.figures.later(formatSpan(waitUs, language)) : '', leftOut]
    .filter((part) => part !== '')
    .join(', ');
}

/** "37 packets left out" after one packet and before another; nothing where there is none. */
export function describeLeftOut(
  among: readonly number[],
  { after, before, language }: { after?: Packet | undefined; before?: Packet | undefined; language: Language },
): string {
  const [first, end] = [after?.frame ?? 0, before?.frame ?? Number.POSITIVE_INFINITY];
  const count = among.filter((frame) => frame > first && frame < end).length;
  return count === 0 ? '' : language.figures.leftOut(count);
}
