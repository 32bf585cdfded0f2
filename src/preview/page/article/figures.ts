const SVG = 'http://www.w3.org/2000/svg';

const ELEMENTS = 'svg g rect line polygon polyline path circle text tspan'.split(' ');
const ATTRIBUTES = `class viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points
  font-size text-anchor stroke-width transform data-frame data-capture`.split(/\s+/);
/** A figure that labreport has drawn. */
const OURS = 'labreport-figure';

/** The text of each picture that was fetched; an address tells what is at it. */
const fetched = new Map<string, Promise<string | undefined>>();

/** Puts the report's own figures into the page, so that their parts can be chosen and lit; other pictures stay pictures. */
export async function putFiguresIn(fragment: DocumentFragment): Promise<void> {
  const images = [...fragment.querySelectorAll('img')].filter((image) =>
    /\.svg\?/.test(image.getAttribute('src') ?? ''),
  );
  await Promise.all(images.map(putIn));
}

async function putIn(image: HTMLImageElement): Promise<void> {
  const address = image.getAttribute('src') ?? '';
  const text = await fetchFigure(address);
  const figure = text === undefined ? undefined : readFigure(text);
  if (figure === undefined) return;
  const box = document.createElement('span');
  box.className = 'figure';
  box.dataset.address = address;
  describe(figure, image.alt);
  box.append(figure);
  image.replaceWith(box);
}

function fetchFigure(address: string): Promise<string | undefined> {
  const known = fetched.get(address) ?? fetchText(address);
  fetched.set(address, known);
  return known;
}

async function fetchText(address: string): Promise<string | undefined> {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? response.text() : undefined;
}

/** The drawing alone: a file that somebody else has made may hold anything. */
function readFigure(text: string): SVGSVGElement | undefined {
  // Its style sheet is not taken, and a browser would say so of each.
  const drawing = text.replace(/<style>[\s\S]*?<\/style>/, '');
  const root = new DOMParser().parseFromString(drawing, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg' || !root.classList.contains(OURS)) return undefined;
  return copy(root) as SVGSVGElement;
}

function copy(from: Element): SVGElement {
  const to = document.createElementNS(SVG, from.localName);
  for (const name of ATTRIBUTES) {
    const value = from.getAttribute(name);
    if (value !== null) to.setAttribute(name, value);
  }
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.append(child.textContent ?? '');
    else if (child instanceof Element && ELEMENTS.includes(child.localName)) to.append(copy(child));
  }
  return to;
}

/** A diagram's arrows are buttons: one stop for Tab, arrow keys lead from one to the next. */
function describe(figure: SVGSVGElement, words: string): void {
  const arrows = [...figure.querySelectorAll<SVGGElement>('g[data-frame]')];
  figure.setAttribute('role', arrows.length === 0 ? 'img' : 'group');
  figure.setAttribute('aria-label', words);
  for (const [i, arrow] of arrows.entries()) {
    arrow.setAttribute('role', 'button');
    arrow.setAttribute('tabindex', i === 0 ? '0' : '-1');
    const texts = [...arrow.querySelectorAll('text')].slice(2).map((text) => text.textContent);
    arrow.setAttribute('aria-label', [`Frame ${arrow.dataset.frame}`, ...texts].join(' '));
  }
}
