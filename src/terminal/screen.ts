import { StringDecoder } from 'node:string_decoder';
import { findText, type TextMatch, type TextPattern } from '../text/pattern.ts';

/** How much unread output is kept for matching; what a program floods the terminal with beyond it is only logged. */
const KEPT_CHARACTERS = 1 << 16;

/** The output that no step has looked at yet, and those who wait for something to appear in it. */
export class Screen {
  #unread = '';
  /** A CR that may be the first half of a line's end. */
  #heldBack = '';
  /** What the terminal will echo of the last typed line, until it has been seen. */
  #echo: string | undefined;
  readonly #decoder = new StringDecoder('utf8');
  readonly #watchers = new Set<() => void>();

  /** Takes output as it comes. */
  add(bytes: Buffer): void {
    const came = this.#heldBack + this.#decoder.write(bytes);
    this.#heldBack = came.endsWith('\r') ? '\r' : '';
    const lines = came.slice(0, came.length - this.#heldBack.length).replaceAll('\r\n', '\n');
    this.#unread = (this.#unread + lines).slice(-KEPT_CHARACTERS);
    for (const look of this.#watchers) look();
  }

  /** What came before is read; what follows begins with the echo of `text`. */
  typed(text: string): void {
    this.#unread = '';
    this.#echo = text;
  }

  /** The end of the unread output, for telling what was seen instead. */
  get tail(): string {
    return this.#unread.slice(-400);
  }

  /** Resolves with the match when the pattern has appeared; what is before its end is then read. */
  until(pattern: TextPattern): { seen: Promise<TextMatch>; cancel: () => void } {
    let look = () => {};
    const seen = new Promise<TextMatch>((resolve) => {
      look = () => {
        const match = this.#find(pattern);
        if (match === undefined) return;
        this.#watchers.delete(look);
        this.#unread = this.#unread.slice(match.end);
        resolve(match);
      };
      this.#watchers.add(look);
      look();
    });
    return { seen, cancel: () => this.#watchers.delete(look) };
  }

  #find(pattern: TextPattern): TextMatch | undefined {
    if (this.#echo === undefined) return findText(this.#unread, pattern);
    const echoAt = this.#unread.indexOf(this.#echo);
    if (echoAt >= 0) {
      this.#unread = this.#unread.slice(echoAt + this.#echo.length);
      this.#echo = undefined;
      return findText(this.#unread, pattern);
    }
    // A program may have turned the echo off; what can still become the echo is no answer.
    return this.#echo.startsWith(this.#unread.trimStart()) ? undefined : findText(this.#unread, pattern);
  }
}
