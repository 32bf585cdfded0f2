import { LabreportError, type Problem } from '../text/errors.ts';
import {
  nameAfter,
  type Opened,
  openBlocks,
  openBrackets,
  openTag,
  readTokens,
  stoppedAt,
  type Token,
} from './tokens.ts';

/** What is wrong, and the token that it is told at. */
interface Mistake extends Pick<Problem, 'message' | 'hint'> {
  at: { line: number; column: number };
}

/** What the parser had read when it stopped. */
interface Stop {
  /** The template from the token on that the parser could not take. */
  rest: string;
  tokens: readonly Token[];
  /** The tokens before the one that it could not take. */
  before: readonly Token[];
  got: Token;
  /** Types of the tokens that it could have taken. */
  expected: readonly string[];
}

const PARSE_ERROR = /^Parse error on line \d+:.*\nExpecting (.*), got '(.*)'$/s;

/** What Handlebars' parser just said of a template, in our words; undefined for what is no mistake of the template. */
export function explainParse({ file, text }: { file: string; text: string }, error: Error): LabreportError | undefined {
  const stopped = stoppedAt();
  const [, expecting, type] = PARSE_ERROR.exec(error.message) ?? [];
  const isKnown = expecting !== undefined || /^Lexical error|doesn't match/.test(error.message);
  if (!isKnown) return undefined;
  const tokens = readTokens(text);
  const mistake =
    expecting === undefined
      ? (explainMismatch(tokens) ?? explainUncut(text, tokens))
      : explainStop({ rest: textFrom(text, stopped), ...stopAt(tokens, { ...stopped, type: type ?? '' }, expecting) });
  const { at, ...problem } = mistake;
  return new LabreportError({
    code: 'template-invalid',
    ...problem,
    place: { file, line: at.line, column: at.column },
    cause: error,
  });
}

function stopAt(
  tokens: readonly Token[],
  at: { type: string; line: number; column: number },
  expecting: string,
): Omit<Stop, 'rest'> {
  const isGot = ({ type, line, column }: Token) => type === at.type && line === at.line && column === at.column;
  const index = tokens.findIndex(isGot);
  const expected = [...expecting.matchAll(/'([A-Z_]+)'/g)].map(([, name]) => name ?? '');
  const got = tokens[index] ?? { ...at, text: '' };
  return { tokens, before: tokens.slice(0, index < 0 ? tokens.length : index), got, expected };
}

function textFrom(text: string, { line, column }: { line: number; column: number }): string {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  return [lines[line - 1]?.slice(column - 1), ...lines.slice(line)].join('');
}

function explainStop(stop: Stop): Mistake {
  const tag = openTag(stop.before);
  if (tag.length > 0) return { ...explainTag(stop, tag), ...hintAtStart(stop, tag) };
  const { open } = openBlocks(stop.before);
  const last = open.at(-1);
  if (stop.got.type === 'EOF' && last !== undefined) return unclosed(last);
  if (stop.got.type === 'OPEN_ENDBLOCK') return strayClose(stop);
  return strayElse(stop, last);
}

function unclosed({ name, at }: Opened): Mistake {
  return {
    at,
    message: `${at.text.replace('~', '')}${at.text.endsWith('>') ? ' ' : ''}${name}}} is never closed, expected {{/${name}}} before the end`,
  };
}

/** {{answer}} ... {{/answer}}, or a {{/if}} too many. */
function strayClose({ tokens, before, got }: Stop): Mistake {
  const name = nameAfter(tokens, before.length);
  const plain = before.findLast(({ type }, i) => type === 'OPEN' && nameAfter(before, i) === name);
  const hint =
    plain === undefined
      ? `Take it away, or open the block with {{#${name} ...}}.`
      : `If it closes the {{${name}}} of line ${plain.line}, that begins a block with #: {{#${name} ...}}.`;
  return { at: got, message: `unexpected {{/${name}}}, there is no {{#${name}}} that is open`, hint };
}

function strayElse({ got }: Stop, last: Opened | undefined): Mistake {
  if (!['INVERSE', 'OPEN_INVERSE_CHAIN'].includes(got.type)) {
    return { at: got, message: `unexpected ${got.text}, expected text or {{...}}` };
  }
  const text = got.text.endsWith('}}') ? got.text : `${got.text} ...}}`;
  if (last === undefined) return { at: got, message: `unexpected ${text}, there is no {{#...}} block that is open` };
  const first = last.otherwise === undefined ? '' : `, which has one in line ${last.otherwise.line}`;
  return { at: got, message: `unexpected second {{else}} in {{#${last.name}}}${first}` };
}

