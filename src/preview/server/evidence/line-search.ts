/**
 * Looks for a text in the lines of a file that is read block by block. Bytes are compared, letters of ASCII in any case:
 * to decode each line of a long log would take seconds.
 */
export class LineSearch {
  readonly lines: number[] = [];
  readonly #wanted: string;
  /** The end of the blocks so far, in which the text may have begun. */
  #tail = '';
  /** Number of the line that the tail begins in. */
  #line = 1;

  constructor(text: string) {
    this.#wanted = fold(Buffer.from(text, 'utf8'));
  }

  take(block: Uint8Array): void {
    const text = this.#tail + fold(block);
    let line = this.#line;
    let counted = 0;
    for (let at = text.indexOf(this.#wanted); at >= 0; at = text.indexOf(this.#wanted, at + 1)) {
      line += countNewlines(text, counted, at);
      counted = at;
      if (this.lines.at(-1) !== line) this.lines.push(line);
    }
    const kept = Math.max(counted, text.length - this.#wanted.length + 1);
    this.#line = line + countNewlines(text, counted, kept);
    this.#tail = text.slice(kept);
  }
}

function fold(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').toLowerCase();
}

function countNewlines(text: string, from: number, until: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < until; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
