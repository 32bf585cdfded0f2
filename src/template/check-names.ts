import type { Parsed } from './run-program.ts';
import { failAt, placeOf, type RowKind, resolveName, type Scope, unknownWord } from './scope.ts';

/** A template with what it may use. */
interface Whole {
  main: Parsed;
  /** By name. */
  partials: ReadonlyMap<string, Parsed>;
  helpers: readonly string[];
  /** By the helper that gives them. */
  rows: Readonly<Record<string, RowKind>>;
}

/** Where the check is: what names stand for here, and which partials led here. */
interface Here {
  whole: Whole;
  scope: Scope;
  trail: readonly string[];
  /** Partials that were seen, each with the names that it was given. */
  seen: Set<string>;
}

/** Finds names that stand for nothing before the template runs, also where this run would not come by. */
export function checkNames(whole: Whole): void {
  const { main, partials } = whole;
  const seen = new Set<string>();
  const scope = (file: string): Scope => ({ file, given: [], locals: new Map() });
  visit(main.program, { whole, scope: scope(main.file), trail: [], seen });
  for (const [name, { file, program }] of partials) {
    if ([...seen].some((key) => key.startsWith(`${name}\n`))) continue;
    visit(program, { whole, scope: { ...scope(file), row: 'any' }, trail: [name], seen });
  }
}

function visit(node: unknown, here: Here): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, here);
  } else if (isNode(node)) {
    const check = CHECKS[node.type];
    if (check !== undefined) check(node as never, here);
    else for (const value of Object.values(node)) if (typeof value === 'object') visit(value, here);
  }
}

function isNode(value: unknown): value is hbs.AST.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}

const CHECKS: Record<string, (node: never, here: Here) => void> = {
  MustacheStatement: checkMustache,
  SubExpression: checkCall,
  BlockStatement: checkBlock,
  PathExpression: checkPath,
  PartialStatement: checkPartial,
  PartialBlockStatement: checkPartial,
  Decorator: refuseDecorator,
  DecoratorBlock: refuseDecorator,
};

function checkMustache(node: hbs.AST.MustacheStatement, here: Here): void {
  const { path } = node;
  const hasArguments = node.params.length > 0 || node.hash !== undefined;
  if (hasArguments) checkCall(node, here);
  else checkAlone(path, here);
}

/** {{name}}: a helper, or a name that has a value. */
function checkAlone(path: hbs.AST.Node, here: Here): void {
  const { whole, scope } = here;
  if (path.type !== 'PathExpression') {
    const text = JSON.stringify((path as hbs.AST.StringLiteral).value);
    throw failAt(scope.file, path, { message: `unexpected ${text} by itself, expected the name of a helper` });
  }
  const name = nameOf(path);
  if (!whole.helpers.includes(name)) resolveName(path as hbs.AST.PathExpression, scope, whole.helpers);
  else if (isField(path as hbs.AST.PathExpression, here)) {
    throw failAt(scope.file, path, {
      message: `unexpected {{${name}}}, which is a helper, expected {{this.${name}}} for the row's field`,
    });
  }
}

function isField(path: hbs.AST.PathExpression, { whole, scope }: Here): boolean {
  if (scope.row === undefined || scope.row === 'any') return false;
  try {
    resolveName(path, scope, whole.helpers);
    return true;
  } catch {
    return false;
  }
}

function checkCall(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression | hbs.AST.BlockStatement, here: Here): void {
  const { whole, scope } = here;
  const name = nameOf(node.path);
  if (!whole.helpers.includes(name)) {
    throw unknownWord('helper', { name, node: node.path, known: whole.helpers, file: scope.file });
  }
  visit(node.params, here);
  visit(node.hash, here);
}

function checkBlock(node: hbs.AST.BlockStatement, here: Here): void {
  checkCall(node, here);
  const inside = nameOf(node.path) === 'each' ? { ...here, scope: inRows(node, here) } : here;
  visit(node.program, inside);
  visit(node.inverse, here);
}

function inRows(node: hbs.AST.BlockStatement, { whole, scope }: Here): Scope {
  const [rows] = node.params;
  const row = rows?.type === 'SubExpression' ? rowOf(nameOf((rows as hbs.AST.SubExpression).path), whole) : 'any';
  const [item, number] = node.program.blockParams ?? [];
  const locals = new Map(scope.locals);
  if (item !== undefined) locals.set(item, row);
  if (number !== undefined) locals.set(number, 'number');
  return { ...scope, row, given: [], locals, outer: scope };
}

function rowOf(helper: string, { rows }: Whole): NonNullable<Scope['row']> {
  return (Object.hasOwn(rows, helper) ? rows[helper] : undefined) ?? 'any';
}

/** A name as an argument. */
function checkPath(path: hbs.AST.PathExpression, { whole, scope }: Here): void {
  const name = nameOf(path);
  if (whole.helpers.includes(name) && scope.row === undefined && !scope.given.includes(name)) {
    throw failAt(scope.file, path, {
      message: `unexpected name ${name} without quotes`,
      hint: `To use the helper, put it in brackets: (${name} ...).`,
    });
  }
  resolveName(path, scope, []);
}

function checkPartial(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, here: Here): void {
  const { whole, scope } = here;
  if (node.name.type === 'SubExpression') {
    throw failAt(scope.file, node.name, { message: 'unexpected (...), expected the name of a partial' });
  }
  const name = nameOf(node.name);
  const partial = whole.partials.get(name);
  if (partial !== undefined) enterPartial(node, { name, partial, here });
  else if (name !== '@partial-block') {
    throw unknownWord('partial', { name, node: node.name, known: [...whole.partials.keys()], file: scope.file });
  }
  // A whole row may be given to a partial.
  for (const param of node.params) if (nameOf(param) !== 'this') visit(param, here);
  visit(node.hash, here);
  if ('program' in node) visit(node.program, here);
}

/** A partial is checked with the names that it is given where it is used. */
function enterPartial(
  node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement,
  { name, partial, here }: { name: string; partial: Parsed; here: Here },
): void {
  const { scope, trail, seen, whole } = here;
  if (trail.includes(name)) {
    const loop = [...trail.slice(trail.indexOf(name)), name].join(' -> ');
    throw failAt(scope.file, node, { message: `partials include each other without end: ${loop}` });
  }
  const given = [...scope.given, ...(node.hash?.pairs ?? []).map(({ key }) => key)];
  const row = node.params.length > 0 ? 'any' : scope.row;
  const key = `${name}\n${typeof row === 'object' ? row.name : row}\n${given.join()}`;
  if (seen.has(key)) return;
  seen.add(key);
  const user = { name, place: placeOf(scope.file, node) };
  const within: Scope = { file: partial.file, given, user, locals: new Map(), ...(row !== undefined && { row }) };
  visit(partial.program, { whole, scope: within, trail: [...trail, name], seen });
}

function refuseDecorator(node: hbs.AST.Node, { scope }: Here): void {
  throw failAt(scope.file, node, { message: 'unexpected {{* ...}}, expected a helper' });
}

function nameOf(node: hbs.AST.Node): string {
  return String((node as hbs.AST.PathExpression).original ?? node.type);
}
