import { LCS } from 'node-diff3';

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

/**
 * Those of them that are the same when it is looked for from the end: where one of several equal items could be meant,
 * none is taken.
 */
export function certainPairs(one: readonly string[], other: readonly string[]): Pair[] {
  const forwards = commonPairs(one, other);
  const backwards = new Map(
    commonPairs(one.toReversed(), other.toReversed()).map(([i, j]) => [one.length - 1 - i, other.length - 1 - j]),
  );
  return forwards.filter(([i, j]) => backwards.get(i) === j);
}

function keyOf(item: string): string {
  return `=${item}`;
}
