import { type Reference, splitReference, type Token, tokensOf } from './tokens.ts';

/** A reference in a shell text, and how it stands there. */
export interface Spot extends Reference {
  /** Its place among the text's tokens. */
  at: number;
  /** It stands between double quotes. */
  isQuoted: boolean;
  /** A word begins with it. */
  isFirst: boolean;
  /** Where it can't stand, because a shell would not take a value there, or would take it for more than a value. */
  problem?: { where: string; hint: string };
}

const MODEL = 'let the shell see it as a word of its own, or inside double quotes';
const PLACES = {
  single: { where: 'inside single quotes', hint: 'use double quotes: single ones keep the shell from seeing it' },
  comment: { where: 'in a comment', hint: 'leave it out there' },
  arithmetic: { where: 'in arithmetic, which a shell evaluates', hint: MODEL },
  braces: { where: 'inside another expansion of the shell', hint: MODEL },
  backticks: { where: 'inside backticks', hint: 'use "$$(...)"' },
  document: { where: 'in a here-document', hint: MODEL },
  command: { where: 'where a command stands', hint: 'a lab names its commands itself' },
  condition: { where: 'inside [[ ]], which a shell evaluates', hint: 'use [ ... ]' },
  interpreted: {
    where: 'in what is to be run as a program of its own',
    hint: 'a command that gets it as an argument can read it as "$$1"',
  },
} as const;