/** Inside of {{ and }}. */
function explainTag({ got, before, expected, rest }: Stop, tag: readonly Token[]): Mistake {
  const [opening, last] = [tag[0] as Token, before.at(-1) as Token];
  if (got.type === 'EOF') return { at: opening, message: `this ${opening.text} is never closed, expected }}` };
  if (last === opening && /^\{\{~?!/.test(opening.text + rest)) return { at: opening, message: UNENDED_COMMENT };
  if (got.type === 'INVALID') return explainInvalid(got, rest);
  if (last === opening) {
    const what = opening.text.endsWith('>') ? 'partial' : 'helper';
    return { at: opening, message: `unexpected ${got.text} after ${opening.text}, expected the name of a ${what}` };
  }
  if (last.type === 'EQUALS') {
    return { at: got, message: `unexpected ${got.text}, expected a value after ${before.at(-2)?.text}=` };
  }
  if (expected.join() === 'EQUALS') {
    const message = `unexpected ${last.text} after an option, expected options such as ${last.text}="..." to come last`;
    return { at: last, message };
  }
  return { at: got, message: `unexpected ${got.text}, expected ${expectedInTag({ got, expected, tag })}` };
}

const UNENDED_COMMENT = 'this comment is never closed, expected --}}';
const ANY_VALUE = 'a name, a text in quotes, a number or }}';

function expectedInTag({ got, expected, tag }: Pick<Stop, 'got' | 'expected'> & { tag: readonly Token[] }): string {
  const bracket = openBrackets(tag).at(-1);
  if (bracket !== undefined && expected.includes('CLOSE_SEXPR')) return `) for the ( of column ${bracket.column}`;
  if (expected.includes('CLOSE_BLOCK_PARAMS')) return '| after the names of "as |...|"';
  if (got.type === 'CLOSE_SEXPR') return 'a ( before it';
  if (!got.type.startsWith('CLOSE')) return ANY_VALUE;
  return '}'.repeat(/\{+/.exec(tag[0]?.text ?? '')?.[0].length ?? 2);
}

/** A character that begins nothing; the lexer stops at the word that it is in. */
function explainInvalid(got: Token, rest: string): Mistake {
  const word = /^(?:(?!\}\}|[\s()=]).)+/s.exec(rest)?.[0] ?? got.text;
  if (/^["']/.test(word)) return { at: got, message: `this ${got.text} is never closed` };
  if (got.text === '}') return { at: got, message: 'unexpected }, expected }}' };
  const bare = word.replaceAll(/["'“”„«»‘’]|[,;]$/g, '');
  return {
    at: got,
    message: `unexpected ${word}, expected ${ANY_VALUE}`,
    ...(bare !== word && bare !== '' && { hint: `Quotes are straight, and on both sides of a text: "${bare}".` }),
  };
}

/** A tag or a text that was not closed goes on, and is found wrong further down. */
function hintAtStart({ got }: Stop, tag: readonly Token[]): { hint?: string } {
  const opening = tag[0] as Token;
  const long = tag.find(({ type, text }) => type === 'STRING' && /\n|\}\}/.test(text));
  if (long !== undefined) {
    return { hint: `The text that begins at ${long.line}:${long.column} may lack its closing ${long.text[0]}.` };
  }
  if (got.type === 'EOF' || got.line === opening.line) return {};
  return { hint: `The ${opening.text} of line ${opening.line} may lack its }}.` };
}

function explainMismatch(tokens: readonly Token[]): Mistake | undefined {
  const { open, mismatch } = openBlocks(tokens);
  const last = open.at(-1);
  if (mismatch === undefined || last === undefined) return undefined;
  return {
    at: mismatch.at,
    message: `unexpected {{/${mismatch.name}}}, expected {{/${last.name}}}`,
    hint: `{{#${last.name}}} was opened at ${last.at.line}:${last.at.column}.`,
  };
}

/** A comment or a {{{{raw}}}} block that has no end. */
function explainUncut(text: string, tokens: readonly Token[]): Mistake {
  const raw = tokens.findLast(({ type }) => type === 'OPEN_RAW_BLOCK');
  if (raw !== undefined) return { at: raw, message: 'this {{{{ block is never closed, expected {{{{/...}}}}' };
  const start = text.search(/\{\{~?!--(?![\s\S]*?--~?\}\})/);
  const lines = text.slice(0, Math.max(0, start)).split(/\r\n|\r|\n/);
  return { at: { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }, message: UNENDED_COMMENT };
}
