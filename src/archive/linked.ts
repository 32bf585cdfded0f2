import { posix } from 'node:path';
import type { Nodes } from 'mdast';
import { parseMarkdown } from '../markdown/markdown.ts';

/** The files of its folder that a report links to or shows, as paths in the folder. */
export function linkedFiles(markdown: string): string[] {
  const found = new Set<string>();
  collect(parseMarkdown(markdown), found);
  return [...found].sort();
}

function collect(node: Nodes, found: Set<string>): void {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
    const path = pathOf(node.url);
    if (path !== undefined) found.add(path);
  }
  if ('children' in node) for (const child of node.children) collect(child, found);
}

/** The path in the report's folder; undefined for an address, an anchor, or what is outside. */
function pathOf(url: string): string | undefined {
  const [target = ''] = url.split(/[?#]/);
  if (target === '' || /^([A-Za-z][A-Za-z0-9+.-]*:|[/\\])/.test(target)) return undefined;
  const path = posix.normalize(decode(target));
  return path.startsWith('..') || path === '.' ? undefined : path;
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
