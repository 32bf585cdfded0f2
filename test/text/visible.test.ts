import { expect, test } from 'vitest';
import { makeVisible, makeVisibleLine } from '../../src/text/visible.ts';

test.each([
  ['controls become control pictures', 'a\0b\x1b[31mc\rd\x07\x7f', 'a␀b␛[31mc␍d␇␡'],
  ['tabs and newlines stay', 'a\tb\n\nc', 'a\tb\n\nc'],
  ['exactly one final newline is dropped', 'a\n\n', 'a\n'],
  ['nothing becomes nothing', '', ''],
  ['C1 controls and line separators are escaped', 'a\x85\x9b\u2028b', 'a<U+0085><U+009B><U+2028>b'],
  ['bidi controls are escaped', '\u202eevil\u202c\u2066x\u2069', '<U+202E>evil<U+202C><U+2066>x<U+2069>'],
  [
    'zero-width characters are escaped',
    '\ufeffa\u200bb\u200dc\u2060d\xade',
    '<U+FEFF>a<U+200B>b<U+200D>c<U+2060>d<U+00AD>e',
  ],
  ['tag characters and noncharacters are escaped', '\u{e0041}\ufdd0\u{1ffff}', '<U+E0041><U+FDD0><U+1FFFF>'],
  ['lone surrogates are escaped, pairs are not', 'a\ud800b😀', 'a<U+D800>b😀'],
  ['letters with combining marks stay', 'e\u0301 ñ 漢字', 'e\u0301 ñ 漢字'],
])('%s', (_, captured, shown) => {
  expect(makeVisible(captured)).toBe(shown);
});

test.each([
  ['bytes that are not UTF-8', [0x61, 0xff, 0xfe, 0x62], 'a<FF><FE>b'],
  ['a sequence cut short', [0xe2, 0x82], '<E2><82>'],
  ['a sequence cut short by text', [0xe2, 0x82, 0x41], '<E2><82>A'],
  ['an overlong sequence', [0xc0, 0xaf], '<C0><AF>'],
  ['a surrogate', [0xed, 0xa0, 0x80], '<ED><A0><80>'],
  ['valid text between', [0xff, ...Buffer.from('é€😀'), 0x80], '<FF>é€😀<80>'],
  ['a replacement character that was printed', [...Buffer.from('\ufffd'), 0xff], '\ufffd<FF>'],
  ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '<U+FEFF>a'],
])('bytes: %s', (_, bytes, shown) => {
  expect(makeVisible(Uint8Array.from(bytes))).toBe(shown);
});

test('a terminal ends its lines with CR LF; any other CR is seen', () => {
  expect(makeVisible('a\r\nb\rc\r\r\nd\r\n', { terminal: true })).toBe('a\nb␍c␍\nd');
  expect(makeVisible('a\r\nb\r\n')).toBe('a␍\nb␍');
});

test('on one line newlines and tabs are seen too', () => {
  expect(makeVisibleLine('a\n\tb\r\n')).toBe('a␊␉b␍␊');
});
