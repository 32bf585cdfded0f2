import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath, type Doings, openPage, overflow } from '../../browser.ts';
import { SAMPLE } from '../../sample.ts';
import { ECHO_SOURCES, isLong, labreport, labYaml, makeFolder, makeLab, said } from '../labreport.ts';
import { HOSTILE } from '../own-programs/hostile-output.ts';

const PHONE = { width: 375, height: 812 };
const DESKTOP = { width: 1280, height: 900 };
const SCREENS = [
  { viewport: PHONE, colorScheme: 'light' },
  { viewport: DESKTOP, colorScheme: 'dark' },
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: DESKTOP, colorScheme: 'light' },
] as const;

const LAB = labYaml(
  '  - { open: shell, on: vit001, run: cat hostile, until: last }\n' +
    '  - { moment: once, on: vit001, run: cat hostile }\n' +
    "  - { moment: wide, on: vit002, run: 'printf %05000d 7' }\n",
  'source: src\n',
);
/** What a person may write into a report, or paste from anywhere. */
const OWN = `<script>document.title = 'script'; alert(1)</script>
<img src="x" onerror="alert(2)" alt="broken"> <a href="javascript:alert(3)">press</a>
<style>* { display: none !important }</style> ![far](https://far.example/pixel.png)
<iframe src="https://far.example"></iframe><svg onload="alert(4)"><script>alert(5)</script></svg>
<div style="position:fixed;inset:0">over all</div>

${'averyveryverylongwordwithoutanybreak'.repeat(40)}

| ${'wide | '.repeat(60)}
| ${'- | '.repeat(60)}
| ${'cell | '.repeat(60)}

<table width="99999"><tr><td width="99999">\`${'x'.repeat(3000)}\`</td></tr></table></main></body>
`;
const TEMPLATE = `# Hostile\n\n{{head}}\n\n{{terminal "shell"}}\n\n{{moment "once"}}\n\n{{moment "wide"}}\n\n${OWN}`;

