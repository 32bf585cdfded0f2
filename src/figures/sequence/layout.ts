import { SIZE, SMALL } from '../style.ts';
import { widthOf, wrap } from '../text-size.ts';
import type { PacketLabel } from './packet-label.ts';
import type { PacketRow, Sequence } from './sequence-rows.ts';

export const MARGIN = 18;
/** Least distance between two texts beside each other. */
const SPACE = 14;
const LEAST_DISTANCE = 150;
/** Room between a lifeline and a text beside it. */
export const BESIDE = 9;
const NAME_LINES = { columns: 24, lines: 3 };
const ADDRESS_LINES = { columns: 26, lines: 3 };
const BOX_PADDING = 10;
/** How far a packet to its own sender goes out. */
export const LOOP = 26;

/** Where the columns of a sequence diagram are, px. */
export interface Layout {
  /** Right edge of the frame numbers. */
  frameRight: number;
  timeLeft: number;
  /** Middle of each lifeline. */
  lifelines: number[];
  heads: Head[];
  /** Columns of the labels on arrows, from the label's left edge. */
  columns: Record<LabelColumn, number>;
  labelWidth: number;
  width: number;
}

/** What stands above a lifeline. */
export interface Head {
  name: string[];
  addresses: string[];
  width: number;
}

const LABEL_COLUMNS = ['ports', 'kind', 'seq', 'ack', 'length'] as const;
export type LabelColumn = (typeof LABEL_COLUMNS)[number];

/** Finds room for every text of a sequence diagram. */
export function layOut(sequence: Sequence): Layout {
  const titles = sequence.language.figures;
  const rows = sequence.rows.filter((row): row is PacketRow => row.kind === 'packet');
  const { columns, width: labelWidth } = layOutLabels(rows.map(({ label }) => label));
  const heads = sequence.lifelines.map(makeHead);
  const frames = rows.map(({ frame }) => `${frame}`);
  const frameRight = MARGIN + Math.max(...[...frames, titles.frame].map((text) => widthOf(text, SMALL)));
  const timeLeft = frameRight + SPACE;
  const times = sequence.rows.map((row) => (row.kind === 'packet' ? row.time : row.text));
  const timeRight = timeLeft + Math.max(...[...times, titles.localTime].map((text) => widthOf(text, SMALL)));
  const states = stateWidths(sequence);
  const first = timeRight + SPACE + Math.max((heads[0]?.width ?? 0) / 2, states.left + BESIDE);
  const lifelines = place(sequence, { first, distances: leastDistances(rows, { heads, states, labelWidth }) });
  const last = lifelines.at(-1) as number;
  const toSelf = rows.some(({ from, to }) => from === to && to === heads.length - 1) ? LOOP + BESIDE + labelWidth : 0;
  const right = Math.max((heads.at(-1)?.width ?? 0) / 2, states.right + BESIDE, toSelf);
  const notesRight = Math.max(0, ...sequence.notes.map((note) => widthOf(note, SMALL))) + MARGIN;
  return {
    frameRight,
    timeLeft,
    lifelines,
    heads,
    columns,
    labelWidth,
    width: Math.max(last + right, notesRight) + MARGIN,
  };
}

function makeHead({ name, addresses }: Sequence['lifelines'][number]): Head {
  const head = {
    name: wrap(name, NAME_LINES),
    addresses: addresses.flatMap((address) => wrap(address, ADDRESS_LINES)),
  };
  const widths = [
    ...head.name.map((line) => widthOf(line, SIZE)),
    ...head.addresses.map((line) => widthOf(line, SMALL)),
  ];
  return { ...head, width: Math.max(...widths) + 2 * BOX_PADDING };
}

/** What has no numbers, such as "who has 192.0.2.1", begins where the others' numbers do. */
function layOutLabels(labels: readonly PacketLabel[]): { columns: Layout['columns']; width: number } {
  const widest = (part: keyof PacketLabel) => Math.max(0, ...labels.map((label) => widthOf(label[part], SIZE)));
  const columns = { ports: 0, kind: 0, seq: 0, ack: 0, length: 0 };
  let next = 0;
  let width = 0;
  for (const part of LABEL_COLUMNS) {
    columns[part] = next;
    const own = widest(part);
    if (own === 0) continue;
    width = next + own;
    next = width + SPACE;
  }
  return { columns, width: Math.max(width, columns.seq + widest('text')) };
}

/** Room that states need left of the first lifeline, right of the last one, and beside those between. */
function stateWidths({ rows, initial, lifelines }: Sequence): { left: number; right: number; between: number } {
  const all = [...initial, ...rows.flatMap((row) => (row.kind === 'packet' ? row.states : []))];
  const widest = (of: typeof all) => Math.max(0, ...of.map(({ state }) => widthOf(state, SMALL)));
  const last = lifelines.length - 1;
  return {
    left: widest(all.filter(({ lifeline }) => lifeline === 0)),
    right: widest(all.filter(({ lifeline }) => lifeline === last)),
    between: widest(all.filter(({ lifeline }) => lifeline > 0 && lifeline < last)),
  };
}

type Sizes = { heads: readonly Head[]; states: { between: number }; labelWidth: number };

/** For each pair of lifelines how far apart they must be at least. */
function leastDistances(rows: readonly PacketRow[], { heads, states, labelWidth }: Sizes): [number, number, number][] {
  const below = rows.map((row) => widthOf(row.below, SMALL));
  const label = Math.max(labelWidth, ...below) + 2 * SPACE;
  const beside = heads.slice(1).map((head, i): [number, number, number] => {
    const boxes = ((heads[i] as Head).width + head.width) / 2 + SPACE;
    return [i, i + 1, Math.max(boxes, states.between + 2 * BESIDE, LEAST_DISTANCE)];
  });
  const spans = rows.map(({ from, to }): [number, number, number] =>
    from === to ? [from, from + 1, LOOP + label] : [Math.min(from, to), Math.max(from, to), label],
  );
  return [...beside, ...spans];
}

/** Puts the lifelines as near to each other as they may be; what spans several is shared out among them. */
function place(
  { lifelines }: Sequence,
  { first, distances }: { first: number; distances: [number, number, number][] },
): number[] {
  const gaps = lifelines.slice(1).map(() => 0);
  for (const [from, to, least] of distances.toSorted((one, other) => one[1] - one[0] - (other[1] - other[0]))) {
    const span = gaps.slice(from, to);
    const missing = least - span.reduce((sum, gap) => sum + gap, 0);
    for (let i = from; missing > 0 && i < from + span.length; i++)
      gaps[i] = (gaps[i] as number) + missing / span.length;
  }
  const xs = [first];
  for (const gap of gaps) xs.push((xs.at(-1) as number) + gap);
  return xs;
}
