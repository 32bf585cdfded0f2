import { LabreportError, type Place } from '../text/errors.ts';
import { suggest } from '../text/suggest.ts';
import { unwrap } from './captured.ts';

/** What Handlebars gives a helper as its last argument. */
export interface HandlebarsOptions {
  hash: Record<string, unknown>;
  data?: Record<string, unknown>;
  loc?: { source?: string; start: { line: number; column: number }; end: { line: number; column: number } };
  fn?: BlockBody;
  inverse?: BlockBody;
}
type BlockBody = (context: unknown, options?: { data?: unknown; blockParams?: unknown[] }) => unknown;

/** One use of a helper in a template: its arguments, its body, and its place for messages. */
export class Call {
  readonly name: string;
  readonly place: Place;
  readonly args: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  readonly #context: unknown;
  readonly #options: HandlebarsOptions;

  constructor(
    name: string,
    use: { args: readonly unknown[]; options: HandlebarsOptions; file: string; context: unknown },
  ) {
    const { source = use.file, start } = use.options.loc ?? {};
    this.name = name;
    this.place = { file: source, ...(start && { line: start.line, column: start.column + 1 }) };
    this.args = use.args.map(unwrap);
    this.named = Object.fromEntries(Object.entries(use.options.hash).map(([key, value]) => [key, unwrap(value)]));
    this.#context = use.context;
    this.#options = use.options;
  }

  /** The range of lines and columns that the helper takes up, its body included. */
  get range(): HandlebarsOptions['loc'] {
    return this.#options.loc;
  }

  get isBlock(): boolean {
    return this.#options.fn !== undefined;
  }

  /** Handlebars gives a block without {{else}} an `inverse` that is no program of the template. */
  get hasElse(): boolean {
    return this.#options.inverse !== undefined && 'program' in this.#options.inverse;
  }

  /** The text between {{#helper}} and {{/helper}} or {{else}}; for a row of a list with that row's names in it. */
  body(row?: { value: unknown; index: number; isLast: boolean }): string {
    if (row === undefined) return String(this.#options.fn?.(this.#context) ?? '');
    const data = { ...this.#options.data, index: row.index, first: row.index === 0, last: row.isLast };
    return String(this.#options.fn?.(row.value, { data, blockParams: [row.value, row.index] }) ?? '');
  }

  otherwise(): string {
    return String(this.#options.inverse?.(this.#context) ?? '');
  }

  fail(message: string, hint?: string): LabreportError {
    return new LabreportError({ message, place: this.place, ...(hint !== undefined && { hint }) });
  }

  /** For a name that is none of `known`. */
  unknown(what: string, name: string, known: Iterable<string>): LabreportError {
    const names = [...known];
    const near = suggest(name, names);
    const expected = names.length === 0 ? 'there is none' : `expected ${oneOf(names)}`;
    return this.fail(
      `unknown ${what} "${name}" for {{${this.name}}}, ${expected}`,
      near === undefined ? undefined : `Did you mean "${near}"?`,
    );
  }

  /** The argument at `index`, from 0, as the name of something. */
  text(index: number, what: string): string {
    const value = this.args[index];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw this.fail(`unexpected ${describe(value)} for {{${this.name}}}, expected ${what}`);
  }

  number(index: number, what: string): number {
    const value = this.args[index];
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
    throw this.fail(`unexpected ${describe(value)} for {{${this.name}}}, expected ${what}`);
  }

  /** An option, e.g. state="LISTEN", as text. */
  option(name: string): string | undefined {
    const value = this.named[name];
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw this.fail(`unexpected ${describe(value)} for ${name}=, expected a text or a number`);
  }

  /** The options that are given, as text. */
  query<const T extends string>(names: readonly T[]): { [name in T]?: string } {
    const given = names.map((name) => [name, this.option(name)] as const).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given) as { [name in T]?: string };
  }

  /** Fails when there are more arguments or other options than these. */
  expect(takes: { args: number; options?: readonly string[] }): void {
    const { args, options = [] } = takes;
    if (this.args.length > args) {
      throw this.fail(
        `unexpected ${describe(this.args[args])} for {{${this.name}}}, expected ${args} arguments at most`,
      );
    }
    const wrong = Object.keys(this.named).find((name) => !options.includes(name));
    if (wrong !== undefined) throw this.unknown('option', wrong, options);
  }
}

/** "a", "a or b", "one of a, b, c". */
export function oneOf(names: readonly string[]): string {
  if (names.length <= 2) return names.join(' or ');
  return `one of ${names.join(', ')}`;
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? 'rows' : String(value);
}
