import type { Drawing } from '../drawing.ts';
import { type Colour, SMALL } from '../style.ts';
import { cut, widthOf } from '../text-size.ts';
import type { Axis } from './axis.ts';
import type { LaneItem } from './model.ts';

const ITEM_ROW = 19;
const BAR = 15;
/** Room between things in a row, and between a bar and its label. */
const SPACE = 10;
const BESIDE = 4;
const THINNEST = 2;
const LABEL_COLUMNS = 36;

/** An item with its place: its bar, and its label in or beside the bar. */
export interface Placed {
  kind: LaneItem['kind'];
  label: string;
  bar: Extent;
  labelLeft: number;
  /** Whether the label is in the bar. */
  isInside: boolean;
  marks: number[];
  /** Top of its row. */
  y: number;
}

/** Gives each item a row and its label a place; later ones go below where there is no room. */
export function placeItems(items: readonly LaneItem[], axis: Axis): { items: Placed[]; height: number } {
  const placed = items.map((item) => placeItem(item, axis));
  const rows = pack(
    placed.map((item) => extentOf(item)),
    SPACE,
  );
  return {
    items: placed.map((item, i) => ({ ...item, y: (rows[i] as number) * ITEM_ROW })),
    height: (Math.max(-1, ...rows) + 1) * ITEM_ROW,
  };
}

function placeItem({ kind, label, beganMs, endedMs, marksMs }: LaneItem, axis: Axis): Placed {
  const left = axis.at(beganMs);
  const bar = { left, right: Math.max(axis.at(endedMs), left + THINNEST) };
  const text = cut(label, LABEL_COLUMNS);
  // Marks nearer to each other than can be seen are one.
  const marks = [...new Set(marksMs.map((ms) => Math.round(axis.at(ms) * 2) / 2))];
  const place = placeLabel(kind, { bar, marks, width: widthOf(text, SMALL), axis });
  return { kind, label: text, bar, marks, y: 0, ...place };
}

interface Room {
  bar: Extent;
  marks: readonly number[];
  width: number;
  axis: Axis;
}

/** A program's label is in its bar where there is room; others are after it, at the right edge before it. */
function placeLabel(kind: LaneItem['kind'], room: Room): Pick<Placed, 'labelLeft' | 'isInside'> {
  const { bar, width, axis } = room;
  const fits = bar.right - bar.left >= width + 2 * BESIDE;
  if (fits && (kind === 'terminal' || kind === 'build')) return { labelLeft: bar.left + BESIDE, isInside: true };
  if (bar.right + BESIDE + width <= axis.right) return { labelLeft: bar.right + BESIDE, isInside: false };
  const before = bar.left - BESIDE - width;
  return before >= axis.left ? { labelLeft: before, isInside: false } : { labelLeft: findFree(room), isInside: true };
}

/** Room in the bar between two marks; at its left end where there is none. */
function findFree({ bar, marks, width }: Room): number {
  const starts = [bar.left, ...marks];
  const ends = [...marks, bar.right];
  const free = starts.findIndex((start, i) => (ends[i] as number) - start >= width + 2 * BESIDE);
  return (starts[free] ?? bar.left) + BESIDE;
}

function extentOf({ label, bar, labelLeft }: Placed): Extent {
  const labelRight = labelLeft + widthOf(label, SMALL);
  return { left: Math.min(bar.left, labelLeft), right: Math.max(bar.right, labelRight) };
}

const FILLS: Record<LaneItem['kind'], Colour> = {
  build: 'bar',
  terminal: 'bar',
  capture: 'capture',
  moment: 'moment',
  typed: 'data',
};

/** Draws an item's bar, marks and label. */
export function drawItem(drawing: Drawing, item: Placed): void {
  const { kind, label, bar, labelLeft, isInside, marks, y } = item;
  if (kind === 'typed') drawTyped(drawing, [bar.left, y + BAR / 2]);
  else drawBar(drawing, item);
  for (const x of marks) {
    if (kind === 'capture') drawing.line([x, y + 2], [x, y + BAR - 2], { colour: 'ink' });
    else
      drawing.polygon(
        [
          [x - 3, y + BAR + 2.5],
          [x + 3, y + BAR + 2.5],
          [x, y + BAR - 2.5],
        ],
        'data',
      );
  }
  if (kind === 'capture' && isInside) {
    const patch = { x: labelLeft - 2, y: y + 1, width: widthOf(label, SMALL) + 4, height: BAR - 2 };
    drawing.rect(patch, { fill: 'capture' });
  }
  const colour = kind === 'typed' ? 'data' : kind === 'moment' && isInside ? 'ground' : 'ink';
  drawing.text(label, [labelLeft, y + 11.5], { size: SMALL, colour });
}

function drawBar(drawing: Drawing, { kind, bar, isInside, y }: Placed): void {
  const isMoment = kind === 'moment';
  const thin = isMoment && !isInside ? 3 : 0;
  const box = { x: bar.left, y: y + thin, width: bar.right - bar.left, height: BAR - 2 * thin };
  drawing.rect(box, isMoment ? { fill: FILLS[kind] } : { fill: FILLS[kind], line: 'thread' });
}

/** A small arrowhead that points to when it was. */
function drawTyped(drawing: Drawing, [x, y]: readonly [number, number]): void {
  drawing.polygon(
    [
      [x, y - 4.5],
      [x + 3, y + 2.5],
      [x - 3, y + 2.5],
    ],
    'data',
  );
}

/** What something takes up from left to right, with its label. */
interface Extent {
  left: number;
  right: number;
}

/** The row in which each one has room, from 0: the first where it touches none of those before it. */
function pack(extents: readonly Extent[], space: number): number[] {
  const rows: Extent[][] = [];
  return extents.map((extent) => {
    const free = rows.findIndex((row) => row.every((other) => isApart(extent, other, space)));
    const at = free < 0 ? rows.push([]) - 1 : free;
    rows[at]?.push(extent);
    return at;
  });
}

function isApart(one: Extent, other: Extent, space: number): boolean {
  return one.left >= other.right + space || other.left >= one.right + space;
}
