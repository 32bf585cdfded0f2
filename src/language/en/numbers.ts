const WORDS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Numbers, dates and lists as English writes them. */
export const numbers = {
  /** "49,950". */
  count: (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ','),
  /** A number that is written with a decimal point, e.g. "0.619". */
  decimal: (written: string): string => written,
  /** "three"; digits where there is no short word. */
  word: (count: number): string => WORDS[count - 1] ?? numbers.count(count),
  /** "a", "a and b", "a, b and c". */
  list: (items: readonly string[]): string =>
    items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`,
  /** "3 to 5". */
  range: (first: string, last: string): string => `${first} to ${last}`,
  /** A date as YYYY-MM-DD, a time, and an offset from UTC: "2026-10-08, 13:15:23 +02:00". */
  dateTime: (date: string, time: string, offset: string): string =>
    `${date}, ${time} ${offset === 'Z' ? 'UTC' : offset}`,
};

/** "1 line", "2 lines". */
export function quantity(count: number, unit: string, units = `${unit}s`): string {
  return `${numbers.count(count)} ${count === 1 ? unit : units}`;
}

/** "line 3", "lines 3 and 4", before numbers that are told already. */
export function counted(unit: string, { numbers, isOne }: { numbers: string; isOne: boolean }): string {
  return `${unit}${isOne ? '' : 's'} ${numbers}`;
}
