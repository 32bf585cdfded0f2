import { commonPairs, type Pair } from '../../../text/lists.ts';

/**
 * What two lists have in common that is the same when it is looked for from the end: where one of several equal items
 * could be meant, none is taken.
 */
export function certainPairs(one: readonly string[], other: readonly string[]): Pair[] {
  const forwards = commonPairs(one, other);
  const backwards = new Map(
    commonPairs(one.toReversed(), other.toReversed()).map(([i, j]) => [one.length - 1 - i, other.length - 1 - j]),
  );
  return forwards.filter(([i, j]) => backwards.get(i) === j);
}