/** Words behind which a shell takes what follows for a name or a program: `read a[$(...)]` would run what stands there. */
const EVALUATING = new Set(
  'let declare typeset local export readonly source . trap alias unset read mapfile readarray'.split(' '),
);
/** Programs that take one of their arguments for a program, and the option before it; none where any argument may be one. */
const INTERPRETERS = new Map<string, RegExp | undefined>([
  ...['bash', 'sh', 'dash', 'ksh', 'zsh', 'su', 'script'].map((name) => [name, /^-\w*c$/] as const),
  ...['perl', 'ruby', 'node', 'python', 'python3', 'php', 'lua'].map((name) => [name, /^-\w*[ceEr]$/] as const),
  ...['eval', 'sed', 'ssh', 'watch'].map((name) => [name, undefined] as const),
]);
const AWK = /^(g|m|n)?awk$/;
/** What stands before a command and is none. */
const BEFORE_COMMAND = /^(then|do|else|if|elif|while|until|!|time|\{|\w+=.*)$/s;

/** One simple command as far as it has been read. */
class Command {
  readonly words: string[] = [];
  word: string | undefined;

  add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  endWord(): void {
    if (this.word !== undefined && !(this.words.length === 0 && BEFORE_COMMAND.test(this.word)))
      this.words.push(this.word);
    this.word = undefined;
  }

  /** True where a value in the word that is being read would be run, or evaluated, by whoever gets it. */
  get isInterpreted(): boolean {
    const [first = ''] = this.words;
    const last = this.words.at(-1) ?? '';
    if (EVALUATING.has(first)) return true;
    if (['[', 'test', 'printf'].includes(first) && this.words.some((word) => /^-[vR]$/.test(word))) return true;
    return this.words.some((word) => {
      const name = word.slice(word.lastIndexOf('/') + 1);
      if (AWK.test(name)) return last !== '-v';
      return INTERPRETERS.has(name) && (INTERPRETERS.get(name)?.test(last) ?? true);
    });
  }
}

/**
 * The references in a text that bash is to run. It is read as bash(1) reads it as far as quotes, expansions and commands
 * go. A value never becomes text of the script (bindShell), so what is misread here can lead to a wrong word, not to a
 * command.
 */
export function scanShell(text: string): Spot[] {
  const scanner = new Scanner(tokensOf(text));
  scanner.commands();
  return scanner.spots;
}

class Scanner {
  readonly spots: Spot[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;
  #isDocumentComing = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Reads commands up to `end`, or to the text's. */
  commands(end?: ')'): void {
    let command = new Command();
    while (this.#at < this.#tokens.length) {
      const token = this.#next() as Token;
      if (typeof token !== 'string') this.#refer(token, command, false);
      else if (token === end) return;
      else if (token === ' ' || token === '\t') command.endWord();
      else if (this.#isSeparator(token)) command = this.#endCommand(token);
      else this.#readBare(token, command);
      if (command.words.at(-1) === '[[') this.#pass(']]', 'condition');
    }
  }

  /** Here-documents begin behind the line that announces them. */
  #endCommand(token: string): Command {
    if (token === '\n' && this.#isDocumentComing) this.#pass(undefined, 'document');
    return new Command();
  }

  /** `>&` and `<&` are no ends of commands. */
  #isSeparator(token: string): boolean {
    if (token === '&') return !['<', '>'].includes(String(this.#tokens[this.#at - 2])) && this.#peek() !== '>';
    return ['\n', ';', '|', ')'].includes(token);
  }

  #readBare(token: string, command: Command): void {
    if (token === '\\') command.add(String(this.#next() ?? ''));
    else if (token === "'") this.#pass("'", 'single', command);
    else if (token === '"') this.#readDouble(command);
    else if (token === '#' && command.word === undefined) this.#pass('\n', 'comment');
    else if (token === '(') this.#readParenthesis(command);
    else if (token === '<' && this.#peek() === '<' && this.#tokens[this.#at + 1] !== '<') this.#isDocumentComing = true;
    else this.#readEverywhere(token, command, true);
  }

  #readParenthesis(command: Command): void {
    const isArithmetic = this.#peek() === '(' && command.words.length === 0 && command.word === undefined;
    if (isArithmetic) this.#pass('))', 'arithmetic');
    else this.commands(')');
  }

  #readDouble(command: Command): void {
    command.add('');
    while (this.#at < this.#tokens.length) {
      const token = this.#next() as Token;
      if (typeof token !== 'string') this.#refer(token, command, true);
      else if (token === '"') return;
      else if (token === '\\') command.add(String(this.#next() ?? ''));
      else this.#readEverywhere(token, command, false);
    }
  }

  /** What means the same inside double quotes and outside. */
  #readEverywhere(token: string, command: Command, isBare: boolean): void {
    const next = this.#peek();
    if (token === '`') this.#pass('`', 'backticks', command);
    else if (token !== '$') command.add(token);
    else if (next === '{') this.#pass('}', 'braces', command);
    else if (next === "'" && isBare) this.#pass("'", 'single', command, 1);
    else if (next === '(') {
      this.#next();
      command.add('$()');
      if (this.#peek() === '(') this.#pass('))', 'arithmetic');
      else this.commands(')');
    } else command.add(token);
  }

  /** Goes on behind `end`; what is referred to before can't be referred to there. */
  #pass(end: string | undefined, place: keyof typeof PLACES, command?: Command, skip = 0): void {
    this.#at += skip;
    for (; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at] as Token;
      const is = (text: string) => [...text].every((character, i) => this.#tokens[this.#at + i] === character);
      if (end !== undefined && is(end)) break;
      if (typeof token === 'string') command?.add(token);
      else this.spots.push({ ...token, at: this.#at, isQuoted: true, isFirst: false, problem: PLACES[place] });
    }
    // A comment's end is a command's, too.
    this.#at += end === '\n' ? 0 : (end?.length ?? 0);
  }

  #refer(reference: Reference, command: Command, isQuoted: boolean): void {
    const isFirst = (command.word ?? '') === '';
    const isCommand = command.words.length === 0 && isFirst && splitReference(reference.name).value !== undefined;
    const place = command.isInterpreted ? 'interpreted' : isCommand ? 'command' : undefined;
    const problem = place && { problem: PLACES[place] };
    this.spots.push({ ...reference, at: this.#at - 1, isQuoted, isFirst, ...problem });
    command.add('\0');
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }
}
