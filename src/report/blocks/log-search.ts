import type { Call } from '../../template/call.ts';
import { findText, type TextPattern } from '../../text/pattern.ts';
import { regexMistake } from '../../text/regex.ts';
import { endOfLine } from './lines.ts';

/** A text as a template writes it: /expression/ between slashes, anything else literally. */
export function parsePattern(call: Call, text: string): TextPattern {
  if (!/^\/.+\/$/s.test(text)) return { literal: text };
  const regex = text.slice(1, -1);
  const mistake = regexMistake(regex);
  if (mistake !== undefined) throw call.fail(mistake.message, mistake.hint);
  return { regex };
}

/**
 * Where a log shows the pattern at or after `from`, or -1: a literal is looked for in the bytes as they are; an
 * expression line by line, and found where its line begins.
 */
export function findBytes(bytes: Uint8Array, pattern: TextPattern, from = 0): number {
  const log = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if ('literal' in pattern) return log.indexOf(pattern.literal, from);
  for (let start = from; start < log.length; start = endOfLine(log, start)) {
    const line = log.toString('utf8', start, endOfLine(log, start)).replace(/\r?\n$/, '');
    if (findText(line, pattern) !== undefined) return start;
  }
  return -1;
}
