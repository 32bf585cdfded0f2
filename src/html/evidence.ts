import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import type { Nodes } from 'mdast';
import { nodesOf } from '../markdown/nodes.ts';
import { elementsOf, isElement, textOf } from './tree.ts';

/** Stands where lines are left out. */
const LEFT_OUT = '⋮';
/** "[2026-10-08, 13:15:23] command"; the date may be of any language. */
const HEAD = /^(\[[^\]\n]*\d{1,2}:\d\d:\d\d[^\]\n]*\])(?: (.*))?$/;
/** Ctrl-C and its like, as a terminal shows them. */
const KEY = /^\^[A-Z\\\]^_?]$/;

/** As many lines stay on one page when the report is printed. */
const SHORT_LINES = 30;

/** Ids of the evidence in a Markdown text, by where each fence begins: "```console ID" or "```console ID 2". */
export function findEvidence(source: Nodes): Map<number, string> {
  const found = new Map<number, string>();
  for (const { lang, meta, position } of nodesOf(source, 'code')) {
    if (lang !== 'console') continue;
    const id = /^\S+/.exec(meta ?? '')?.[0];
    const start = position?.start.offset;
    if (id !== undefined && start !== undefined) found.set(start, id);
  }
  return found;
}

/** Makes blocks that can be scrolled by keyboard of all code, and terminals of evidence. */
export function markEvidence(tree: Root, evidence: ReadonlyMap<number, string>): void {
  for (const block of elementsOf(tree, 'pre')) {
    block.properties.tabIndex = 0;
    if (textOf(block).split('\n').length <= SHORT_LINES) block.properties.className = ['short'];
    const code = block.children.find((child) => isElement(child, 'code')) as Element | undefined;
    if (code === undefined || !classesOf(code).includes('language-console')) continue;
    const id = evidence.get(block.position?.start.offset ?? -1);
    if (id !== undefined) block.properties.dataEvidence = id;
    showTerminal(block, code);
  }
}

function classesOf(node: Element): string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

function showTerminal(block: Element, code: Element): void {
  const [first = '', ...rest] = textOf(code).split(/\r?\n/);
  const [, when, command] = HEAD.exec(first) ?? [];
  const isSilent = when !== undefined && rest.every((line) => line === '');
  block.properties.className = [...classesOf(block), 'terminal', ...(isSilent ? ['silent'] : [])];
  if (when === undefined) {
    code.children = showLines([first, ...rest]);
    return;
  }
  Object.assign(block.properties, { role: 'group', ariaLabel: command === undefined ? when : command });
  const shown = command === undefined ? [] : [' ', h('span.command', command)];
  const head = h('span.head', [h('span.when', when), ...shown]);
  code.children = [head, ...showLines(['', ...rest])];
}

/** Lines as they are, with what no program printed set off. */
function showLines(lines: readonly string[]): ElementContent[] {
  const parts: ElementContent[] = [];
  let plain = '';
  for (const [i, line] of lines.entries()) {
    if (i > 0) plain += '\n';
    const name = nameOf(line);
    if (name === undefined) {
      plain += line;
      continue;
    }
    parts.push({ type: 'text', value: plain }, h('span', { className: [name] }, line));
    plain = '';
  }
  return [...parts, { type: 'text', value: plain }];
}

function nameOf(line: string): string | undefined {
  if (line === LEFT_OUT) return 'left-out';
  return KEY.test(line) ? 'key' : undefined;
}
