import { LabreportError, type Place } from '../text/errors.ts';
import { oneOf, suggest } from '../text/suggest.ts';

/** What a template may ask of a row in {{#each}}. */
export interface RowKind {
  /** As messages name it, e.g. "socket". */
  name: string;
  /** With a dot where a field has parts: "local.port". */
  fields: readonly string[];
}

/** What a name without quotes can stand for at a place of a template. */
export interface Scope {
  file: string;
  /** The kind of row inside {{#each}}; "any" where only the run knows; nothing in the template itself. */
  row?: RowKind | 'any';
  /** What {{> partial name="..."}} gives, and where that is. */
  given: readonly string[];
  user?: { name: string; place: Place };
  /** Names of {{#each ... as |name|}}, and what they stand for: a row, or its number. */
  locals: ReadonlyMap<string, Scope['row'] | 'number'>;
  /** What ../ leads to. */
  outer?: Scope;
}

/** What rows have besides their fields. */
const DATA = ['@index', '@first', '@last'];

/** Fails when a name stands for nothing here; `helpers` are those that may stand for it too. */
export function resolveName(path: hbs.AST.PathExpression, scope: Scope, helpers: readonly string[]): void {
  const mistake = path.data ? flawOfData(path, scope) : flawOfName(path, scope, helpers);
  if (mistake !== undefined) throw mistake;
}

function flawOfName(
  path: hbs.AST.PathExpression,
  scope: Scope,
  helpers: readonly string[],
): LabreportError | undefined {
  const { file } = scope;
  const at = outwards(scope, path.depth);
  const [first = '', ...rest] = path.parts as string[];
  if (at.row === 'any' || at.given.includes(first)) return undefined;
  const local = at.locals.get(first);
  if (local === 'any' || local === 'number') return undefined;
  if (local !== undefined) return flawOfField(path, { file, row: local, parts: rest });
  if (at.row !== undefined) return flawOfField(path, { file, row: at.row, parts: path.parts as string[] });
  return unknownName(path, scope, helpers);
}

function outwards(scope: Scope, depth: number): Scope {
  let at: Scope = scope;
  for (let level = 0; level < depth; level++) at = at.outer ?? { ...at, row: 'any' };
  return at;
}

function flawOfData(path: hbs.AST.PathExpression, scope: Scope): LabreportError | undefined {
  const name = `@${path.parts[0]}`;
  if (scope.row === 'any' || (DATA.includes(name) && scope.row !== undefined)) return undefined;
  return failAt(scope.file, path, {
    message: DATA.includes(name)
      ? `unexpected ${name}, which stands for something inside of {{#each}} only`
      : `unknown name "${name}", expected ${oneOf(DATA)}`,
  });
}

function flawOfField(
  path: hbs.AST.PathExpression,
  { file, row, parts }: { file: string; row: RowKind; parts: readonly string[] },
): LabreportError | undefined {
  const { fields } = row;
  const name = parts.join('.');
  if (fields.includes(name)) return undefined;
  const inner = fields.filter((field) => field.startsWith(`${name}.`));
  if (name === '') {
    const message = `unexpected ${path.original}, which is a whole ${row.name}, expected a field of it`;
    return failAt(file, path, { message, hint: `Its fields: ${fields.join(', ')}.` });
  }
  if (inner.length > 0) {
    return failAt(file, path, { message: `unexpected ${path.original}, which has parts, expected ${oneOf(inner)}` });
  }
  const near = suggest(name, fields);
  return failAt(file, path, {
    message: `unknown field of a ${row.name} "${name}", expected ${oneOf(fields)}`,
    ...(near !== undefined && { hint: `Did you mean "${near}"?` }),
  });
}

/** A name in the template itself, or in a partial that was not given it. */
function unknownName(path: hbs.AST.PathExpression, scope: Scope, helpers: readonly string[]): LabreportError {
  const name = path.original;
  const { user, given, file } = scope;
  const near = suggest(name, [...helpers, ...given]);
  if (user !== undefined) {
    const { file: usedIn, line, column } = user.place;
    const has = given.length === 0 ? 'which is given nothing' : `which is given ${given.join(', ')}`;
    return failAt(file, path, {
      message: `unknown name "${name}" in the partial "${user.name}", ${has}`,
      hint:
        near === undefined
          ? `Give it in ${usedIn}:${line}:${column}: {{> ${user.name} ${name}="..."}}`
          : `Did you mean "${near}"?`,
    });
  }
  if (helpers.length > 0) return unknownWord('helper', { name, node: path, known: helpers, file });
  return failAt(file, path, {
    message: `unexpected name ${name} without quotes`,
    hint: `If it is a text, put it in quotes: "${bare(name)}".`,
  });
}

function bare(name: string): string {
  return name.replaceAll(/["'“”„«»‘’]/g, '');
}

/** For a name that is none of `known`. */
export function unknownWord(
  what: string,
  { name, node, known, file }: { name: string; node: hbs.AST.Node; known: readonly string[]; file: string },
): LabreportError {
  const near = suggest(name, known);
  const expected = known.length === 0 ? 'there is none' : `expected ${oneOf(known.toSorted())}`;
  return failAt(file, node, {
    message: `unknown ${what} "${name}", ${expected}`,
    ...(near !== undefined && { hint: `Did you mean "${near}"?` }),
  });
}

/** A mistake at a node of the template. */
export function failAt(file: string, node: hbs.AST.Node, problem: { message: string; hint?: string }): LabreportError {
  return new LabreportError({ code: 'template-invalid', ...problem, place: placeOf(file, node) });
}

export function placeOf(file: string, { loc }: hbs.AST.Node): Required<Place> {
  return { file, line: loc.start.line, column: loc.start.column + 1 };
}
