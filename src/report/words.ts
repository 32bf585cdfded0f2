import type { Language } from '../language/language.ts';

export interface Range {
  first: number;
  last: number;
}

/** Numbers in rising order as "1, 3 to 5 and 9". */
export function formatNumbers(numbers: Iterable<number>, language: Language): string {
  return formatRanges(toRanges(numbers), language);
}

/** "1, 3 to 5 and 9". */
export function formatRanges(ranges: readonly Range[], { numbers }: Language): string {
  const parts = ranges.flatMap(({ first, last }) => {
    if (last - first > 1) return [numbers.range(numbers.count(first), numbers.count(last))];
    return first === last ? [numbers.count(first)] : [numbers.count(first), numbers.count(last)];
  });
  return numbers.list(parts);
}

function toRanges(numbers: Iterable<number>): Range[] {
  const ranges: Range[] = [];
  for (const number of numbers) {
    const open = ranges.at(-1);
    if (open?.last === number - 1) open.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges;
}
