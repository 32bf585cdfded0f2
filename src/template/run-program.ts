import { Captured, Missing } from './captured.ts';
import { failAt } from './scope.ts';
import type { Row, Use } from './use.ts';

/** A template or partial, parsed. */
export interface Parsed {
  /** As messages name it. */
  file: string;
  program: hbs.AST.Program;
}

/** What a template runs with. */
export interface Runtime {
  helper: (name: string, use: Use) => unknown;
  isHelper: (name: string) => boolean;
  partials: ReadonlyMap<string, Parsed>;
}

/** Statements that a template may run, each as often as it is come by, and characters that they may print. */
const MOST = { statements: 5_000_000, characters: 32_000_000 };

/** What names stand for at a place. */
interface Scope {
  runtime: Runtime;
  /** What has been run and printed by now. */
  spent: { statements: number; characters: number };
  file: string;
  /** What `this` is, and what ../ leads to. */
  contexts: readonly unknown[];
  /** @index, @first and @last. */
  data: Readonly<Record<string, unknown>>;
  /** Names of {{#each ... as |name|}}. */
  locals: ReadonlyMap<string, unknown>;
  /** What stands between {{#> partial}} and {{/partial}}. */
  block?: (context: unknown) => string;
}

/**
 * The text that a template gives. Handlebars would make a program of it and run that, which pays for templates that run a
 * thousand times; ours runs once, and walking its tree takes a third of the time. What it means is as Handlebars has it,
 * with `noEscape` and `strict`.
 */
export function runProgram({ file, program }: Parsed, runtime: Runtime): string {
  const spent = { statements: 0, characters: 0 };
  return runBody(program, { runtime, spent, file, contexts: [{}], data: {}, locals: new Map() });
}

function runBody(program: hbs.AST.Program | undefined, scope: Scope): string {
  return (program?.body ?? []).map((statement) => spend(runStatement(statement, scope), statement, scope)).join('');
}

/** Partials in partials and loops in loops multiply; what only holds others is not counted twice. */
function spend(text: string, statement: hbs.AST.Statement, { spent, file }: Scope): string {
  spent.statements++;
  if (statement.type === 'ContentStatement' || statement.type === 'MustacheStatement') spent.characters += text.length;
  if (spent.statements <= MOST.statements && spent.characters <= MOST.characters) return text;
  throw failAt(file, statement, {
    message: `this template prints too much, expected at most ${MOST.characters / 1e6} million characters from ${MOST.statements / 1e6} million statements`,
    hint: 'Partials that use partials twice, or {{#each}} in {{#each}}, multiply.',
  });
}

function runStatement(statement: hbs.AST.Statement, scope: Scope): string {
  switch (statement.type) {
    case 'ContentStatement':
      return (statement as hbs.AST.ContentStatement).value;
    case 'MustacheStatement':
      return print(runMustache(statement as hbs.AST.MustacheStatement, scope));
    case 'BlockStatement':
      return print(runBlock(statement as hbs.AST.BlockStatement, scope));
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return runPartial(statement as hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, scope);
    default:
      return '';
  }
}

