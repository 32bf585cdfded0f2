import { isUtf8 } from 'node:buffer';

/**
 * What a reader can't see or what acts on a screen or page: C0 and C1 controls but tab and newline, DEL, line and
 * paragraph separators, bidi controls, zero-width and tag characters, byte order marks, lone surrogates, noncharacters.
 */
const INVISIBLE =
  /[\u034f\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Captured text or bytes as plain text in which all can be seen and nothing acts: controls become control pictures
 * (CR is "␍"), what has no picture becomes `<U+202E>`, and bytes that are not UTF-8 become `<FF>`. Tabs and newlines
 * stay; exactly one final newline is dropped. On a `terminal` a line ends in CR LF, which is then one newline.
 */
export function makeVisible(captured: string | Uint8Array, { terminal = false } = {}): string {
  const text = typeof captured === 'string' ? captured : decodeUtf8(captured);
  const lines = terminal ? text.replaceAll('\r\n', '\n') : text;
  return (lines.endsWith('\n') ? lines.slice(0, -1) : lines).replace(INVISIBLE, showCharacter);
}

/** Most of what is printed; the look for what is not takes longer. */
const PLAIN = /^[\t\n -~]*$/;

/** Text in which nothing acts on a terminal or hides; all else, newlines too, stays as it is. */
export function makeInert(text: string): string {
  return PLAIN.test(text) ? text : text.replace(INVISIBLE, showCharacter);
}

/** JSON that says the same, in which nothing acts on a terminal: JSON.stringify escapes C0 controls alone (RFC 8259). */
export function makeInertJson(json: string): string {
  return PLAIN.test(json) ? json : json.replace(INVISIBLE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** The same on one line, for values in a sentence: newlines and tabs are shown too. */
export function makeVisibleLine(captured: string | Uint8Array): string {
  const text = typeof captured === 'string' ? captured : decodeUtf8(captured);
  return makeVisible(text.replaceAll('\n', '␊').replaceAll('\t', '␉'));
}

function showCharacter(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function decodeUtf8(bytes: Uint8Array): string {
  return isUtf8(bytes) ? decoder.decode(bytes) : decodeBroken(bytes);
}

/** Decodes what is UTF-8 and writes every other byte as `<FF>`. */
function decodeBroken(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] as number;
    const sequence = bytes.subarray(at, at + sequenceLength(lead));
    const valid = isUtf8(sequence);
    text += valid ? decoder.decode(sequence) : `<${lead.toString(16).toUpperCase().padStart(2, '0')}>`;
    at += valid ? sequence.length : 1;
  }
  return text;
}

/** RFC 3629 section 3: the first byte tells how many belong together. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
