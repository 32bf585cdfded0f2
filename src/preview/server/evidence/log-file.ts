import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ByteSource } from '../../../evidence/capture/byte-source.ts';
import { makeVisible } from '../../../text/visible.ts';
import type { FoundLines, LogLine, LogPage } from '../../protocol.ts';
import { LineSearch } from './line-search.ts';

const NEWLINE = 0x0a;
const BLOCK_BYTES = 1 << 20;
/** Where every so many lines begin is kept. */
const STRIDE = 128;
const MOST_LINES = 2000;
const LINE_BYTES = 4000;
const MOST_FOUND = 5000;

/** A log of any length, of which some lines at a time are shown. */
export class LogFile {
  readonly #source: ByteSource;
  readonly #isTerminal: boolean;
  /** Where the lines 1, 1 + STRIDE, ... begin. */
  readonly #begins: number[] = [0];
  #total = 0;

  private constructor(source: ByteSource, isTerminal: boolean) {
    this.#source = source;
    this.#isTerminal = isTerminal;
  }

  /** Goes over the log once; other requests are answered meanwhile. */
  static async open(source: ByteSource, { isTerminal }: { isTerminal: boolean }): Promise<LogFile> {
    const log = new LogFile(source, isTerminal);
    let last = NEWLINE;
    for (let offset = 0; offset < source.size; offset += BLOCK_BYTES) {
      const block = source.read(offset, BLOCK_BYTES);
      log.#count(block, offset);
      last = block.at(-1) ?? last;
      await nextTurn();
    }
    if (last !== NEWLINE) log.#total++;
    return log;
  }

  #count(block: Uint8Array, offset: number): void {
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) {
      this.#total++;
      if (this.#total % STRIDE === 0) this.#begins.push(offset + at + 1);
    }
  }

  page({ first, count }: { first: number; count: number }): LogPage {
    const from = Math.max(1, Math.min(first, this.#total));
    const lines: LogLine[] = [];
    const most = Math.min(count, MOST_LINES, this.#total - from + 1);
    for (const { bytes, length } of this.#linesFrom(from)) {
      if (lines.length >= most) break;
      lines.push(this.#show(bytes, length));
    }
    return { total: this.#total, first: from, lines };
  }

  /** The lines that hold a text, whatever the case of its letters; gives up when nobody waits for it any more. */
  async find(text: string, signal: AbortSignal): Promise<FoundLines> {
    const search = new LineSearch(text);
    for (let offset = 0; offset < this.#source.size && !signal.aborted; offset += BLOCK_BYTES) {
      search.take(this.#source.read(offset, BLOCK_BYTES));
      if (search.lines.length >= MOST_FOUND) return { lines: search.lines.slice(0, MOST_FOUND), isCut: true };
      await nextTurn();
    }
    return { lines: search.lines, isCut: false };
  }

  /** The lines from one on: what is shown of each, and its whole length. */
  *#linesFrom(first: number): Generator<{ bytes: Uint8Array; length: number }> {
    const stride = Math.floor((first - 1) / STRIDE);
    let skip = (first - 1) % STRIDE;
    let begun: { bytes: Uint8Array; length: number } | undefined;
    for (let offset = this.#begins[stride] ?? 0; offset < this.#source.size; offset += BLOCK_BYTES) {
      const block = this.#source.read(offset, BLOCK_BYTES);
      for (let at = 0; at < block.length; ) {
        const newline = block.indexOf(NEWLINE, at);
        const end = newline < 0 ? block.length : newline + 1;
        begun = join(begun, block.subarray(at, end));
        at = end;
        if (newline < 0) continue;
        if (skip-- <= 0) yield begun;
        begun = undefined;
      }
    }
    if (begun !== undefined && skip <= 0) yield begun;
  }

  #show(bytes: Uint8Array, length: number): LogLine {
    const shown = bytes.subarray(0, LINE_BYTES);
    const text = makeVisible(shown, { terminal: this.#isTerminal });
    return length > LINE_BYTES ? { text, more: length - shown.length } : { text };
  }
}

/** A line that goes on in the next block; of a long one only the beginning is kept. */
function join(begun: { bytes: Uint8Array; length: number } | undefined, part: Uint8Array) {
  if (begun === undefined) return { bytes: part, length: part.length };
  const bytes = begun.length >= LINE_BYTES ? begun.bytes : Buffer.concat([begun.bytes, part.subarray(0, LINE_BYTES)]);
  return { bytes, length: begun.length + part.length };
}
