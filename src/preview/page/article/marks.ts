import type { Opened } from '../store.ts';

/** Marks the blocks of the evidence that is open. */
export function markBlock(article: Element, id: string | undefined): void {
  for (const box of article.querySelectorAll<HTMLElement>('[data-opens]')) {
    box.classList.toggle('is-open', box.dataset.opens === id);
  }
}

/** Lights the arrows of the packet that is selected. */
export function markPacket(article: Element, opened: Opened | undefined): void {
  const frame = opened?.aspect === 'packets' || opened?.frame !== undefined ? opened?.frame : undefined;
  for (const figure of article.querySelectorAll<SVGSVGElement>('svg[data-capture]')) {
    const isOwn = figure.dataset.capture === opened?.id;
    for (const arrow of figure.querySelectorAll<SVGGElement>('g[data-frame]')) {
      mark(arrow, isOwn && frame !== undefined && arrow.dataset.frame === `${frame}`);
    }
  }
}

const SVG = 'http://www.w3.org/2000/svg';

function mark(arrow: SVGGElement, isLit: boolean): void {
  arrow.classList.toggle('is-lit', isLit);
  arrow.setAttribute('aria-pressed', `${isLit}`);
  if (isLit) arrow.querySelector('.glow') ?? arrow.prepend(makeGlow(arrow));
}

/** A band behind the whole row. */
function makeGlow(arrow: SVGGElement): SVGRectElement {
  const { y, height } = arrow.getBBox();
  const width = arrow.ownerSVGElement?.viewBox.baseVal.width ?? 0;
  const glow = document.createElementNS(SVG, 'rect');
  const box = { class: 'glow', x: 6, y: y - 4, width: Math.max(0, width - 12), height: height + 8, rx: 4 };
  for (const [name, value] of Object.entries(box)) glow.setAttribute(name, `${value}`);
  return glow;
}

/** The first arrow of a packet in the report. */
export function findArrow(capture: string, frame: number): SVGGElement | undefined {
  const arrows = document.querySelectorAll<SVGGElement>(`svg[data-capture] g[data-frame="${frame}"]`);
  return [...arrows].find((arrow) => arrow.ownerSVGElement?.dataset.capture === capture);
}
