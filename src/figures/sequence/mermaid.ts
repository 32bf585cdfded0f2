import { makeVisibleLine } from '../../text/visible.ts';
import type { PacketRow, Sequence } from './sequence-rows.ts';

/** The diagram in Mermaid's language, for those who want it as text. */
export function writeMermaid({ lifelines, initial, rows, notes }: Sequence): string {
  const everyone = lifelines.length === 1 ? 'p0' : `p0,p${lifelines.length - 1}`;
  const participants = lifelines.map(({ name, addresses }, i) => {
    return `participant p${i} as ${[name, ...addresses].map(escapeMermaid).join('<br/>')}`;
  });
  const states = initial.map((own) => writeState(own, lifelines.length));
  const first = rows.findIndex(({ kind }) => kind === 'packet');
  const body = rows.flatMap((row, i) => {
    if (row.kind === 'gap') return [`Note over ${everyone}: ${escapeMermaid(row.text)}`];
    return [...(i === first ? states : []), ...writePacket(row)];
  });
  const remarks = notes.map((note) => `Note over ${everyone}: ${escapeMermaid(note)}`);
  return ['sequenceDiagram', ...[...participants, ...body, ...remarks].map((line) => `    ${line}`)].join('\n');

  function writePacket(row: PacketRow): string[] {
    const { ports, kind, seq, ack, length, text } = row.label;
    const words = [`${row.frame}:`, row.time, ports, kind, seq, ack, length, text, row.below];
    const message = words
      .filter((word) => word !== '')
      .map(escapeMermaid)
      .join(' ');
    const arrow = ARROWS[row.mark ?? 'plain'];
    return [
      `p${row.from}${arrow}p${row.to}: ${message}`,
      ...row.states.map((own) => writeState(own, lifelines.length)),
    ];
  }
}

/** Solid with a head; a reset ends in a cross, a retransmission is dotted. */
const ARROWS = { plain: '->>', reset: '-x', retransmission: '-->>' } as const;

function writeState({ lifeline, state }: { lifeline: number; state: string }, lifelines: number): string {
  if (lifeline > 0 && lifeline < lifelines - 1) return `Note over p${lifeline}: ${state}`;
  return `Note ${lifeline === 0 ? 'left' : 'right'} of p${lifeline}: ${state}`;
}

/** Any text so that Mermaid shows it as it is: what could be its syntax, HTML or Markdown becomes "#35;" and the like. */
function escapeMermaid(text: string): string {
  return makeVisibleLine(text).replace(/[^\p{L}\p{N} .,:()/_→µ-]/gu, (character) => `#${character.codePointAt(0)};`);
}
