import type { Scope } from './expand.ts';
import { resolveReference } from './expand.ts';
import { plainValue } from './shell-text.ts';
import { type Reference, type Token, tokensOf } from './tokens.ts';

/** A word of a command: pieces of text, and references. */
export type Word = (string | Reference)[];

/** Of these a shell would make more than words. */
const SPECIAL = /[|&;<>()$`*?[\]{}~#!\n]/;
const ESCAPED_IN_QUOTES = /[\\"$`]/;

/**
 * The words of each command of a pipeline, as bash would split it: blanks, quotes, backslashes and `|`. Undefined where a
 * shell would do more than split it, so that it is no list of words.
 */
export function parsePipeline(text: string): Word[][] | undefined {
  const reader = new Reader(tokensOf(text));
  return reader.read() ? reader.commands : undefined;
}

/** The words of one command; undefined where the text is more than that. */
export function parseArgv(text: string): Word[] | undefined {
  const commands = parsePipeline(text);
  const [words = [], ...others] = commands ?? [];
  const [first] = words;
  const isAssignment = typeof first?.[0] === 'string' && /^\w+=/.test(first[0]);
  return others.length > 0 || isAssignment ? undefined : words;
}

/** The words with the values of their references; each stays one word. */
export function expandWords(words: readonly Word[], scope: Scope): string[] {
  return words.map((word) =>
    word
      .map((part, i) => {
        if (typeof part === 'string') return part;
        return i === 0 ? plainValue(part.name, scope, true) : resolveReference(part.name, scope);
      })
      .join(''),
  );
}

class Reader {
  readonly commands: Word[][] = [[]];
  readonly #tokens: readonly Token[];
  #word: Word | undefined;
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** False where the text is no pipeline of words. */
  read(): boolean {
    for (; this.#at < this.#tokens.length; this.#at++) if (!this.#take(this.#tokens[this.#at] as Token)) return false;
    this.#endWord();
    return this.commands.every((words) => words.length > 0);
  }

  #take(token: Token): boolean {
    if (token === ' ' || token === '\t') return this.#endWord();
    if (token === '|') return this.#endCommand();
    if (token === "'" || token === '"') return this.#takeQuoted(token);
    if (token === '\\') return this.#add(this.#tokens[++this.#at]);
    return !(typeof token === 'string' && SPECIAL.test(token)) && this.#add(token);
  }

  #takeQuoted(quote: string): boolean {
    this.#word ??= [];
    for (this.#at++; this.#tokens[this.#at] !== quote; this.#at++) {
      const isEscape = quote === '"' && this.#isEscape();
      if (isEscape) this.#at++;
      const token = this.#tokens[this.#at];
      if (quote === '"' && !isEscape && (token === '$' || token === '`')) return false;
      if (!this.#add(token)) return false;
    }
    return true;
  }

  /** Inside double quotes a backslash is one only before a few characters. */
  #isEscape(): boolean {
    const next = this.#tokens[this.#at + 1];
    return this.#tokens[this.#at] === '\\' && typeof next === 'string' && ESCAPED_IN_QUOTES.test(next);
  }

  /** False at the text's end, and for a line's end, which no word of a command has. */
  #add(token: Token | undefined): boolean {
    if (token === undefined || token === '\n') return false;
    this.#word ??= [];
    const last = this.#word.at(-1);
    if (typeof token === 'string' && typeof last === 'string') this.#word[this.#word.length - 1] = last + token;
    else this.#word.push(token);
    return true;
  }

  #endWord(): true {
    if (this.#word !== undefined) this.commands.at(-1)?.push(this.#word);
    this.#word = undefined;
    return true;
  }

  #endCommand(): true {
    this.#endWord();
    this.commands.push([]);
    return true;
  }
}
