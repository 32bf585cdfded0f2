import type { HostFacts } from '../../record/run-record.ts';
import type { Drawing } from '../drawing.ts';
import { type Colour, SIZE, SMALL } from '../style.ts';
import { widthOf, wrap } from '../text-size.ts';

const PADDING = 12;
const LINE = 16;
/** Room between the host's names and its interfaces, and between two interfaces. */
const PART = 7;
const COLUMNS = { columns: 26, lines: 3 };
const LEAST_WIDTH = 130;
/** Columns that the interface's name takes up, and the space after it. */
const NAME_SPACE = 2;

interface Line {
  text: string;
  x: number;
  y: number;
  size: number;
  colour: Colour;
  strong?: boolean;
}

/** A host as a box: its names, and per interface its name, address and MAC. Places are relative to its corner. */
export interface Card {
  lines: Line[];
  width: number;
  height: number;
  /** Where lines to its networks leave, at its upper edge. */
  ports: { network: string; x: number }[];
}

/** Lays a host's box out. */
export function makeCard({ name, fullName, interfaces }: HostFacts): Card {
  const lines: Line[] = [];
  let y = PADDING - 2;
  const add = (text: string, line: Omit<Line, 'text' | 'y'>) => {
    y += LINE;
    lines.push({ ...line, text, y: y - 3 });
  };
  for (const text of wrap(name, COLUMNS)) add(text, { x: PADDING, size: SIZE, colour: 'ink', strong: true });
  if (fullName !== name) {
    for (const text of wrap(fullName, COLUMNS)) add(text, { x: PADDING, size: SMALL, colour: 'muted' });
  }
  const column = PADDING + widthOf(' '.repeat(longest(interfaces.map((own) => own.name)) + NAME_SPACE), SMALL);
  for (const { name: device, address, mac } of interfaces) {
    y += PART;
    lines.push({ text: device, x: PADDING, y: y + LINE - 3, size: SMALL, colour: 'muted' });
    for (const text of wrap(address, COLUMNS)) add(text, { x: column, size: SMALL, colour: 'ink' });
    if (mac !== undefined) add(mac, { x: column, size: SMALL, colour: 'muted' });
  }
  const right = Math.max(...lines.map(({ text, x, size }) => x + widthOf(text, size)));
  const width = Math.max(LEAST_WIDTH, right + PADDING);
  const ports = interfaces.map(({ network }, i) => ({ network, x: (width * (i + 1)) / (interfaces.length + 1) }));
  return { lines, width, height: y + PADDING, ports };
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

/** Draws a host's box with its upper left corner at this place. */
export function drawCard(drawing: Drawing, { lines, width, height }: Card, [x, y]: readonly [number, number]): void {
  drawing.rect({ x, y, width, height, radius: 4 }, { fill: 'box', line: 'thread' });
  for (const { text, x: left, y: baseline, ...style } of lines) drawing.text(text, [x + left, y + baseline], style);
}
