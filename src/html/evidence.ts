import type { Element, ElementContent, Root } from 'hast';
import type { Nodes } from 'mdast';
import { element, elementsOf, isElement, textOf } from './tree.ts';

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
  collect(source, found);
  return found;
}

function collect(node: Nodes, found: Map<number, string>): void {
  if (node.type === 'code' && node.lang === 'console') {
    const id = /^\S+/.exec(node.meta ?? '')?.[0];
    const start = node.position?.start.offset;
    if (id !== undefined && start !== undefined) found.set(start, id);
  }
  if ('children' in node) for (const child of node.children) collect(child, found);
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
  const shown = command === undefined ? [] : [' ', element('span', { className: ['command'] }, [command])];
  const head = element('span', { className: ['head'] }, [element('span', { className: ['when'] }, [when]), ...shown]);
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
    parts.push({ type: 'text', value: plain }, element('span', { className: [name] }, [line]));
    plain = '';
  }
  return [...parts, { type: 'text', value: plain }];
}

function nameOf(line: string): string | undefined {
  if (line === LEFT_OUT) return 'left-out';
  return KEY.test(line) ? 'key' : undefined;
}
