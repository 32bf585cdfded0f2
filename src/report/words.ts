const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** "three"; digits where there is no short word. */
export function formatNumberWord(count: number): string {
  return NUMBERS[count - 1] ?? formatCount(count);
}

/** "49,950". */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 line", "2 lines". */
export function formatQuantity(count: number, unit: string): string {
  return `${formatCount(count)} ${count === 1 ? unit : `${unit}s`}`;
}

/** "1", "1 and 2", "1, 2 and 3". */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Numbers in rising order as "1, 3 to 5 and 9". */
export function formatNumbers(numbers: Iterable<number>): string {
  return formatRanges(toRanges(numbers));
}

/** "1, 3 to 5 and 9". */
export function formatRanges(ranges: readonly Range[]): string {
  return formatList(ranges.flatMap(formatRange));
}

export interface Range {
  first: number;
  last: number;
}

function formatRange({ first, last }: Range): string[] {
  if (last - first > 1) return [`${formatCount(first)} to ${formatCount(last)}`];
  return first === last ? [formatCount(first)] : [formatCount(first), formatCount(last)];
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
