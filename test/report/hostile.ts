import { random as seededRandom } from '../random.ts';

/** Fragments that mean something to Markdown, HTML, Handlebars, terminals or our own placeholders. */
const FRAGMENTS = [
  ...['`', '``', '```', '````console', '~~~', '~~~~', '{{lab}}', '{{#each x}}', '{{{', '}}', '<script>', '</details>'],
  ...[
    '\r',
    '\n',
    '\n\n',
    '\r\n',
    '\0',
    '\x1b[2J',
    '\x1b]0;t\x07',
    '\x7f',
    '\x9b',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
  ],
  ...[
    '|',
    '> ',
    '>',
    '- ',
    '+ ',
    '* ',
    '1. ',
    '2) ',
    '    ',
    '  ',
    ' ',
    '\t',
    '\\',
    '&amp;',
    '&#96;',
    '[x](y)',
    '![',
    '](',
    ')',
  ],
  ...[
    '---',
    '***',
    '===',
    '# ',
    '#',
    '$',
    '_',
    '__',
    'é',
    '漢',
    '😀',
    '\ud800',
    '\ufdd0b0\ufdd0',
    '\ufdd0v0\ufdd0',
    '<!--',
    '-->',
  ],
  ...[
    '\u2028',
    '\u0085',
    '[x]: y',
    '<http://a.example>',
    'https://b.example',
    '⋮',
    'a',
    'b c',
    '"',
    "'",
    '%',
    '\ufffd',
    '$&',
    '$1',
  ],
];

/** Hostile output of a program: fragments, with bytes that are no UTF-8 between them. */
export function makeHostile(seed: number): Uint8Array {
  const random = seededRandom(seed);
  const parts = Array.from({ length: 1 + Math.floor(random() * 24) }, () => {
    if (random() < 0.05) return Buffer.from([0x80 + Math.floor(random() * 0x80)]);
    return Buffer.from(FRAGMENTS[Math.floor(random() * FRAGMENTS.length)] as string);
  });
  return Buffer.concat(parts);
}
