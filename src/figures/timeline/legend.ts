import type { Language } from '../../language/language.ts';
import type { Drawing } from '../drawing.ts';
import { SMALL } from '../style.ts';
import { widthOf } from '../text-size.ts';
import { drawItem } from './item.ts';

type Legend = Language['figures']['legend'];

const ENTRIES: { kind: keyof Legend; width: number; marks: number[] }[] = [
  { kind: 'terminal', width: 34, marks: [22] },
  { kind: 'capture', width: 34, marks: [8, 12, 24] },
  { kind: 'moment', width: 5, marks: [] },
  { kind: 'typed', width: 2, marks: [] },
];
const SPACE = 26;
const BESIDE = 7;

/** Says what each kind of mark stands for, in one row whose left end is at x. */
export function drawLegend(drawing: Drawing, [x, y]: readonly [number, number], legend: Legend): void {
  let left = x;
  for (const { kind, width, marks } of ENTRIES) {
    const text = legend[kind];
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
