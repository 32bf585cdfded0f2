import { Drawing } from '../drawing.ts';
import { type Colour, SIZE, SMALL } from '../style.ts';
import { widthOf } from '../text-size.ts';
import { drawArrow, drawLoop } from './arrow.ts';
import { BESIDE, type Head, type LabelColumn, type Layout, LOOP, layOut, MARGIN } from './layout.ts';
import type { LifelineState, PacketRow, Sequence } from './sequence-rows.ts';

const LINE = 15;
const HEAD_PADDING = 8;
/** From the top of a packet's row to where its arrow begins. */
const TO_ARROW = 21;
const SLANT = 6;
const PACKET_ROW = 36;
const BELOW_LINE = 13;
const GAP_ROW = 28;
/** With more rows than this the heads are repeated at the bottom. */
const LONG = 18;

/** Something that is drawn row by row, downwards. */
interface Page {
  drawing: Drawing;
  layout: Layout;
  y: number;
}

/** Draws a sequence diagram. Each packet is a group that tells its frame, and the picture tells its capture. */
export function drawSequence(
  sequence: Sequence,
  { title, capture }: { title: string; capture: string },
): { drawing: Drawing; svg: string } {
  const layout = layOut(sequence);
  const page = { drawing: new Drawing(), layout, y: MARGIN };
  drawHeads(page);
  drawColumnTitles(page, sequence.language);
  page.y += 8;
  const first = sequence.rows.findIndex(({ kind }) => kind === 'packet');
  for (const [i, row] of sequence.rows.entries()) {
    if (i === first && sequence.initial.length > 0) drawInitial(page, sequence.initial);
    if (row.kind === 'gap') drawGap(page, row.text);
    else drawPacket(page, row);
  }
  drawThreads(page, 10);
  if (sequence.rows.length > LONG) drawHeads(page);
  drawNotes(page, sequence.notes);
  const { drawing, y } = page;
  return { drawing, svg: drawing.toSvg({ width: layout.width, height: y + MARGIN, title, data: { capture } }) };
}

function drawHeads(page: Page): void {
  const { drawing, layout, y } = page;
  const lines = Math.max(...layout.heads.map(({ name, addresses }) => name.length + addresses.length));
  const height = lines * LINE + 2 * HEAD_PADDING;
  for (const [i, head] of layout.heads.entries()) {
    drawHead(drawing, head, { x: layout.lifelines[i] as number, y, height });
  }
  page.y += height;
}

function drawHead(drawing: Drawing, head: Head, { x, y, height }: { x: number; y: number; height: number }): void {
  drawing.rect({ x: x - head.width / 2, y, width: head.width, height, radius: 4 }, { fill: 'box', line: 'thread' });
  const lines = [
    ...head.name.map((text) => ({ text, size: SIZE, colour: 'ink' as const, strong: true })),
    ...head.addresses.map((text) => ({ text, size: SMALL, colour: 'muted' as const })),
  ];
  const top = y + (height - lines.length * LINE) / 2 + 11.5;
  for (const [i, { text, ...style }] of lines.entries()) {
    drawing.text(text, [x, top + i * LINE], { ...style, anchor: 'middle' });
  }
}

function drawColumnTitles({ drawing, layout, y }: Page, { figures }: Sequence['language']): void {
  const style = { size: SMALL, colour: 'muted' as const };
  drawing.text(figures.frame, [layout.frameRight, y - 4], { ...style, anchor: 'end' });
  drawing.text(figures.localTime, [layout.timeLeft, y - 4], style);
}

/** Goes on with every lifeline for some height; broken where time is left out. */
function drawThreads(page: Page, height: number, dash?: 'broken'): void {
  for (const x of page.layout.lifelines) {
    page.drawing.line([x, page.y], [x, page.y + height], { colour: 'thread', width: 1.2, ...(dash && { dash }) });
  }
  page.y += height;
}

function drawInitial(page: Page, states: readonly LifelineState[]): void {
  const baseline = page.y + 12;
  drawThreads(page, 20);
  for (const { lifeline, state } of states) drawState(page, { lifeline, state, baseline, isLeft: lifeline === 0 });
}

function drawGap(page: Page, text: string): void {
  const { drawing, layout, y } = page;
  drawing.text(text, [layout.timeLeft, y + GAP_ROW / 2 + 4], { size: SMALL, colour: 'muted' });
  drawThreads(page, GAP_ROW, 'broken');
}

const COLOURS: Record<NonNullable<PacketRow['mark']> | 'data' | 'plain', Colour> = {
  reset: 'reset',
  retransmission: 'again',
  data: 'data',
  plain: 'ink',
};

