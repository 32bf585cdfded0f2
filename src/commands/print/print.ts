import { makeInertJson } from '../../text/visible.ts';
import { forTerminal } from './own-sequence.ts';

// The one door to standard output and standard error: whatever field a word comes from - a report's, a lab's, the name
// of a file - no control character, escape sequence or bidi control of it goes out, only our own colours.

/** Words for a person. */
export function print(text: string): void {
  process.stdout.write(forTerminal(text));
}

/** Words for a person beside what was asked for. */
export function printAside(text: string): void {
  process.stderr.write(forTerminal(text));
}

/** JSON, which means the same to the program that reads it. */
export function printJson(json: string): void {
  process.stdout.write(makeInertJson(json));
}

/** A document, which keeps its bytes on the way to a file or a program. */
export function printDocument(text: string): void {
  process.stdout.write(process.stdout.isTTY === true ? forTerminal(text) : text);
}
