import { LabreportError } from './errors.ts';

/**
 * An expression as JavaScript means it (ECMA-262, flag m, without u), in the syntax of RE2, which matches in a time that
 * grows with the text alone. Lines end at a newline. What RE2 can't do - look around, refer back - is refused, and so is
 * what would make a program without end of a few letters.
 */
export function translateRegex(source: string): string {
  let [translated, at, repeats] = ['', 0, 1];
  while (at < source.length) {
    const part = nextPart(source, at);
    translated += part.text;
    at += part.length;
    repeats += part.repeats ?? 0;
  }
  if (source.length * repeats > MOST_SIZE)
    throw refused(source, 'repeats too much', 'Write a smaller number in {...}.');
  return translated;
}

/** Length times repetitions: what a hundred addresses with all their digits need is a tenth of it. */
const MOST_SIZE = 100_000;

interface Part {
  text: string;
  /** Characters of the source that it stands for. */
  length: number;
  /** How often it has something repeated. */
  repeats?: number;
}

/** White space as ECMA-262 has it, 12.2 and 12.3. */
const SPACE =
  '\\t\\n\\x{0b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const ANYTHING = '(?s:.)';
const NOTHING = '[^\\x00-\\x{10ffff}]';
const NOT_A_LINE_END = '[^\\n\\r\\x{2028}\\x{2029}]';

function nextPart(source: string, at: number): Part {
  const character = source[at] as string;
  switch (character) {
    case '\\':
      return escapeAt(source, at, { space: `[${SPACE}]`, noSpace: `[^${SPACE}]`, edge: '\\b' });
    case '.':
      return { text: NOT_A_LINE_END, length: 1 };
    case '[':
      return classAt(source, at);
    case '(':
      return groupAt(source, at);
    case '{':
      return repeatAt(source, at);
    case ']':
    case '}':
      return { text: `\\${character}`, length: 1 };
    default:
      return { text: character, length: 1 };
  }
}

const LOOKING: Record<string, string> = {
  '(?=': 'looks ahead',
  '(?!': 'looks ahead',
  '(?<=': 'looks behind',
  '(?<!': 'looks behind',
};

function groupAt(source: string, at: number): Part {
  const rest = source.slice(at, at + 100);
  const looking = /^\(\?<?[=!]/.exec(rest)?.[0];
  if (looking !== undefined) {
    const problem = `${LOOKING[looking]} with ${looking}...)`;
    throw refused(
      source,
      problem,
      'Match what is around it as well, and put a named group round the part that matters.',
    );
  }
  if (!rest.startsWith('(?')) return { text: '(', length: 1 };
  if (rest.startsWith('(?:')) return { text: '(?:', length: 3 };
  const name = /^\(\?<([A-Za-z_]\w{0,39})>/.exec(rest)?.[1];
  if (name === undefined || name === '__proto__') {
    throw refused(source, 'has "(?" without a name in <...> or ":" after it', 'A named group is (?<name>...).');
  }
  return { text: `(?<${name}>`, length: name.length + 4 };
}

function repeatAt(source: string, at: number): Part {
  const match = /^\{(\d{1,6})(?:,(\d{0,6}))?\}/.exec(source.slice(at, at + 20));
  if (match === null) return { text: '\\{', length: 1 };
  const [text, least = '0', most] = match;
  return { text, length: text.length, repeats: Number(most === undefined || most === '' ? least : most) };
}

/** What escapes mean that differ inside and outside of [...]. */
interface Around {
  space: string;
  noSpace: string;
  edge: string;
}

function escapeAt(source: string, at: number, { space, noSpace, edge }: Around): Part {
  const rest = source.slice(at, at + 6);
  const next = rest[1];
  if (next === undefined) throw refused(source, 'ends in a backslash');
  const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(rest);
  if (code !== null) return { text: `\\x{${code[1] ?? code[2]}}`, length: code[0].length };
  const control = /^\\c([A-Za-z])/.exec(rest)?.[1];
  if (control !== undefined) return { text: `\\x{${(control.charCodeAt(0) % 32).toString(16)}}`, length: 3 };
  if (/[1-9]/.test(next) || rest.startsWith('\\k<')) {
    throw refused(
      source,
      `refers back with \\${next}`,
      'Write out what it stands for, or look for it in a second step.',
    );
  }
  const plain = { s: space, S: noSpace, b: edge, B: '\\B', 0: '\\x{0}', v: '\\x{b}' }[next];
  if (plain !== undefined) return { text: plain, length: 2 };
  return { text: /[dDwWnrtf]/.test(next) ? `\\${next}` : literal(next), length: 2 };
}

function literal(character: string): string {
  return /[!-/:-@[-^`{-~]/.test(character) ? `\\${character}` : character;
}

function classAt(source: string, at: number): Part {
  const isNegated = source[at + 1] === '^';
  const first = at + (isNegated ? 2 : 1);
  let [inside, next] = ['', first];
  while (source[next] !== ']') {
    if (next >= source.length) throw refused(source, 'has a [ without its ]');
    const part = classPart(source, next);
    inside += part.text;
    next += part.length;
  }
  const length = next + 1 - at;
  if (inside === '') return { text: isNegated ? ANYTHING : NOTHING, length };
  return { text: `[${isNegated ? '^' : ''}${inside}]`, length };
}

function classPart(source: string, at: number): Part {
  const character = source[at] as string;
  if (character === '\\') return escapeAt(source, at, { space: SPACE, noSpace: '\\S', edge: '\\x{8}' });
  // Beside \d and the like it is itself, and no range.
  const isPlainDash = /\\[dDsSwW]$/.test(source.slice(at - 2, at)) || /^-\\[dDsSwW]/.test(source.slice(at, at + 3));
  if (character === '-' && !isPlainDash) return { text: '-', length: 1 };
  return { text: literal(character), length: 1 };
}

/** An expression that labreport can't use, in words that begin with it. */
export function refused(source: string, problem: string, hint?: string): LabreportError {
  const shown = source.length > 80 ? `${source.slice(0, 80)}...` : source;
  return new LabreportError({
    code: 'pattern-invalid',
    message: `/${shown}/ ${problem}`,
    ...(hint !== undefined && { hint }),
  });
}
