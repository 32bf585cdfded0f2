import type { TextSpan } from '../read/unit.ts';
import { countCommon } from './pairs.ts';

/** A word or a sign of a text, and where it is. */
export interface Token extends TextSpan {
  text: string;
}

const TOKEN = /[\p{L}\p{N}\p{M}_]+|\S/gu;
const WORD = /^[\p{L}\p{N}\p{M}_]/u;

/** The words and signs of a text; how much space lies between them is no difference. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: word, index }) => ({ text: word, from: index, to: index + word.length }));
}

export function isWord({ text }: Token): boolean {
  return WORD.test(text);
}

/** What tokens say. */
export function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text);
}

/** The text with single spaces. */
export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** How many words and signs two texts have in common, 0 to 1. */
export function similarity(one: readonly Token[], other: readonly Token[]): number {
  const all = one.length + other.length;
  return all === 0 ? 1 : (2 * countCommon(textsOf(one), textsOf(other))) / all;
}

/** The share of the words and signs of one text that another has too, 0 to 1. */
export function coverage(one: readonly Token[], other: readonly Token[]): number {
  return one.length === 0 ? 0 : countCommon(textsOf(one), textsOf(other)) / one.length;
}
