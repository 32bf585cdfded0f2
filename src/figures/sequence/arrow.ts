import type { Drawing } from '../drawing.ts';
import type { Colour } from '../style.ts';

type Point = readonly [x: number, y: number];

const HEAD_LENGTH = 10;
const HEAD_HALF = 4;
/** The arrow ends this far before the lifeline's middle. */
const SHORT_OF = 1;

interface ArrowStyle {
  colour: Colour;
  /** A reset is thick and ends in a cross, a retransmission is dashed: they stand out without colour too. */
  mark?: 'reset' | 'retransmission' | undefined;
}

/** An arrow from one lifeline to another. */
export function drawArrow(
  drawing: Drawing,
  { from, to }: { from: Point; to: Point },
  { colour, mark }: ArrowStyle,
): void {
  const towards = Math.sign(to[0] - from[0]);
  const tip: Point = [to[0] - towards * SHORT_OF, to[1]];
  const neck: Point = [tip[0] - towards * HEAD_LENGTH, tip[1]];
  drawing.line(from, neck, {
    colour,
    width: mark === 'reset' ? 2.6 : 1.5,
    ...(mark === 'retransmission' && { dash: 'dashed' as const }),
  });
  drawing.polygon([tip, [neck[0], neck[1] - HEAD_HALF], [neck[0], neck[1] + HEAD_HALF]], colour);
  if (mark === 'reset') drawCross(drawing, [neck[0] - towards * 16, neck[1] - 0.6], colour);
}

function drawCross(drawing: Drawing, [x, y]: Point, colour: Colour): void {
  const half = 5.5;
  drawing.line([x - half, y - half], [x + half, y + half], { colour, width: 2.2 });
  drawing.line([x - half, y + half], [x + half, y - half], { colour, width: 2.2 });
}

/** A packet to its own sender: out to the right and back. */
export function drawLoop(
  drawing: Drawing,
  { x, y, reach, height }: { x: number; y: number; reach: number; height: number },
  colour: Colour,
): void {
  const style = { colour, width: 1.5 };
  drawing.line([x, y], [x + reach, y], style);
  drawing.line([x + reach, y], [x + reach, y + height], style);
  drawing.line([x + reach, y + height], [x + HEAD_LENGTH, y + height], style);
  const tip = x + SHORT_OF;
  const neck = x + HEAD_LENGTH;
  drawing.polygon(
    [
      [tip, y + height],
      [neck, y + height - HEAD_HALF],
      [neck, y + height + HEAD_HALF],
    ],
    colour,
  );
}
