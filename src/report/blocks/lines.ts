const NEWLINE = 0x0a;

/** Lines of a log that lie one after the other, and the bytes that hold them (with the last one's newline). */
export interface Piece {
  /** From 1. */
  firstLine: number;
  lastLine: number;
  start: number;
  /** Exclusive. */
  end: number;
  /** Present when a line was too long to be shown whole. */
  cut?: true;
}

/** How many lines the bytes hold; one without a final newline counts too. */
export function countLines(bytes: Uint8Array): number {
  let count = bytes.length === 0 || bytes.at(-1) === NEWLINE ? 0 : 1;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === NEWLINE) count++;
  return count;
}

/** Where the line ends that holds the byte at `at`: after its newline, or at the end. */
export function endOfLine(bytes: Uint8Array, at: number): number {
  const newline = bytes.indexOf(NEWLINE, at);
  return newline < 0 ? bytes.length : newline + 1;
}

/** Where the line begins that holds the byte at `at`. */
export function startOfLine(bytes: Uint8Array, at: number): number {
  return at <= 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
}

/** The whole log as one piece; none when it is empty. */
export function wholeLog(bytes: Uint8Array): Piece[] {
  return bytes.length === 0 ? [] : [{ firstLine: 1, lastLine: countLines(bytes), start: 0, end: bytes.length }];
}

/** The lines that `wanted` accepts; it is given each line's number and where it lies. */
export function pickLines(
  bytes: Uint8Array,
  wanted: (line: number, start: number, end: number) => boolean,
): { pieces: Piece[]; total: number } {
  const pieces: Piece[] = [];
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start);
    if (wanted(++line, start, end)) append(pieces, { firstLine: line, lastLine: line, start, end });
    start = end;
  }
  return { pieces, total: line };
}

function append(pieces: Piece[], next: Piece): void {
  const open = pieces.at(-1);
  if (open?.end !== next.start) pieces.push(next);
  else Object.assign(open, { lastLine: next.lastLine, end: next.end });
}
