import { parser } from 'handlebars/dist/cjs/handlebars/compiler/base.js';

/** A token of a template, as Handlebars' own lexer finds it. */
export interface Token {
  /** Handlebars' name, e.g. "OPEN_BLOCK" for {{#. */
  type: string;
  text: string;
  /** From 1. */
  line: number;
  column: number;
}

const { lexer, terminals_ } = parser;

/** Where the parser stopped; to be asked just after it has thrown. */
export function stoppedAt(): { line: number; column: number } {
  const { first_line: line, first_column: column } = lexer.yylloc;
  return { line, column: column + 1 };
}

/** A template's tokens, up to where it can no longer be cut into tokens. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  lexer.setInput(text);
  lexer.yy = {};
  try {
    while (tokens.at(-1)?.type !== 'EOF') {
      const type = lexer.lex();
      tokens.push({ type: terminals_[Number(type)] ?? String(type), text: lexer.match, ...stoppedAt() });
    }
  } catch {
    // What can't be cut is the mistake to be explained.
  }
  return tokens;
}

/** A {{#block}} that is open, by its name. */
export interface Opened {
  name: string;
  at: Token;
  /** Present once its {{else}} has come. */
  otherwise?: Token;
}

const OPENING = ['OPEN_BLOCK', 'OPEN_INVERSE', 'OPEN_PARTIAL_BLOCK'];

/** The blocks that are open after these tokens, and the first {{/name}} that closes another one than is open. */
export function openBlocks(tokens: readonly Token[]): { open: Opened[]; mismatch?: { at: Token; name: string } } {
  const open: Opened[] = [];
  for (const [i, at] of tokens.entries()) {
    const last = open.at(-1);
    if (OPENING.includes(at.type)) open.push({ name: nameAfter(tokens, i), at });
    if (at.type === 'INVERSE' && last !== undefined) last.otherwise ??= at;
    if (at.type !== 'OPEN_ENDBLOCK') continue;
    const name = nameAfter(tokens, i);
    if (last?.name !== name) return { open, mismatch: { at, name } };
    open.pop();
  }
  return { open };
}

/** The name that a tag begins with, e.g. "if" or "note/short". */
export function nameAfter(tokens: readonly Token[], index: number): string {
  let name = '';
  for (let i = index + 1; ['ID', 'SEP', 'STRING'].includes(tokens[i]?.type ?? ''); i++) {
    // Two names in a row are a name and its first argument.
    if (name !== '' && tokens[i]?.type !== 'SEP' && tokens[i - 1]?.type !== 'SEP') break;
    name += tokens[i]?.text ?? '';
  }
  return name;
}

const CLOSING = ['CLOSE', 'CLOSE_UNESCAPED', 'CLOSE_RAW_BLOCK'];

/** The tag that these tokens end in: from its {{ on; empty when they end outside of any. */
export function openTag(tokens: readonly Token[]): Token[] {
  const start = tokens.findLastIndex(({ type }) => /^OPEN(?!_SEXPR|_BLOCK_PARAMS)/.test(type));
  const tag = start < 0 ? [] : tokens.slice(start);
  return tag.some(({ type }) => CLOSING.includes(type)) ? [] : tag;
}

/** The brackets that are open after these tokens. */
export function openBrackets(tokens: readonly Token[]): Token[] {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.type === 'OPEN_SEXPR') open.push(token);
    else if (token.type === 'CLOSE_SEXPR') open.pop();
  }
  return open;
}
