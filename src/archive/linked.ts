import { posix } from 'node:path';
import { parseMarkdown } from '../markdown/markdown.ts';
import { nodesOf } from '../markdown/nodes.ts';

/** The files of its folder that a report links to or shows, as paths in the folder. */
export function linkedFiles(markdown: string): string[] {
  const targets = nodesOf(parseMarkdown(markdown), 'link', 'image', 'definition');
  return [...new Set(targets.flatMap(({ url }) => pathOf(url) ?? []))].sort();
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
