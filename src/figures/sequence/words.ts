import type { Language } from '../../language/language.ts';
import type { PacketRow, Sequence } from './sequence-rows.ts';

type Words = Language['figures'];

/** What a sequence diagram shows, in words, for those who can't see it; `subject` is e.g. "connection of client2". */
export function describeSequence({ rows, lifelines, initial, language }: Sequence, subject: string): string {
  const words = language.figures;
  const packets = rows.filter((row): row is PacketRow => row.kind === 'packet');
  const names = lifelines.map(({ name, addresses }) => [name, ...addresses.map((address) => `(${address})`)].join(' '));
  const sentences = [
    words.sequence({ subject, packets: packets.length, ends: names }),
    `${packets.length > MOST_LISTED ? words.firstAre : ''}${listPackets(packets, lifelines, words)}`,
    ...(lifelines.length === 2 ? lifelines.map((_, i) => listStates({ packets, lifelines, initial, words }, i)) : []),
  ];
  return sentences.filter((sentence) => sentence !== '').join('. ');
}

const MOST_LISTED = 16;

/** "vit002 SYN, vit001 SYN ACK, vit002 ACK" */
function listPackets(packets: readonly PacketRow[], lifelines: Sequence['lifelines'], words: Words): string {
  const texts = packets.slice(0, MOST_LISTED).map(({ from, label: { kind, text }, hasData, mark }) => {
    const extras = [
      text,
      hasData && text === '' ? words.withData : '',
      mark === 'retransmission' ? `(${words.retransmission})` : '',
    ];
    return [lifelines[from]?.name, kind, ...extras].filter(Boolean).join(' ');
  });
  return texts.join(', ');
}

function listStates(
  {
    packets,
    lifelines,
    initial,
    words,
  }: { packets: readonly PacketRow[]; words: Words } & Pick<Sequence, 'lifelines' | 'initial'>,
  lifeline: number,
): string {
  const states = [...initial, ...packets.flatMap((row) => row.states)].filter((own) => own.lifeline === lifeline);
  if (states.length === 0) return '';
  return words.states(
    lifelines[lifeline]?.name ?? '',
    states.map(({ state }) => state),
  );
}
