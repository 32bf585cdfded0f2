import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { anchorOf, pages, readPage } from './markdown.ts';

describe.each([...pages, 'CONTRIBUTING.md', 'CHANGELOG.md'])('%s', (path) => {
  test('leads to files and headings that there are', async () => {
    const links = nodesOf(await readPage(path), 'link', 'image', 'definition').map(({ url }) => url);
    const broken = await Promise.all(links.map(async (url) => ((await isThere(path, url)) ? [] : [url])));
    expect(broken.flat()).toEqual([]);
  });
});

test('docs/README.md leads to every page', async () => {
  const links = nodesOf(await readPage('docs/README.md'), 'link').map(({ url }) => join('docs', url));
  expect(links).toEqual(expect.arrayContaining(pages.filter((page) => !page.endsWith('README.md'))));
});

async function isThere(from: string, url: string): Promise<boolean> {
  if (/^[a-z]+:/.test(url)) return true;
  const [file = '', anchor] = url.split('#');
  const target = file === '' ? from : join(dirname(from), file);
  const found = await access(target).then(
    () => true,
    () => false,
  );
  if (!found || anchor === undefined) return found;
  return (await anchorsOf(target)).includes(anchor);
}

const known = new Map<string, Promise<string[]>>();

function anchorsOf(path: string): Promise<string[]> {
  const anchors = known.get(path) ?? readPage(path).then((page) => nodesOf(page, 'heading').map(anchorOf));
  known.set(path, anchors);
  return anchors;
}
