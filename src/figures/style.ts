/** Sizes of text, px. */
export const SIZE = 12;
export const SMALL = 11;

const LIGHT = {
  ground: '#ffffff',
  band: '#f3f5f8',
  box: '#eef2f7',
  ink: '#1f2328',
  muted: '#59636e',
  rule: '#d1d9e0',
  thread: '#8c959f',
  data: '#0757b8',
  state: '#6639ba',
  reset: '#c0182b',
  again: '#8a5a00',
  bar: '#cfe2fb',
  capture: '#dfeede',
  moment: '#6639ba',
};

const DARK: typeof LIGHT = {
  ground: '#0d1117',
  band: '#151b23',
  box: '#1c2430',
  ink: '#e6edf3',
  muted: '#9ea7b3',
  rule: '#30363d',
  thread: '#6e7681',
  data: '#6cb0ff',
  state: '#c09bff',
  reset: '#ff7b72',
  again: '#e3b341',
  bar: '#1d4373',
  capture: '#204a2c',
  moment: '#c09bff',
};

/** Classes that what is drawn may have: filled with a colour, or stroked with it (`-line`). */
export type Colour = keyof typeof LIGHT;

const FONT = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace';

/** The class of every figure; its style sheet is for what is inside it alone, also where a page takes the SVG in. */
export const FIGURE_CLASS = 'labreport-figure';

/**
 * The style sheet of every figure. Only what is on a dark screen is dark: paper is white. Figures have a ground of their
 * own, since a page's own ground need not be what the reader's system prefers.
 */
export const STYLE = [
  rule('text', `font-family:${FONT};white-space:pre`),
  rule('.strong', 'font-weight:700'),
  rule('.broken', 'stroke-dasharray:2 4'),
  rule('.dashed', 'stroke-dasharray:7 4'),
  ...rules(LIGHT),
  `@media screen and (prefers-color-scheme:dark){${rules(DARK).join('')}}`,
].join('\n');

function rule(selector: string, style: string): string {
  return `.${FIGURE_CLASS} ${selector}{${style}}`;
}

function rules(colours: typeof LIGHT): string[] {
  return Object.entries(colours).flatMap(([name, colour]) => [
    rule(`.${name}`, `fill:${colour}`),
    rule(`.${name}-line`, `fill:none;stroke:${colour}`),
  ]);
}