function drawPacket(page: Page, row: PacketRow): void {
  const { drawing, y } = page;
  const colour = COLOURS[row.mark ?? (row.hasData ? 'data' : 'plain')];
  drawThreads(page, row.below === '' ? PACKET_ROW : PACKET_ROW + BELOW_LINE);
  drawing.group({ frame: row.frame }, () => drawRow(page, row, { y, colour }));
}

function drawRow(page: Page, row: PacketRow, { y, colour }: { y: number; colour: Colour }): void {
  const { drawing, layout } = page;
  const arrow = y + TO_ARROW;
  drawing.text(`${row.frame}`, [layout.frameRight, arrow + 4], { size: SMALL, colour: 'ink', anchor: 'end' });
  drawing.text(row.time, [layout.timeLeft, arrow + 4], { size: SMALL, colour: 'muted' });
  const [from, to] = [layout.lifelines[row.from] as number, layout.lifelines[row.to] as number];
  const left = from === to ? leftOfLoop(page, row) : (from + to) / 2 - layout.labelWidth / 2;
  clearBehind(page, row, { left, y });
  if (from === to) drawLoop(drawing, { x: from, y: arrow, reach: LOOP, height: SLANT + 4 }, colour);
  else drawArrow(drawing, { from: [from, arrow], to: [to, arrow + SLANT] }, { colour, mark: row.mark });
  drawLabel(page, row, { left, baseline: arrow - 6, colour });
  const below = from === to ? from + LOOP + BESIDE : (from + to) / 2;
  drawing.text(row.below, [below, arrow + SLANT + 13], {
    size: SMALL,
    colour: row.mark === undefined ? 'muted' : colour,
    anchor: from === to ? 'start' : 'middle',
  });
  for (const { lifeline, state } of row.states) {
    const isSender = lifeline === row.from;
    const other = isSender ? row.to : row.from;
    const baseline = arrow + 4 + (isSender ? 0 : SLANT);
    drawState(page, { lifeline, state, baseline, isLeft: lifeline < other });
  }
}

/** The label of a packet to its own sender begins beside the loop, also when it has no ports. */
function leftOfLoop({ layout }: Page, { from, label }: PacketRow): number {
  const indent = label.ports === '' ? layout.columns.kind : 0;
  return (layout.lifelines[from] as number) + LOOP + BESIDE - indent;
}

/** An arrow across other lifelines has its label where they are: they step back. */
function clearBehind({ drawing, layout }: Page, row: PacketRow, { left, y }: { left: number; y: number }): void {
  const crossed = Math.abs(row.from - row.to) > 1;
  if (!crossed) return;
  const label = { x: left - 4, y: y + 3, width: layout.labelWidth + 8, height: TO_ARROW - 5 };
  drawing.rect(label, { fill: 'ground' });
  if (row.below === '') return;
  const width = widthOf(row.below, SMALL) + 8;
  const x = left + layout.labelWidth / 2 - width / 2;
  drawing.rect({ x, y: y + TO_ARROW + SLANT + 3, width, height: 14 }, { fill: 'ground' });
}

function drawLabel(
  { drawing, layout }: Page,
  { label }: PacketRow,
  { left, baseline, colour }: { left: number; baseline: number; colour: Colour },
): void {
  for (const [column, offset] of Object.entries(layout.columns) as [LabelColumn, number][]) {
    const isKind = column === 'kind';
    drawing.text(label[column], [left + offset, baseline], {
      size: SIZE,
      colour: isKind ? colour : 'ink',
      strong: isKind,
    });
  }
  drawing.text(label.text, [left + layout.columns.seq, baseline], { size: SIZE, colour: 'ink' });
}

function drawState(
  { drawing, layout }: Page,
  { lifeline, state, baseline, isLeft }: LifelineState & { baseline: number; isLeft: boolean },
): void {
  const x = layout.lifelines[lifeline] as number;
  const at = isLeft ? x - BESIDE : x + BESIDE;
  drawing.text(state, [at, baseline], { size: SMALL, colour: 'state', anchor: isLeft ? 'end' : 'start' });
  drawing.line([x - 3.5, baseline - 4], [x + 3.5, baseline - 4], { colour: 'state', width: 2 });
}

function drawNotes(page: Page, notes: readonly string[]): void {
  for (const note of notes) {
    page.y += LINE + 4;
    page.drawing.text(note, [MARGIN, page.y], { size: SMALL, colour: 'muted' });
  }
}
