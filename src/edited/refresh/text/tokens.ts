/** A word or a sign of a text, and where it is. */
export interface Token {
  text: string;
  start: number;
  /** Exclusive. */
  end: number;
}

const TOKEN = /[\p{L}\p{N}\p{M}_]+|\S/gu;
const WORD = /^[\p{L}\p{N}\p{M}_]/u;

/** The words and signs of a text; how much space lies between them is no difference. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export function isWord({ text }: Token): boolean {
  return WORD.test(text);
}

/** The text with single spaces. */
export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** How many words and signs two texts have in common, 0 to 1. */
export function similarity(one: readonly Token[], other: readonly Token[]): number {
  const all = one.length + other.length;
  return all === 0 ? 1 : (2 * countCommon(one, other)) / all;
}

/** The share of the words and signs of one text that another has too, 0 to 1. */
export function coverage(one: readonly Token[], other: readonly Token[]): number {
  return one.length === 0 ? 0 : countCommon(one, other) / one.length;
}

function countCommon(one: readonly Token[], other: readonly Token[]): number {
  const left = new Map<string, number>();
  for (const { text } of one) left.set(text, (left.get(text) ?? 0) + 1);
  let common = 0;
  for (const { text } of other) {
    const count = left.get(text) ?? 0;
    if (count > 0) common++;
    left.set(text, count - 1);
  }
  return common;
}
