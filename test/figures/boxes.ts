import type { TextBox } from '../../src/figures/drawing.ts';

/** Pairs of texts that lie on each other, and texts that are not wholly in the picture; there should be none. */
export function clashes({
  drawing: { boxes },
  svg,
}: {
  drawing: { boxes: readonly TextBox[] };
  svg: string;
}): string[] {
  const [, width, height] = (/^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
  const outside = boxes.filter(({ left, top, right, bottom }) => {
    return left < 0 || top < 0 || right > (width as number) || bottom > (height as number);
  });
  const overlaps = boxes.flatMap((one, i) =>
    boxes.slice(i + 1).flatMap((other) => (overlap(one, other) ? [`"${one.text}" on "${other.text}"`] : [])),
  );
  return [...outside.map(({ text }) => `"${text}" is cut off`), ...overlaps];
}

function overlap(one: TextBox, other: TextBox): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

const TOKEN =
  /<(?<close>\/?)(?<name>[a-z]+)(?: [A-Za-z0-9:-]+="(?:[^"<&]|&#\d+;)*")*(?<empty>\/?)>|(?:[^<>&]|&#\d+;)+/y;

/** Whether a text is well-formed XML, of the little that figures use. */
export function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < svg.length) {
    const { close, name, empty } = TOKEN.exec(svg)?.groups ?? { close: 'nothing' };
    if (close === 'nothing') return false;
    if (name === undefined || empty === '/') continue;
    if (close === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

/** The texts that a reader sees, in the order in which they are painted. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
  );
}
