import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from '../browser.ts';
import { labreport, makeFolder } from '../journeys/labreport.ts';
import { closePages, open, type Shown } from './page.ts';
import { ask, edit, eventually, startPreview } from './preview.ts';

afterEach(closePages);

let made: string;
beforeAll(async () => {
  made = await makeFolder();
  const generated = await labreport(['generate', 'two-clients', '--quiet'], { cwd: made });
  expect(generated).toMatchObject({ status: 0, stderr: '' });
});

/** A report of the small lab, made just now, in Chromium. */
async function showRun(): Promise<Pick<Shown, 'page' | 'preview' | 'faults'> & { cwd: string; markdown: string }> {
  const cwd = await makeFolder();
  await cp(join(made, 'reports'), join(cwd, 'reports'), { recursive: true });
  const preview = await startPreview('reports/two-clients', { cwd });
  return { cwd, markdown: join(cwd, 'reports/two-clients/report.md'), ...(await open(preview)) };
}

const startOf = async (markdown: string): Promise<string> => {
  const record = await readFile(join(markdown, '../record.json'), 'utf8');
  return JSON.parse(record).run.startedAt;
};

describe.runIf(chromiumPath !== undefined)('Run again', () => {
  test('runs the lab with live progress, keeps the author’s words, and shows the new evidence', async () => {
    const { page, markdown, faults } = await showRun();
    await edit(markdown, (text) => text.replace(/\n\n/, '\n\nMy own words.\n\n'));
    await page.getByText('My own words.').waitFor();
    const before = await startOf(markdown);
    const made = await page.locator('.made').textContent();
    const seen = page.evaluate(`new Promise((resolve) => {
      const texts = new Set();
      new MutationObserver(() => {
        for (const bar of document.querySelectorAll('[role=progressbar]')) texts.add(bar.getAttribute('aria-valuetext'));
        if (document.querySelector('.run.ended')) resolve([...texts]);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    })`) as Promise<string[]>;
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.locator('.run.ended.held').waitFor({ timeout: 30_000 });
    const texts = await seen;
    expect(texts.some((text) => /^\d+ of \d+: open server on vit001: \.\/TCPechod/.test(text))).toBe(true);
    expect(texts.some((text) => /^\d+ of \d+: capture wire/.test(text))).toBe(true);
    expect(await page.locator('.said > p').first().textContent()).toMatch(/^(\d+) of \1 claims held\.$/);
    expect(await startOf(markdown)).not.toBe(before);
    await expect.poll(() => page.locator('.made').textContent(), eventually).not.toBe(made);
    expect(await page.getByText('My own words.').isVisible()).toBe(true);
    expect(await readFile(markdown, 'utf8')).toContain('My own words.');
    expect(await page.getByRole('status').first().textContent()).toMatch(/claims held/);
    expect(faults()).toEqual([]);
  });

  test('one at a time; it can be stopped, and leaves the report as it was', async () => {
    const { page, preview, markdown } = await showRun();
    const before = await startOf(markdown);
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    const { origin, pathname } = new URL(preview.url);
    const second = await ask(preview.url, { path: `${pathname}run`, method: 'POST', headers: { Origin: origin } });
    expect(second).toMatchObject({ status: 409, body: '{"message":"a run is under way already"}' });
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.run.ended.stopped').waitFor();
    expect(await page.locator('.said > p').first().textContent()).toBe('The run was stopped. The report is as it was.');
    expect(await startOf(markdown)).toBe(before);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await page.locator('.run').count()).toBe(0);
  });

  test('Ctrl-C ends the preview and the run that it has started', async () => {
    const { page, preview, cwd, markdown } = await showRun();
    const before = await startOf(markdown);
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    expect(await preview.stop()).toBe(0);
    expect(await startOf(markdown)).toBe(before);
    const { stdout } = await labreport(['check', 'reports/two-clients', '--json'], { cwd });
    expect(JSON.parse(stdout).sound).toBe(true);
    await page.getByText('The preview has ended').waitFor();
  });

  test('evidence that was edited by hand is not overwritten without being asked', async () => {
    const { page, markdown } = await showRun();
    await edit(markdown, (text) => text.replace('ESTABLISHED', 'INVENTED'));
    await page.locator('article', { hasText: 'INVENTED' }).waitFor();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.locator('.run.ended.error').waitFor({ timeout: 20_000 });
    expect(await page.locator('.said').textContent()).toContain('Nothing was changed.');
    expect(await readFile(markdown, 'utf8')).toContain('INVENTED');
    await page.getByRole('button', { name: 'Run, and overwrite them' }).click();
    await page.locator('.run.ended.held').waitFor({ timeout: 30_000 });
    await page.locator('article', { hasText: 'INVENTED' }).waitFor({ state: 'detached' });
    expect(await readFile(markdown, 'utf8')).not.toContain('INVENTED');
  });
});
