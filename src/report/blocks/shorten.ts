import { endOfLine, type Piece, startOfLine } from './lines.ts';

/** What one block may show. */
export interface Limit {
  lines: number;
  bytes: number;
}

const BLOCK_LIMIT: Limit = { lines: 200, bytes: 16 * 1024 };

/** What is shown of a long output, and how much of it is not. */
export interface Shortened {
  head: Piece[];
  tail: Piece[];
  leftOut: Limit;
}

/**
 * The first three quarters of what a block may show, and as the rest the last lines; undefined when all may be shown.
 * Looks at no more bytes than it returns, but for counting.
 */
export function shorten(bytes: Uint8Array, pieces: Piece[], limit: Limit = BLOCK_LIMIT): Shortened | undefined {
  const all = measure(pieces);
  if (all.lines <= limit.lines && all.bytes <= limit.bytes) return undefined;
  const head = takeHead(bytes, pieces, share(limit, 3));
  const tail = takeTail(bytes, pieces, share(limit, 1));
  const [first, last] = [measure(head), measure(tail)];
  const leftOut = {
    lines: Math.max(0, all.lines - first.lines - last.lines),
    bytes: all.bytes - first.bytes - last.bytes,
  };
  return { head, tail, leftOut };
}

function share({ lines, bytes }: Limit, quarters: number): Limit {
  return { lines: Math.floor((lines * quarters) / 4), bytes: Math.floor((bytes * quarters) / 4) };
}

function measure(pieces: Piece[]): Limit {
  const lines = pieces.reduce((sum, { firstLine, lastLine }) => sum + lastLine - firstLine + 1, 0);
  return { lines, bytes: pieces.reduce((sum, { start, end }) => sum + end - start, 0) };
}

function takeHead(bytes: Uint8Array, pieces: Piece[], budget: Limit): Piece[] {
  const taken: Piece[] = [];
  const left = { ...budget };
  for (const piece of pieces) {
    let end = piece.start;
    let lines = 0;
    while (end < piece.end && lines < left.lines && endOfLine(bytes, end) - piece.start <= left.bytes) {
      end = endOfLine(bytes, end);
      lines++;
    }
    if (lines > 0) taken.push({ ...piece, lastLine: piece.firstLine + lines - 1, end });
    left.lines -= lines;
    left.bytes -= end - piece.start;
    if (end < piece.end) break;
  }
  const first = pieces[0];
  if (taken.length > 0 || first === undefined) return taken;
  return [{ ...first, lastLine: first.firstLine, end: characterStart(bytes, first.start + budget.bytes), cut: true }];
}

function takeTail(bytes: Uint8Array, pieces: Piece[], budget: Limit): Piece[] {
  const taken: Piece[] = [];
  const left = { ...budget };
  for (const piece of pieces.toReversed()) {
    let start = piece.end;
    let lines = 0;
    while (start > piece.start && lines < left.lines && piece.end - startOfLine(bytes, start - 1) <= left.bytes) {
      start = startOfLine(bytes, start - 1);
      lines++;
    }
    if (lines > 0) taken.unshift({ ...piece, firstLine: piece.lastLine - lines + 1, start });
    left.lines -= lines;
    left.bytes -= piece.end - start;
    if (start > piece.start) break;
  }
  const last = pieces.at(-1);
  if (taken.length > 0 || last === undefined) return taken;
  return [{ ...last, firstLine: last.lastLine, start: characterStart(bytes, last.end - budget.bytes + 3), cut: true }];
}

/** Moves back to where a UTF-8 character begins, so that none is cut in two. */
function characterStart(bytes: Uint8Array, at: number): number {
  for (let start = at; start > at - 4; start--) if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  return at;
}
