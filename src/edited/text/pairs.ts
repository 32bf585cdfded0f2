import { commonPairs, type Pair } from '../../text/lists.ts';

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

/** What two lists have between two pairs, or at one end; `at` is where it begins. */
interface Gap<T> {
  at: Pair;
  one: T[];
  other: T[];
}

/** What lies before, between and behind pairs of two lists, which are in order: always one more than there are pairs. */
export function gapsBetween<T>(pairs: readonly Pair[], one: readonly T[], other: readonly T[]): Gap<T>[] {
  const ends: Pair[] = [...pairs, [one.length, other.length]];
  return ends.map(([end, otherEnd], n) => {
    const [last, otherLast] = pairs[n - 1] ?? [-1, -1];
    const at: Pair = [last + 1, otherLast + 1];
    return { at, one: one.slice(at[0], end), other: other.slice(at[1], otherEnd) };
  });
}

/** Pairs, and those that `pairUp` finds between them, in order. */
export function completePairs<T>(
  pairs: readonly Pair[],
  { one, other }: { one: readonly T[]; other: readonly T[] },
  pairUp: (one: readonly T[], other: readonly T[]) => Pair[],
): Pair[] {
  return gapsBetween(pairs, one, other).flatMap(({ at, ...gap }, n) => [
    ...pairUp(gap.one, gap.other).map(([i, j]): Pair => [at[0] + i, at[1] + j]),
    ...pairs.slice(n, n + 1),
  ]);
}

/** How many items two lists have in common, in whatever order. */
export function countCommon(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const item of one) left.set(item, (left.get(item) ?? 0) + 1);
  let common = 0;
  for (const item of other) {
    const count = left.get(item) ?? 0;
    if (count > 0) common++;
    left.set(item, count - 1);
  }
  return common;
}
