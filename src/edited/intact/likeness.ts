/** From here on two texts are taken for an edited one and its original. */
export const ALIKE = 0.5;

/** How alike two texts are, 0 to 1: the share of both that is the same at their beginnings and their ends. */
export function likeness(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 1;
  let head = 0;
  while (head < shorter && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  return (head + tail) / longer;
}

/** The share of lines that two texts have in common, 0 to 1. */
export function commonLines(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of one) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of other) {
    const count = left.get(line) ?? 0;
    if (count > 0) common++;
    left.set(line, count - 1);
  }
  return common / Math.max(one.length, other.length);
}
