/**
 * Where the text of a file begins: behind its byte order mark, where it has one. The mark is no part of the text (Unicode,
 * section 23.8), but of its places: remark-parse drops it, and counts from after it.
 */
export function textStart(text: string): number {
  return text.startsWith('\ufeff') ? 1 : 0;
}

/** The lines of a text as `split('\n')` gives them, one by one: a text of many short ones takes far more room as a list. */
export function* eachLine(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}

/** How many newlines stand in a part of a text. */
export function countNewlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The words of a text, between white space: a long list of names, in lines that can be looked over. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
