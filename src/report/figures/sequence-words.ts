import { formatQuantity } from '../words.ts';
import type { PacketRow, Sequence } from './sequence-types.ts';

/** What a sequence diagram shows, in words, for those who can't see it; `what` is e.g. "connection of client2". */
export function describeSequence({ rows, lifelines, initial }: Sequence, what: string): string {
  const packets = rows.filter((row): row is PacketRow => row.kind === 'packet');
  const names = lifelines.map(({ name, addresses }) => [name, ...addresses.map((address) => `(${address})`)].join(' '));
  const between =
    names.length === 1 ? `at ${names[0]}` : `between ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const sentences = [
    `Sequence diagram of the ${what}: ${formatQuantity(packets.length, 'packet')} ${between}`,
    `${packets.length > MOST_LISTED ? 'The first are: ' : ''}${listPackets(packets, lifelines)}`,
    ...(lifelines.length === 2 ? lifelines.map((_, i) => listStates({ packets, lifelines, initial }, i)) : []),
  ];
  return sentences.filter((sentence) => sentence !== '').join('. ');
}

const MOST_LISTED = 16;

/** "vit002 SYN, vit001 SYN ACK, vit002 ACK" */
function listPackets(packets: readonly PacketRow[], lifelines: Sequence['lifelines']): string {
  const texts = packets.slice(0, MOST_LISTED).map(({ from, label: { kind, text }, hasData, mark }) => {
    const extras = [
      text,
      hasData && text === '' ? 'with data' : '',
      mark === 'retransmission' ? '(retransmission)' : '',
    ];
    return [lifelines[from]?.name, kind, ...extras].filter(Boolean).join(' ');
  });
  return texts.join(', ');
}

function listStates(
  { packets, lifelines, initial }: { packets: readonly PacketRow[] } & Pick<Sequence, 'lifelines' | 'initial'>,
  lifeline: number,
): string {
  const states = [...initial, ...packets.flatMap((row) => row.states)].filter((own) => own.lifeline === lifeline);
  return states.length === 0
    ? ''
    : `States of ${lifelines[lifeline]?.name}: ${states.map(({ state }) => state).join(', ')}`;
}
