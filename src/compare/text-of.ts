import { createHash } from 'node:crypto';
import type { Facts } from '../evidence/facts.ts';

/** What is behind so many characters of a line, and so many lines of an output, is compared as a whole. */
const LONG_LINE = /^(.{100000})(.+)$/gm;
const MANY_LINES = 100_000;

/**
 * What an evidence shows, as it is compared. The rest of a very long line, and of an output of very many, is named by its
 * length and its hash: there no number is named by its role.
 */
export function comparedText(facts: Facts, id: string): string {
  return cutLines(facts.text(id)).replace(LONG_LINE, (_, begin: string, rest: string) => begin + nameRest(rest));
}

function cutLines(text: string): string {
  let end = -1;
  for (let lines = 0; lines < MANY_LINES; lines++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return end + 1 === text.length ? text : text.slice(0, end + 1) + nameRest(text.slice(end + 1));
}

function nameRest(rest: string): string {
  return ` ... and ${rest.length} characters more, SHA-256 ${createHash('sha256').update(rest).digest('hex')}`;
}
