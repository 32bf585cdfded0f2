import type { RunRecord } from '../../record/types.ts';
import { formatList } from '../words.ts';
import { Drawing } from './drawing.ts';
import { SIZE, SMALL } from './style.ts';
import { makeCard, type Card, drawCard } from './topology-card.ts';
import { widthOf } from './text-size.ts';

const MARGIN = 18;
const HOSTS_IN_ROW = 5;
const COLUMN_SPACE = 26;
const ROW_SPACE = 34;
const SWITCH_HEIGHT = 34;
const SWITCH_SPACE = 16;
/** From a row's last switch down to its hosts. */
const LINK = 34;
const PADDING = 14;
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
export function drawTopology(record: RunRecord, title: string): { drawing: Drawing; svg: string } {
  const { hosts, lab, driver } = record;
  const networks = Object.entries(lab.networks).map(([name, cidr]) => ({ name, cidr }));
  const cards = hosts.map((host) => makeCard(host));
  const trunks = hosts.length > HOSTS_IN_ROW ? networks.length * TRUNK_SPACE : 0;
  const rows = splitRows(cards, networks, MARGIN + trunks);
  const drawing = new Drawing();
  const kind = driver.name === 'namespaces' ? 'switch' : 'network';
  const labels = networks.map((network) => labelOf(network, kind));
  const right = Math.max(...rows.flatMap((row) => row.cards.map(({ card, x }) => x + card.width)));
  const least = MARGIN + trunks + Math.max(0, ...labels.map((label) => widthOf(label, SIZE))) + 2 * PADDING;
  const page = { drawing, networks, kind, right: Math.max(right, least), ends: new Map<string, number>() };
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
    const used = networks.filter(({ name }) => own.some(({ card }) => card.ports.some((port) => port.network === name)));
    rows.push({ cards: own, networks: used });
  }
  return rows;
}

interface Page {
  drawing: Drawing;
  networks: readonly Network[];
  kind: string;
  right: number;
  /** Network to where its switch in the row above ends, for the line that joins them. */
  ends: Map<string, number>;
}

function drawRow(page: Page, { cards, networks }: Row, top: number): number {
  const { drawing } = page;
  const left = cards[0]?.x ?? MARGIN;
  const switches = networks.map((network, i) => ({ network, y: top + i * (SWITCH_HEIGHT + SWITCH_SPACE) }));
  const hostsTop = top + switches.length * (SWITCH_HEIGHT + SWITCH_SPACE) - SWITCH_SPACE + LINK;
  const taps = cards.flatMap(({ card, x }) => card.ports.map((port) => ({ ...port, x: x + port.x })));
  for (const { network, y } of switches.toReversed()) {
    joinAbove(page, { network, y, left });
    const box = { x: left, y, width: page.right - left, height: SWITCH_HEIGHT, radius: 5 };
    for (const tap of taps.filter((one) => one.network === network.name)) {
      drawing.line([tap.x, y + SWITCH_HEIGHT / 2], [tap.x, hostsTop], { colour: 'thread', width: 1.5 });
    }
    drawing.rect(box, { fill: 'bar', line: 'thread' });
    drawing.text(labelOf(network, page.kind), [left + PADDING, y + 21.5], { size: SIZE, colour: 'ink', strong: true });
  }
  for (const tap of taps) {
    const y = switches.find(({ network }) => network.name === tap.network)?.y;
    if (y === undefined) continue;
    drawing.rect({ x: tap.x - 4, y: y + SWITCH_HEIGHT - 4, width: 8, height: 8, radius: 1 }, { fill: 'ink' });
  }
  for (const { card, x } of cards) drawCard(drawing, card, [x, hostsTop]);
  return hostsTop + Math.max(...cards.map(({ card }) => card.height));
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

function labelOf({ name, cidr }: Network, kind: string): string {
  return `${kind} ${name}   ${cidr}`;
}

/** What the picture shows, in words, for those who can't see it. */
export function describeTopology({ hosts, lab }: RunRecord): string {
  const parts = Object.entries(lab.networks).map(([network, cidr]) => {
    const members = hosts.flatMap(({ name, interfaces }) =>
      interfaces.filter((own) => own.network === network).map(({ address }) => `${name} (${address})`),
    );
    return `${network} (${cidr}) joins ${formatList(members)}`;
  });
  return `Topology: ${parts.join('; ')}`;
}
