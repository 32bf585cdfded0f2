import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Code, Html, Link, Paragraph, Text } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { isLong, labreport, labYaml, makeLab, sha256 } from '../labreport.ts';
import { HOSTILE, SHOWN } from './hostile-output.ts';

const TEMPLATE = `# Hostile

{{terminal "shell"}}

## After the terminal

{{moment "once"}}

## After the moment
`;

async function readReport(folder: string) {
  const markdown = await readFile(join(folder, 'report.md'), 'utf8');
  const record: RunRecord = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
  const nodes = unified().use(remarkParse).parse(markdown).children;
  return { markdown, record, nodes, log: (name: string) => readFile(join(folder, 'logs', name)) };
}

const code = (node: unknown) => (node as Code).value.split('\n').slice(1).join('\n');

describe.concurrent('evidence that is hostile stays evidence', () => {
  test('fences, templates, markup, escapes, NUL, bidi controls and bytes that are not UTF-8', async () => {
    const lab = labYaml(
      '  - { open: shell, on: vit001, run: cat hostile, until: last }\n' +
        '  - { moment: once, on: vit001, run: cat hostile }\n',
      'source: src\n',
    );
    const cwd = await makeLab(lab, { template: TEMPLATE, files: { 'labs/small/src/hostile': HOSTILE } });
    const { status, stderr } = await labreport(['generate', 'small', '--quiet'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { nodes, log } = await readReport(join(cwd, 'reports/small'));
    expect(nodes.map(({ type }) => type)).toEqual(['heading', 'code', 'heading', 'code', 'heading']);
    expect(code(nodes[1])).toBe(SHOWN);
    expect(code(nodes[3])).toBe(SHOWN);
    expect(nodes.filter((node): node is Html => node.type === 'html')).toEqual([]);
    expect(await log('once.txt')).toEqual(HOSTILE);
    expect(await log('shell.txt')).toEqual(Buffer.from(HOSTILE.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'));
  });

  const bytes = { terminal: isLong ? 50_000_000 : 5_000_000, moment: isLong ? 50_000_000 : 5_000_000 };
  test(`${bytes.moment / 1e6} MB of output`, async () => {
    const flood = (count: number) => `yes 'a line of thirty bytes, of yes' | head -c ${count}; echo; echo last`;
    const lab = labYaml(
      `  - { open: shell, on: vit001, run: "${flood(bytes.terminal)}", limit: 50s, until: last }\n` +
        `  - { moment: once, on: vit001, run: "${flood(bytes.moment)}" }\n`,
    );
    const cwd = await makeLab(lab, { template: TEMPLATE });
    const { status, stderr } = await labreport(['generate', 'small', '--quiet'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { nodes, record, log } = await readReport(join(cwd, 'reports/small'));
    expect(nodes.map(({ type }) => type)).toEqual([
      'heading',
      'code',
      'paragraph',
      'heading',
      'code',
      'paragraph',
      'heading',
    ]);
    const [terminal, moment] = [await log('shell.txt'), await log('once.txt')];
    expect(moment.length).toBe(bytes.moment + '\nlast\n'.length);
    expect(terminal.toString('latin1').replaceAll('\r\n', '\n')).toBe(
      `${moment.toString('latin1', 0, bytes.terminal)}\nlast\n`,
    );
    expect([captionOf(nodes[2]), captionOf(nodes[5])]).toEqual([leftOut(terminal, 'shell'), leftOut(moment, 'once')]);
    for (const [path, content] of Object.entries({ 'logs/shell.txt': terminal, 'logs/once.txt': moment })) {
      const hash = { path, bytes: content.length, sha256: sha256(content) };
      expect(record.files.find((file) => file.path === path)).toEqual(hash);
    }
  });
});

/** The sentence below a block that shows the first 150 and the last 50 lines. */
function leftOut(log: Buffer, id: string): string {
  const lines = log.toString('latin1').split('\n').slice(0, -1);
  const out = lines.slice(150, -50);
  const [total, count, size] = [lines.length, out.length, out.join('\n').length + 1].map((n) => n.toLocaleString('en'));
  const last = (lines.length - 49).toLocaleString('en');
  return `Lines 1 to 150 and ${last} to ${total} of ${total}; ${count} lines (${size} bytes) left out at the ⋮; the whole is in logs/${id}.txt.`;
}

function captionOf(node: unknown): string {
  const { children } = node as Paragraph;
  return children
    .map((child) => ('value' in child ? child.value : ((child as Link).children[0] as Text).value))
    .join('');
}
