import { makeVisibleLine } from '../text/visible.ts';
import { type Colour, FIGURE_CLASS, STYLE } from './style.ts';
import { widthOf } from './text-size.ts';

/** Where a text lies, px. */
export interface TextBox {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface TextStyle {
  size: number;
  colour: Colour;
  strong?: boolean;
  /** Which part of the text is at x; its start unless told otherwise. */
  anchor?: 'start' | 'middle' | 'end';
}

export interface LineStyle {
  colour: Colour;
  width?: number;
  dash?: 'dashed' | 'broken';
}

type Point = readonly [x: number, y: number];

interface Page {
  width: number;
  height: number;
  title: string;
  /** What the whole picture is about, as for groups. */
  data?: Record<string, string | number>;
}

/** Parts of a font size above and below the baseline. */
const ASCENT = 0.8;
const DESCENT = 0.24;

/** A picture as it grows: shapes in the order in which they are painted, and where its texts lie. */
export class Drawing {
  readonly boxes: TextBox[] = [];
  readonly #shapes: string[] = [];

  line([x1, y1]: Point, [x2, y2]: Point, { colour, width = 1, dash }: LineStyle): void {
    const names = [`${colour}-line`, ...(dash === undefined ? [] : [dash])].join(' ');
    this.#shapes.push(
      `<line class="${names}" x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke-width="${width}"/>`,
    );
  }

  rect(
    { x, y, width, height, radius = 0 }: { x: number; y: number; width: number; height: number; radius?: number },
    { fill, line }: { fill: Colour; line?: Colour },
  ): void {
    const at = `x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"`;
    const round = radius === 0 ? '' : ` rx="${radius}"`;
    this.#shapes.push(`<rect class="${fill}" ${at}${round}/>`);
    if (line !== undefined) this.#shapes.push(`<rect class="${line}-line" ${at}${round}/>`);
  }

  polygon(points: readonly Point[], colour: Colour): void {
    const list = points.map(([x, y]) => `${px(x)},${px(y)}`).join(' ');
    this.#shapes.push(`<polygon class="${colour}" points="${list}"/>`);
  }

  /** A text whose baseline is at y. What is on the way of its characters is made visible. */
  text(text: string, [x, y]: Point, { size, colour, strong = false, anchor = 'start' }: TextStyle): void {
    const line = makeVisibleLine(text);
    if (line === '') return;
    const width = widthOf(line, size);
    const left = x - { start: 0, middle: width / 2, end: width }[anchor];
    this.boxes.push({ text: line, left, top: y - ASCENT * size, right: left + width, bottom: y + DESCENT * size });
    const style = `class="${colour}${strong ? ' strong' : ''}" font-size="${size}"`;
    const at = `x="${px(x)}" y="${px(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
    this.#shapes.push(`<text ${style} ${at}>${escapeXml(line)}</text>`);
  }

  /** What `draw` draws, as one group that tells what it is about, e.g. { frame: 7 } as data-frame="7". */
  group(data: Record<string, string | number>, draw: () => void): void {
    this.#shapes.push(`<g${dataOf(data)}>`);
    draw();
    this.#shapes.push('</g>');
  }

  /** The picture as an SVG file of its own. */
  toSvg({ width, height, title, data = {} }: Page): string {
    const [w, h] = [Math.ceil(width), Math.ceil(height)];
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" class="${FIGURE_CLASS}"${dataOf(data)} width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">`,
      `<title>${escapeXml(makeVisibleLine(title))}</title>`,
      `<style>\n${STYLE}\n</style>`,
      `<rect class="ground" width="${w}" height="${h}"/>`,
      ...this.#shapes,
      '</svg>',
      '',
    ].join('\n');
  }
}

function dataOf(data: Record<string, string | number>): string {
  const pairs = Object.entries(data).map(
    ([name, value]) => ` data-${name}="${escapeXml(makeVisibleLine(`${value}`))}"`,
  );
  return pairs.join('');
}

/** The text as XML holds it; control characters, which XML can't, must have been made visible. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A tenth of a pixel is enough, and keeps files small. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
