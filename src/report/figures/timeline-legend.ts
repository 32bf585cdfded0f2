import type { Drawing } from './drawing.ts';
import { SMALL } from './style.ts';
import { widthOf } from './text-size.ts';
import { drawItem, type Placed } from './timeline-item.ts';

const ENTRIES: { kind: Placed['kind']; width: number; marks: number[]; text: string }[] = [
  { kind: 'terminal', width: 34, marks: [22], text: 'terminal, and when something was typed' },
  { kind: 'capture', width: 34, marks: [8, 12, 24], text: 'capture, and its packets' },
  { kind: 'moment', width: 5, marks: [], text: 'moment' },
  { kind: 'typed', width: 2, marks: [], text: 'typed line' },
];
const SPACE = 26;
const BESIDE = 7;

/** Says what each kind of mark stands for, in one row whose left end is at x. */
export function drawLegend(drawing: Drawing, [x, y]: readonly [number, number]): void {
  let left = x;
  for (const { kind, width, marks, text } of ENTRIES) {
    const bar = { left, right: left + width };
    drawItem(drawing, {
      kind,
      label: '',
      bar,
      labelLeft: left,
      isInside: false,
      marks: marks.map((at) => left + at),
      y,
    });
    drawing.text(text, [bar.right + BESIDE, y + 11.5], { size: SMALL, colour: 'muted' });
    left = bar.right + BESIDE + widthOf(text, SMALL) + SPACE;
  }
}
