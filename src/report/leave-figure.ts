import { escapeLabel, escapeTarget } from '../markdown/markdown.ts';
import type { Call } from '../template/call.ts';
import { leaveBlock, type Report } from './report.ts';

/** Keeps a picture with the report, and leaves it where the helper is; `alt` says in words what it shows. */
export function leaveFigure(
  report: Report,
  call: Call,
  { name, svg, alt }: { name: string; svg: string; alt: string },
): string {
  const path = report.figures.add(name, svg);
  const markdown = `![${escapeLabel(alt)}](${escapeTarget(path)})`;
  return leaveBlock(report, call, { parts: [{ markdown }], inline: markdown });
}

/** A figure's file name, by what it shows: the helper's own words, and the values of the options that choose. */
export function nameFigure(words: readonly string[], call: Call, options: readonly string[]): string {
  const values = options.flatMap((option) => {
    const value = call.option(option);
    if (value === undefined) return [];
    return option === 'of' ? [value] : [`${option}-${value}`];
  });
  return [...words, ...values].join('-');
}
