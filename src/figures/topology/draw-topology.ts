import type { Language } from '../../language/language.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { Drawing } from '../drawing.ts';
import { SIZE } from '../style.ts';
import { widthOf } from '../text-size.ts';
import { type Card, drawCard, makeCard } from './card.ts';

const MARGIN = 18;
const HOSTS_IN_ROW = 5;
const COLUMN_SPACE = 26;
const ROW_SPACE = 34;
const SWITCH_HEIGHT = 34;
const SWITCH_SPACE = 16;
/** From a row's last switch down to its hosts. */
const LINK = 34;
const PADDING = 14;
/** How far a switch goes beyond its outermost lines. */
const OVERHANG = 75;
/** Where switches that a row below has again are joined, left of the hosts. */
const TRUNK_SPACE = 16;

interface Network {
  name: string;
  cidr: string;
}

/** Hosts beside each other, and the switches above them. */
interface Row {
  cards: { card: Card; x: number }[];
  networks: Network[];
}

/** Draws the lab's hosts and the networks that they are on: each network a switch, each interface a line to it. */
export function drawTopology(
  record: RunRecord,
  { title, language }: { title: string; language: Language },
): { drawing: Drawing; svg: string } {
  const { hosts, lab, driver } = record;
  const networks = Object.entries(lab.networks).map(([name, cidr]) => ({ name, cidr }));
  const cards = hosts.map((host) => makeCard(host));
  const isWrapped = hosts.length > HOSTS_IN_ROW;
  const trunks = isWrapped ? networks.length * TRUNK_SPACE : 0;
  const rows = splitRows(cards, networks, MARGIN + trunks);
  const drawing = new Drawing();
  const kind = driver.traits.ownNetwork ? 'switch' : 'network';
  const labelOf = (network: Network) => language.figures.networkLabel({ kind, ...network });
  const labels = networks.map((network) => labelOf(network));
  const right = Math.max(...rows.flatMap((row) => row.cards.map(({ card, x }) => x + card.width)));
  const least = MARGIN + trunks + Math.max(0, ...labels.map((label) => widthOf(label, SIZE))) + 2 * PADDING;
  const page = {
    drawing,
    networks,
    labelOf,
    right: Math.max(right, least),
    isWrapped,
    ends: new Map<string, number>(),
  };
  let y = MARGIN;
  for (const row of rows) y = drawRow(page, row, y) + ROW_SPACE;
  const size = { width: page.right + MARGIN, height: y - ROW_SPACE + MARGIN };
  return { drawing, svg: drawing.toSvg({ ...size, title }) };
}

function splitRows(cards: readonly Card[], networks: readonly Network[], left: number): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < cards.length; at += HOSTS_IN_ROW) {
    let x = left;
    const own = cards.slice(at, at + HOSTS_IN_ROW).map((card) => {
      const placed = { card, x };
      x += card.width + COLUMN_SPACE;
      return placed;
    });
    const used = networks.filter(({ name }) =>
      own.some(({ card }) => card.ports.some((port) => port.network === name)),
    );
    rows.push({ cards: own, networks: used });
  }
  return rows;
}

interface Page {
  drawing: Drawing;
  networks: readonly Network[];
  labelOf: (network: Network) => string;
  right: number;
  isWrapped: boolean;
  /** Network to where its switch in the row above ends, for the line that joins them. */
  ends: Map<string, number>;
}

function drawRow(page: Page, { cards, networks }: Row, top: number): number {
  const { drawing } = page;
  const left = cards[0]?.x ?? MARGIN;
  const switches = networks.map((network, i) => ({ network, y: top + i * (SWITCH_HEIGHT + SWITCH_SPACE) }));
  const hostsTop = top + switches.length * (SWITCH_HEIGHT + SWITCH_SPACE) - SWITCH_SPACE + LINK;
  const ports = cards.flatMap(({ card, x }) => card.ports.map((port) => ({ ...port, x: x + port.x })));
  const taps = ports.flatMap(({ network, x }) => {
    const y = switches.find((one) => one.network.name === network)?.y;
    return y === undefined ? [] : [{ network, x, y: y + SWITCH_HEIGHT }];
  });
  // Lines first: they pass behind the switches that they don't go to.
  for (const { x, y } of taps) drawing.line([x, y], [x, hostsTop], { colour: 'thread', width: 1.5 });
  for (const { network, y } of switches) {
    joinAbove(page, { network, y, left });
    const xs = taps.filter((tap) => tap.network === network.name).map(({ x }) => x);
    drawSwitch(page, { network, y, left, xs });
  }
  for (const { x, y } of taps) drawing.rect({ x: x - 4, y: y - 4, width: 8, height: 8, radius: 1 }, { fill: 'ink' });
  for (const { card, x } of cards) drawCard(drawing, card, [x, hostsTop]);
  return hostsTop + Math.max(...cards.map(({ card }) => card.height));
}

/** A bar over the hosts that are on the network; over the whole row where it goes on in another one. */
function drawSwitch(
  { drawing, labelOf, right, isWrapped }: Page,
  { network, y, left, xs }: { network: Network; y: number; left: number; xs: readonly number[] },
): void {
  const label = labelOf(network);
  const least = widthOf(label, SIZE) + 2 * PADDING;
  const [first, last] = [Math.max(left, Math.min(...xs) - OVERHANG), Math.min(right, Math.max(...xs) + OVERHANG)];
  const span =
    isWrapped || xs.length === 0 ? { x: left, end: right } : { x: first, end: Math.max(last, first + least) };
  // Near the right edge a long label makes it longer to the left.
  const shift = Math.max(0, span.end - right);
  const box = { x: Math.max(left, span.x - shift), y, width: span.end - span.x, height: SWITCH_HEIGHT, radius: 5 };
  drawing.rect(box, { fill: 'bar', line: 'thread' });
  drawing.text(label, [box.x + PADDING, y + 21.5], { size: SIZE, colour: 'ink', strong: true });
}

/** The same network in the next row of hosts: a line at the left makes both switches one. */
function joinAbove(page: Page, { network, y, left }: { network: Network; y: number; left: number }): void {
  const above = page.ends.get(network.name);
  const middle = y + SWITCH_HEIGHT / 2;
  if (above !== undefined) {
    const x = left - (page.networks.findIndex(({ name }) => name === network.name) + 1) * TRUNK_SPACE + 6;
    const style = { colour: 'thread', width: 1.5 } as const;
    page.drawing.line([left, above], [x, above], style);
    page.drawing.line([x, above], [x, middle], style);
    page.drawing.line([x, middle], [left, middle], style);
  }
  page.ends.set(network.name, middle);
}

/** What the picture shows, in words, for those who can't see it. */
export function describeTopology({ hosts, lab }: RunRecord, { figures }: Language): string {
  const parts = Object.entries(lab.networks).map(([network, cidr]) => {
    const members = hosts.flatMap(({ name, interfaces }) =>
      interfaces.filter((own) => own.network === network).map(({ address }) => `${name} (${address})`),
    );
    return figures.joins({ name: network, cidr, hosts: members });
  });
  return figures.topology(parts);
}
