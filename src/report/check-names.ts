import { LabreportError } from '../text/errors.ts';
import { suggest } from '../text/suggest.ts';
import { oneOf } from './call.ts';

/** What a template may use, and where it is. */
interface Names {
  file: string;
  helpers: readonly string[];
  partials: readonly string[];
  /** Its parameters are names too: {{> note text="..."}} gives it {{text}}. */
  isPartial: boolean;
}

/** Inside {{#each}} the names of a row's fields may stand alone; Handlebars finds out which there are. */
interface Scope extends Names {
  inRow: boolean;
}

/** Finds names that are no helper before the template runs, also where this run would not come by. */
export function checkNames(program: hbs.AST.Program, names: Names): void {
  visit(program, { ...names, inRow: names.isPartial });
}

function visit(node: unknown, scope: Scope): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, scope);
  } else if (isNode(node)) {
    const check = CHECKS[node.type];
    if (check !== undefined) check(node as never, scope);
    else visitChildren(node, scope);
  }
}

function visitChildren(node: hbs.AST.Node, scope: Scope): void {
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, scope);
}

function isNode(value: unknown): value is hbs.AST.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}

const CHECKS: Record<string, (node: never, scope: Scope) => void> = {
  MustacheStatement: checkUse,
  SubExpression: checkUse,
  BlockStatement: checkBlock,
  PathExpression: checkPath,
  PartialStatement: checkPartial,
  PartialBlockStatement: checkPartial,
  Decorator: refuseDecorator,
  DecoratorBlock: refuseDecorator,
};

type Use = hbs.AST.MustacheStatement | hbs.AST.SubExpression | hbs.AST.BlockStatement;

function checkUse(node: Use, scope: Scope): void {
  const takesArguments = node.type !== 'MustacheStatement' || node.params.length > 0 || node.hash !== undefined;
  if (takesArguments) checkHelper(node.path, scope);
  else checkPath(node.path, scope, scope.helpers);
  visit(node.params, scope);
  visit(node.hash, scope);
}

function checkBlock(node: hbs.AST.BlockStatement, scope: Scope): void {
  checkUse(node, scope);
  visit(node.program, { ...scope, inRow: scope.inRow || nameOf(node.path) === 'each' });
  visit(node.inverse, scope);
}

function checkHelper(path: hbs.AST.Node, scope: Scope): void {
  const name = nameOf(path);
  if (!scope.helpers.includes(name))
    throw unknown('helper', { name, node: path, known: scope.helpers, file: scope.file });
}

/** A name alone: a helper, or a field of a row. */
function checkPath(path: hbs.AST.Node, scope: Scope, known: readonly string[] = []): void {
  if (path.type !== 'PathExpression' || scope.inRow) return;
  const name = nameOf(path);
  if (known.includes(name)) return;
  if (known.length > 0) throw unknown('helper', { name, node: path, known, file: scope.file });
  const isHelper = scope.helpers.includes(name);
  throw fail(scope.file, path, {
    message: `unexpected name ${name} without quotes`,
    hint: isHelper
      ? `To use the helper, put it in brackets: (${name} ...).`
      : `If it is a text, put it in quotes: "${name}".`,
  });
}

function checkPartial(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, scope: Scope): void {
  const name = nameOf(node.name);
  if (!scope.partials.includes(name) && name !== '@partial-block') {
    throw unknown('partial', { name, node: node.name, known: scope.partials, file: scope.file });
  }
  visit(node.params, scope);
  visit(node.hash, scope);
  if ('program' in node) visit(node.program, scope);
}

function refuseDecorator(node: hbs.AST.Node, scope: Scope): void {
  throw fail(scope.file, node, { message: 'unexpected {{* ...}}, expected a helper' });
}

function nameOf(node: hbs.AST.Node): string {
  return String((node as hbs.AST.PathExpression).original ?? node.type);
}

function unknown(
  what: string,
  { name, node, known, file }: { name: string; node: hbs.AST.Node; known: readonly string[]; file: string },
): LabreportError {
  const near = suggest(name, known);
  const expected = known.length === 0 ? 'there is none' : `expected ${oneOf(known.toSorted())}`;
  return fail(file, node, {
    message: `unknown ${what} "${name}", ${expected}`,
    ...(near !== undefined && { hint: `Did you mean "${near}"?` }),
  });
}

function fail(file: string, { loc }: hbs.AST.Node, problem: { message: string; hint?: string }): LabreportError {
  return new LabreportError({ ...problem, place: { file, line: loc.start.line, column: loc.start.column + 1 } });
}
