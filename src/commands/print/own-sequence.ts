import { makeInert } from '../../text/visible.ts';

// What a report holds was written before this process began, so it can't know the word that marks what is ours.
const WORD = `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
/** A noncharacter, which no text has a use for. */
const EDGE = '\ufdd1';
const OWN = new RegExp(`${EDGE}${WORD}([^${EDGE}]*)${EDGE}`);

/** A sequence of labreport's own for the terminal, marked so that it is known from all that others have written. */
export function own(sequence: string): string {
  return `${EDGE}${WORD}${sequence}${EDGE}`;
}

/** What a terminal gets: our own sequences, and the rest so that all can be seen and nothing acts. */
export function forTerminal(text: string): string {
  return text
    .split(OWN)
    .map((part, i) => (i % 2 === 0 ? makeInert(part) : part))
    .join('');
}

/** The beginning of a line: as much of it as `columns` characters show. Sequences take no place. */
export function cutLine(line: string, columns: number): string {
  let left = columns;
  const parts = line.split(OWN).map((part, i) => {
    if (i % 2 === 1) return own(part);
    const shown = [...makeInert(part)].slice(0, left);
    left -= shown.length;
    return shown.join('');
  });
  return parts.join('');
}