async function hostilePage(): Promise<string> {
  const cwd = await makeLab(LAB, { template: TEMPLATE, files: { 'labs/small/src/hostile': HOSTILE } });
  const { status, stderr } = await labreport(['generate', 'small', '--quiet', '--format', 'html'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return pathToFileURL(join(cwd, 'reports/small/report.html')).href;
}

async function violations({ page }: Doings): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

describe.runIf(chromiumPath !== undefined)('report.html in Chromium', { timeout: 120_000 }, () => {
  test('hostile evidence and hostile prose run nothing, ask for nothing and break no layout', async () => {
    const url = await hostilePage();
    for (const viewport of [PHONE, DESKTOP]) {
      const { page, ...did } = await openPage(url, { viewport });
      expect(did).toEqual({ requests: [], console: [], dialogs: [] });
      expect(await page.title()).toBe('Hostile');
      expect(await page.evaluate('document.scripts.length + document.querySelectorAll("iframe,svg,form").length')).toBe(
        0,
      );
      expect(await overflow(page)).toBe(0);
      const blocks = await page.locator('pre.terminal').allTextContents();
      expect(blocks[0]).toContain('<script>alert(1)</script>\n␛[31mred␛[0m ␛]0;title␇␛[2J␀ <U+009B>');
      expect(blocks[0]).toContain('␍ back <U+202E>right<U+2066> <U+FEFF><U+200B>\n<FF><FE><C3>(\n');
      const text = await page.evaluate('document.body.textContent');
      expect(String(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
      const boxes = await Promise.all((await page.locator('main > *').all()).map((each) => each.boundingBox()));
      expect(boxes.filter((box) => box !== null && box.x + box.width > viewport.width)).toEqual([]);
      await page.context().close();
    }
  });

  test('the sample: axe finds nothing, whatever the screen, and it needs nothing beside it', async () => {
    const dir = await makeFolder();
    await cp(SAMPLE, dir, { recursive: true });
    const { exportReport } = await import('../../../src/app/export/export-report.ts');
    expect(await exportReport({ dir, formats: ['md', 'html'] })).toEqual(['report.html']);
    const first = await readFile(join(dir, 'report.html'));
    await exportReport({ dir, formats: ['html'] });
    expect((await readFile(join(dir, 'report.html'))).equals(first)).toBe(true);
    // Alone in another folder, as somebody gets it by mail.
    const alone = join(await makeFolder(), 'alone.html');
    await writeFile(alone, first);
    for (const screen of isLong ? SCREENS : SCREENS.slice(0, 2)) {
      const doings = await openPage(pathToFileURL(alone).href, { ...screen, offline: true });
      const { page, ...did } = doings;
      expect(did).toEqual({ requests: [], console: [], dialogs: [] });
      expect(await overflow(page)).toBe(0);
      expect(await page.evaluate('[...document.images].filter((image) => image.naturalWidth === 0).length')).toBe(0);
      expect(await violations(doings)).toEqual([]);
      await page.context().close();
    }
  });

  test('each link inside the page leads somewhere', async () => {
    const { makeHtml } = await import('../../../src/app/export/export-report.ts');
    const { readRecord } = await import('../../../src/record/read-record.ts');
    const dir = SAMPLE;
    const html = makeHtml({ dir, markdown: await readFile(join(dir, 'report.md'), 'utf8'), record: readRecord(dir) });
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
    expect(targets).toContain('claims');
    expect(html.match(/<html lang="en">/)).not.toBeNull();
  });
});

describe.runIf(chromiumPath !== undefined)('report.pdf', { timeout: 120_000 }, () => {
  test('is made beside the page, has pages and text, and leaves nothing behind', async () => {
    const lab = labYaml('  - { moment: echo, on: vit001, run: echo hello }\n');
    const cwd = await makeLab(lab, { template: '# A report\n\n{{moment "echo"}}\n' });
    const scratch = join(cwd, 'scratch');
    await mkdir(scratch);
    const ran = await labreport(['generate', 'small', '--format', 'md,html,pdf'], { cwd, env: { TMPDIR: scratch } });
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(
      /\nreports\/small\/report\.md: .*\nreports\/small\/report\.html\nreports\/small\/report\.pdf\n$/,
    );
    const pdf = (await readFile(join(cwd, 'reports/small/report.pdf'))).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.\d/);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect((await readdir(scratch)).filter((name) => name.startsWith('labreport-'))).toEqual([]);
    const again = await labreport(['check', 'reports/small'], { cwd });
    expect({ status: again.status, stderr: again.stderr }).toEqual({ status: 0, stderr: '' });
    // Made by labreport, so it is not kept beside a new report that is not made as PDF.
    expect((await labreport(['generate', 'small', '--quiet'], { cwd })).status).toBe(0);
    expect(existsSync(join(cwd, 'reports/small/report.pdf'))).toBe(false);
  });
});

describe.concurrent('--format', () => {
  test('render makes the page of an edited report, and leaves the report', async () => {
    const cwd = await makeLab(labYaml('  - { moment: echo, on: vit001, run: echo hello }\n'));
    expect((await labreport(['generate', 'small', '--quiet'], { cwd })).status).toBe(0);
    const edited = '# Mine\n\nMy own words.\n';
    await writeFile(join(cwd, 'reports/small/report.md'), edited);
    const ran = await labreport(['render', 'reports/small', '--format', 'html'], { cwd });
    expect(ran).toEqual({ status: 0, stdout: 'reports/small/report.html\n', stderr: '' });
    const html = await readFile(join(cwd, 'reports/small/report.html'), 'utf8');
    expect(html).toContain('<title>Mine</title>');
    expect(html).toContain('<p>My own words.</p>');
    expect(await readFile(join(cwd, 'reports/small/report.md'), 'utf8')).toBe(edited);
    const both = await labreport(['render', 'reports/small', '--format', 'md,html', '--replace'], { cwd });
    expect({ status: both.status, end: both.stdout.split('\n').slice(-3) }).toEqual({
      status: 0,
      end: ['What was edited is in reports/small/report.edited-1.md.', 'reports/small/report.html', ''],
    });
  });

  test('without Chromium, a PDF is refused before the lab is run', async () => {
    const cwd = await makeLab(labYaml('  - { moment: echo, on: vit001, run: echo hello }\n'));
    const ran = await labreport(['generate', 'small', '--format', 'pdf'], {
      cwd,
      env: { PATH: join(cwd, 'no-tools') },
    });
    expect({ status: ran.status, said: said(ran, cwd) }).toEqual({
      status: 2,
      said: 'a PDF is made by Chromium, which is not on this machine: looked for chromium, chromium-browser, google-chrome, google-chrome-stable\n  sudo apt-get install chromium\n  Without it: --format md,html, and print report.html from any browser.',
    });
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  test.each([
    [
      'htm',
      'unknown format "htm", expected one or more of md, html, pdf, with commas between them\n  did you mean html?',
    ],
    [
      'md,docx',
      'unknown format "docx", expected one or more of md, html, pdf, with commas between them\n  For example: --format md,html,pdf',
    ],
    [
      '',
      'unknown format "", expected one or more of md, html, pdf, with commas between them\n  For example: --format md,html,pdf',
    ],
  ])('"%s" is refused', async (format, expected) => {
    const cwd = await makeLab(labYaml('  - { moment: echo, on: vit001, run: echo hello }\n'), { files: ECHO_SOURCES });
    const ran = await labreport(['generate', 'small', '--format', format], { cwd });
    expect({ status: ran.status, said: said(ran, cwd) }).toEqual({ status: 2, said: expected });
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  test('a Chromium that fails leaves the report, and is told', async () => {
    const lab = labYaml('  - { moment: echo, on: vit001, run: echo hello }\n');
    const cwd = await makeLab(lab, { files: { 'bin/chromium': '#!/bin/sh\necho "no display" >&2\nexit 7\n' } });
    await chmod(join(cwd, 'bin/chromium'), 0o755);
    const env = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}` };
    const ran = await labreport(['generate', 'small', '--quiet', '--format', 'pdf'], { cwd, env });
    expect({ status: ran.status, said: said(ran, cwd) }).toEqual({
      status: 2,
      said: 'CWD/bin/chromium made no PDF: it ended with status 7\n  no display\n  report.html can be printed from any browser.',
    });
    expect(existsSync(join(cwd, 'reports/small/report.md'))).toBe(true);
  });
});
