import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slug } from 'github-slugger';
import type { Code, Heading, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { nodesOf } from '../../src/markdown/nodes.ts';

/** The pages that readers of the project are led to. */
export const pages = ['README.md', ...(await markdownBelow('docs'))];

async function markdownBelow(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file))
    .sort();
}

/** A page as remark sees it. */
export async function readPage(path: string): Promise<Root> {
  return unified()
    .use(remarkParse)
    .use(remarkGfm)
    .parse(await readFile(path, 'utf8'));
}

/** What stands in a fence's first line after the language: `in=labs/my-lab/lab.yaml`. */
export function optionOf({ meta }: Code, name: string): string | undefined {
  return meta
    ?.split(/\s+/)
    .find((word) => word.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** The text of a heading, as GitHub makes its anchor. */
export function anchorOf(heading: Heading): string {
  const text = nodesOf(heading, 'text', 'inlineCode')
    .map(({ value }) => value)
    .join('');
  return slug(text);
}
