/** The lines, from 1, that a part of a text lies on. */
export function linesOf(text: string, { start, end }: { start: number; end: number }): number[] {
  const first = text.slice(0, start).split('\n').length;
  // A newline at the very end still belongs to its own line.
  const inside = text.slice(start, Math.max(start, end - 1)).split('\n').length;
  return Array.from({ length: inside }, (_, i) => first + i);
}
