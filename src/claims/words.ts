/** "a", "a and b", "a, b and c". */
export function formatList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** "1 packet", "2 packets". */
export function formatQuantity(count: number, unit: string, units = `${unit}s`): string {
  return `${count} ${count === 1 ? unit : units}`;
}

/** The words that are there, with single spaces between them. */
export function joinWords(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}

/** What was found, and why it does not settle the matter. */
export function joinReasons(found: string, doubt: string): string {
  return `${found}, but ${doubt}`;
}