function print(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function runMustache(node: hbs.AST.MustacheStatement, scope: Scope): unknown {
  const path = node.path as hbs.AST.PathExpression;
  const isCall = node.params.length > 0 || node.hash !== undefined;
  const isName = path.parts.length === 1 && path.depth === 0 && !path.data && !/^(\.|this\b)/.test(path.original);
  const isHelper = isName && !scope.locals.has(path.parts[0] ?? '') && scope.runtime.isHelper(path.original);
  if (isCall || isHelper) return callHelper(node, scope);
  const value = findValue(path, scope);
  if (value !== undefined) return value;
  // Names are checked before; this is for those that only the run knows.
  throw failAt(scope.file, path, {
    message: `unknown name "${path.original}"`,
    hint: 'Rows have fields; texts stand in quotes.',
  });
}

type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression | hbs.AST.BlockStatement;

function callHelper(node: Call, scope: Scope, block: Pick<Use, 'body' | 'otherwise'> = {}): unknown {
  const args = node.params.map((param) => evaluate(param, scope));
  const use = { args, hash: evaluateHash(node.hash, scope), loc: node.loc, context: scope.contexts[0], ...block };
  return scope.runtime.helper((node.path as hbs.AST.PathExpression).original, use);
}

function evaluateHash(hash: hbs.AST.Hash | undefined, scope: Scope): Record<string, unknown> {
  return Object.fromEntries((hash?.pairs ?? []).map(({ key, value }) => [key, evaluate(value, scope)]));
}

function evaluate(node: hbs.AST.Expression, scope: Scope): unknown {
  if (node.type === 'SubExpression') return callHelper(node as hbs.AST.SubExpression, scope);
  if (node.type === 'PathExpression') return findValue(node as hbs.AST.PathExpression, scope);
  return (node as hbs.AST.StringLiteral).value;
}

function runBlock(node: hbs.AST.BlockStatement, scope: Scope): unknown {
  return callHelper(node, scope, {
    body: (row) => runBody(node.program, row === undefined ? scope : inRow(scope, row, node.program)),
    ...(node.inverse && { otherwise: () => runBody(node.inverse, scope) }),
  });
}

function inRow(scope: Scope, { value, index, isLast }: Row, program: hbs.AST.Program | undefined): Scope {
  const [row, number] = program?.blockParams ?? [];
  const locals = new Map(scope.locals);
  if (row !== undefined) locals.set(row, value);
  if (number !== undefined) locals.set(number, index);
  return { ...scope, contexts: [value, ...scope.contexts], data: { index, first: index === 0, last: isLast }, locals };
}

function runPartial(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, scope: Scope): string {
  const context = partialContext(node, scope);
  const name = (node.name as hbs.AST.PathExpression).original;
  if (name === '@partial-block') return runPartialBlock(node, scope, context);
  const partial = scope.runtime.partials.get(name);
  // Where the names were checked, it is there.
  if (partial === undefined) throw failAt(scope.file, node, { message: `unknown partial "${name}"` });
  const { block: _, ...outer } = scope;
  const within = { ...outer, file: partial.file, contexts: [context], locals: new Map() };
  if (node.type === 'PartialStatement') {
    return indent(
      runBody(partial.program, scope.block === undefined ? within : { ...within, block: scope.block }),
      node,
    );
  }
  const { program } = node as hbs.AST.PartialBlockStatement;
  return runBody(partial.program, {
    ...within,
    block: (inner) => runBody(program, { ...scope, contexts: [inner, ...scope.contexts] }),
  });
}

/** Names that a partial is given stand beside those that it finds. */
function partialContext(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, scope: Scope): unknown {
  const [param] = node.params;
  const context = param === undefined ? scope.contexts[0] : evaluate(param, scope);
  return node.hash === undefined ? context : { ...(context as object), ...evaluateHash(node.hash, scope) };
}

function runPartialBlock(node: hbs.AST.Node, { block, file }: Scope, context: unknown): string {
  if (block !== undefined) return block(context);
  throw failAt(file, node, {
    message: 'unexpected {{> @partial-block}}, this use of the partial has no block',
    hint: 'A partial with a block is used as {{#> partial}}text{{/partial}}.',
  });
}

/** A partial that stands alone on an indented line has all its lines indented. */
function indent(text: string, node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement): string {
  const space = 'indent' in node ? node.indent : '';
  if (space === '') return text;
  const lines = text.split('\n');
  return lines.map((line, i) => (line === '' && i === lines.length - 1 ? '' : space + line)).join('\n');
}

/** What a path leads to; undefined where it leads nowhere. */
function findValue(path: hbs.AST.PathExpression, scope: Scope): unknown {
  const [first = '', ...rest] = path.parts;
  if (path.data) return rest.reduce(readProperty, readProperty(scope.data, first));
  const isLocal = path.depth === 0 && scope.locals.has(first) && !/^(\.|this\b)/.test(path.original);
  if (isLocal) return rest.reduce(readProperty, scope.locals.get(first));
  return path.parts.reduce(readProperty, scope.contexts[path.depth]);
}

/** Own properties alone; what was captured has none that a template may see. */
function readProperty(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Captured || value instanceof Missing) {
    return undefined;
  }
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
