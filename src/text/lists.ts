import { LCS } from 'node-diff3';

/** The index of the first item from which on a condition holds; the list's length where it holds for none. */
export function firstIndex<T>(items: ArrayLike<T>, isPast: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Places that two lists have in common, in order: an index of each. */
export type Pair = readonly [one: number, other: number];

/** The longest list of items that both have in the same order. */
export function commonPairs(one: readonly string[], other: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  // In its tables names such as "constructor" must be no names of objects' own.
  for (let at = LCS(one.map(keyOf), other.map(keyOf)); at.chain !== null; at = at.chain) {
    pairs.push([at.buffer1index, at.buffer2index]);
  }
  return pairs.reverse();
}

function keyOf(item: string): string {
  return `=${item}`;
}
