import { countCommon } from '../text/pairs.ts';

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
  return countCommon(one, other) / Math.max(one.length, other.length);
}
