import { countNewlines } from '../../text/lines.ts';

/** The lines, from 1, that a part of a text lies on. */
export function linesOf(text: string, { start, end }: { start: number; end: number }): number[] {
  const first = countNewlines(text, 0, start) + 1;
  // A newline at the very end still belongs to its own line.
  const inside = countNewlines(text, start, end - 1) + 1;
  return Array.from({ length: inside }, (_, i) => first + i);
}
