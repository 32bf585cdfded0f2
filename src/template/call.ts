import { LabreportError, type Place } from '../text/errors.ts';
import { oneOf, suggest } from '../text/suggest.ts';
import { unwrap } from './captured.ts';
import type { Row, Use } from './use.ts';

/** The names that there are of a kind, e.g. of "terminal". */
export type NamesOf = (kind: string) => readonly string[];

/** One use of a helper in a template: its arguments, its body, and its place for messages. */
export class Call {
  readonly name: string;
  readonly place: Place;
  readonly args: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  readonly #use: Use;
  readonly #names: NamesOf;
  #asksForBody = false;

  constructor(name: string, { use, file, names = () => [] }: { use: Use; file: string; names?: NamesOf }) {
    const { source = file, start } = use.loc;
    this.name = name;
    this.place = { file: source, line: start.line, column: start.column + 1 };
    this.args = use.args.map(unwrap);
    this.named = Object.fromEntries(Object.entries(use.hash).map(([key, value]) => [key, unwrap(value)]));
    this.#use = use;
    this.#names = names;
  }

  /** Fails where a text between {{#helper}} and {{/helper}} was given to a helper that has no use for it. */
  expectBodyUsed(): void {
    if (!this.isBlock || this.#asksForBody) return;
    throw this.fail(
      `unexpected block {{#${this.name}}}, expected {{${this.name} ...}} alone`,
      `Take away the # and {{/${this.name}}}: {{${this.name}}} has no use for a text between them.`,
    );
  }

  /** The range of lines and columns that the helper takes up, its body included. */
  get range(): Use['loc'] {
    return this.#use.loc;
  }

  get isBlock(): boolean {
    return this.#use.body !== undefined;
  }

  get hasElse(): boolean {
    this.#asksForBody = true;
    return this.#use.otherwise !== undefined;
  }

  /** The text between {{#helper}} and {{/helper}} or {{else}}; for a row of a list with that row's names in it. */
  body(row?: Row): string {
    this.#askForBody();
    return this.#use.body?.(row) ?? '';
  }

  otherwise(): string {
    this.#askForBody();
    return this.#use.otherwise?.() ?? '';
  }

  #askForBody(): void {
    this.#asksForBody = true;
    if (this.isBlock) return;
    const example = `{{#${this.name} ...}}text{{/${this.name}}}`;
    throw this.fail(`unexpected {{${this.name}}} without a block, expected ${example}`);
  }

  fail(message: string, hint?: string): LabreportError {
    return new LabreportError({
      code: 'template-invalid',
      message,
      place: this.place,
      ...(hint !== undefined && { hint }),
    });
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

  /** The argument at `index`, from 0, as the name of something; `known` are the names that there are. */
  text(index: number, what: string, known?: readonly string[]): string {
    const value = this.args[index];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    const names = known ?? this.#names(/^the name of an? (\w+)$/.exec(what)?.[1] ?? '');
    const list = names.length === 0 ? '' : `: ${oneOf(names)}`;
    throw this.fail(`unexpected ${describe(value)} for {{${this.name}}}, expected ${what}${list}`);
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
      const most = args === 0 ? 'no argument' : `${args} argument${args === 1 ? '' : 's'} at most`;
      throw this.fail(`unexpected ${describe(this.args[args])} for {{${this.name}}}, expected ${most}`);
    }
    const wrong = Object.keys(this.named).find((name) => !options.includes(name));
    if (wrong !== undefined) throw this.unknown('option', wrong, options);
  }
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? 'rows' : String(value);
}
