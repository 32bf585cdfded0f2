import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { chromiumPath } from '../browser.ts';
import { snapshot } from '../journeys/labreport.ts';
import { SAMPLE } from '../sample.ts';
import { block, closePages, DESKTOP, PHONE, type Shown, showPreview, showSample, topOf } from './page.ts';
import { edit, eventually } from './preview.ts';

afterEach(closePages);

const tab = ({ page }: Shown, name: string) => page.getByRole('tab', { name, exact: true });

describe.runIf(chromiumPath !== undefined)('the page follows', () => {
  test('what is saved in the template, without writing report.md, and says which of the two is shown', async () => {
    const shown = await showPreview();
    const { page, template, report } = shown;
    const before = await snapshot(report);
    await edit(template, (text) => text.replace('Three hosts are on one network.', 'Three hosts share a wire.'));
    await page.getByText('Three hosts share a wire.').waitFor();
    expect(await tab(shown, 'From template').getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('.banner').textContent()).toBe(
      'What templates/concurrent-servers.md.hbs gives now. report.md stays as it is.',
    );
    await tab(shown, 'Report').click();
    await page.getByText('Three hosts are on one network.').waitFor();
    expect(await page.locator('.banner').textContent()).toBe('reports/concurrent-servers/report.md');
    expect(await snapshot(report)).toEqual(before);
    expect(shown.faults()).toEqual([]);
  });

  test('what is saved in report.md, however an editor saves', async () => {
    const { page, markdown, faults } = await showPreview();
    const text = await readFile(markdown, 'utf8');
    const saves: [string, (text: string) => Promise<void>][] = [
      ['written', (changed) => writeFile(markdown, changed)],
      [
        'renamed over it',
        async (changed) => {
          await writeFile(`${markdown}.new`, changed);
          await rename(`${markdown}.new`, markdown);
        },
      ],
      [
        'put in the place of a copy',
        async (changed) => {
          await rename(markdown, `${markdown}~`);
          await writeFile(markdown, changed);
          await rm(`${markdown}~`);
        },
      ],
      [
        'emptied, then written',
        async (changed) => {
          await writeFile(markdown, '');
          await writeFile(markdown, changed);
        },
      ],
    ];
    // Each saves twice, the text as it was as well.
    for (const [how, save] of saves) {
      await save(text.replace('# Concurrent servers', `# It was ${how}`));
      await page.getByRole('heading', { name: `It was ${how}` }).waitFor();
      await save(text);
      await page.getByRole('heading', { name: 'Concurrent servers with the sockets API: experience log' }).waitFor();
    }
    expect(faults()).toEqual([]);
  });

  test('with the reader where they were, when what is above them grows, shrinks or is drawn anew', async () => {
    const { page, markdown, template, faults } = await showPreview();
    const place = page.getByRole('heading', { name: '5.', exact: false }).first();
    await place.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const before = await topOf(place);
    expect(before).toBeGreaterThan(0);
    const grown = Array.from({ length: 40 }, (_, i) => `A new paragraph, number ${i}.\n\n`).join('');
    await edit(markdown, (text) => text.replace('## 1. Compile', `${grown}## 1. Compile`));
    await page.getByText('A new paragraph, number 39.').waitFor({ state: 'attached' });
    expect(Math.abs((await topOf(place)) - before)).toBeLessThan(1.5);
    await page.getByRole('button', { name: 'Changed further up' }).waitFor();
    await edit(markdown, (text) => text.replace(grown, '').replace(/Three hosts are .*\n/, ''));
    await page.getByText('A new paragraph, number 39.').waitFor({ state: 'detached' });
    expect(Math.abs((await topOf(place)) - before)).toBeLessThan(1.5);
    await edit(template, (text) => text.replace('## 1. Compile', `${grown}## 1. Compile`));
    await page.getByText('A new paragraph, number 39.').waitFor({ state: 'attached' });
    expect(Math.abs((await topOf(place)) - before)).toBeLessThan(1.5);
    expect(faults()).toEqual([]);
  });

  test('a mistake in a template is told with its place and the names that would have worked; the last page stays', async () => {
    const shown = await showPreview();
    const { page, template } = shown;
    const good = await readFile(template, 'utf8');
    await writeFile(template, good.replace('{{topology', '{{topologie'));
    const problem = page.getByRole('alert');
    await problem.waitFor();
    expect(await problem.locator('.place').textContent()).toMatch(/^templates\/concurrent-servers\.md\.hbs:\d+:3$/);
    expect(await problem.locator('.message').textContent()).toMatch(
      /^unknown helper "topologie", expected one of .*\btopology\b/,
    );
    expect(await problem.locator('.hint').textContent()).toBe('Did you mean "topology"?');
    expect(await problem.locator('.line.at').textContent()).toContain('{{topologie');
    await page.locator('article h1').waitFor();
    await writeFile(template, good.replace('{{topology', '{{#topology'));
    await expect
      .poll(() => problem.locator('.message').textContent(), eventually)
      .toContain('{{#topology}} is never closed');
    await writeFile(template, good);
    await problem.waitFor({ state: 'detached' });
    expect(shown.faults()).toEqual([]);
  });

  test('partials, a template that goes away, and report.md that goes away and comes back', async () => {
    const shown = await showPreview();
    const { page, cwd, markdown, template } = shown;
    await writeFile(join(cwd, 'templates/partials/mine.hbs'), 'First words of mine.\n');
    await edit(template, (text) => text.replace('## 1. Compile', '{{> mine}}\n\n## 1. Compile'));
    await page.getByText('First words of mine.').waitFor();
    await writeFile(join(cwd, 'templates/partials/mine.hbs'), 'Other words of mine.\n');
    await page.getByText('Other words of mine.').waitFor();
    const text = await readFile(markdown, 'utf8');
    await rm(markdown);
    await page.locator('.problem', { hasText: "can't be read, expected the report: it is not there" }).waitFor();
    await writeFile(markdown, text.replace('## 1. Compile', '## 1. Compiled again'));
    await page.getByRole('heading', { name: '1. Compiled again' }).waitFor();
    expect(shown.faults()).toEqual([]);
  });
});

describe.runIf(chromiumPath !== undefined)('evidence', () => {
  test('a click on a block opens its recording, which plays, and its raw log', async () => {
    const { page, faults } = await showSample();
    await block(page, 'client2').locator('pre').click();
    await page.getByRole('heading', { name: 'client2', exact: true }).waitFor();
    const screen = page.locator('.player .ap-term');
    await expect.poll(() => screen.textContent(), eventually).toContain('asdf from vit002');
    await page.locator('.player .ap-overlay-start').click();
    await page.locator('.player .ap-overlay-start').waitFor({ state: 'detached' });
    await expect.poll(() => screen.textContent(), eventually).toMatch(/asdf from vit002\s+asdf from vit002\s+\^C/);
    await page.getByRole('tab', { name: 'Raw log' }).click();
    await page.locator('.lines .text', { hasText: '^C' }).waitFor();
    const log = await readFile(join(SAMPLE, 'logs/client2.txt'), 'utf8');
    expect(await page.locator('.lines .text').allTextContents()).toEqual(log.trimEnd().split('\r\n'));
    expect(faults()).toEqual([]);
  });

  test('a log of more than 50 MB is there at once, from its first line to its last, and is searched', async () => {
    const shown = await showPreview();
    const { page, report } = shown;
    const line = 'a line of a program that prints and prints, number ';
    const lines = Array.from({ length: 900_000 }, (_, i) => `${line}${String(i + 1).padStart(8, '0')}\n`).join('');
    await writeFile(join(report, 'logs/netstat-open.txt'), lines);
    expect(lines.length).toBeGreaterThan(50_000_000);
    await block(page, 'netstat-open').locator('.opener').click();
    await page.locator('.lines .text', { hasText: 'number 00000001' }).waitFor();
    expect(await page.locator('.lines .line').count()).toBeLessThan(120);
    await page.locator('.lines').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await page.locator('.lines .text', { hasText: 'number 00900000' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('number 00654321');
    await page.locator('.found', { hasText: '1 of 1' }).waitFor({ timeout: 15_000 });
    await page.locator('.lines .is-found', { hasText: '654321' }).waitFor();
    expect(shown.faults()).toEqual([]);
  });

  test('packets are filtered, and the mistake in a filter is told', async () => {
    const { page } = await showSample();
    await block(page, 'traffic').locator('.opener').click();
    const rows = page.getByRole('grid', { name: 'Packets of traffic' }).locator('tbody tr');
    await expect.poll(() => rows.count(), eventually).toBe(14);
    await page.keyboard.press('/');
    await page.keyboard.type('of=client2 flags=PSH');
    await expect.poll(() => rows.count(), eventually).toBe(2);
    expect(await rows.locator('.frame').allTextContents()).toEqual(['7', '9']);
    await page.getByRole('searchbox').fill('of=client9');
    await page
      .getByText(/unexpected terminal for of= "client9", expected one of server, client2, .*Did you mean client2\?/)
      .waitFor();
    expect(await page.getByRole('searchbox').getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Escape');
    await expect.poll(() => rows.count(), eventually).toBe(14);
  });

  test('a packet lights up its arrow, and an arrow selects its packet', async () => {
    const { page, faults } = await showSample();
    const arrow = (frame: number) => page.locator(`svg[data-capture="traffic"] [data-frame="${frame}"]`);
    const lit = () =>
      page.locator('svg .is-lit').evaluateAll((all) => all.map((each) => (each as SVGElement).dataset.frame));
    await arrow(7).click();
    const chosen = page.locator('.packet-table tr[aria-selected="true"] .frame');
    await expect.poll(() => chosen.allTextContents(), eventually).toEqual(['7']);
    await expect.poll(lit, eventually).toEqual(['7']);
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen.allTextContents(), eventually).toEqual(['9']);
    await expect.poll(lit, eventually).toEqual(['9']);
    await page.getByText('Sequence number').waitFor();
    await page
      .locator('.packet-table tr', { hasText: /\d\d:\d\d:\d\d/ })
      .nth(1)
      .click();
    await expect.poll(lit, eventually).toEqual(['2']);
    // The frames of another capture are others.
    await page.locator('svg[data-capture="reset"] [data-frame]').first().click();
    await page.getByRole('grid', { name: 'Packets of reset' }).waitFor();
    expect(await page.locator('svg[data-capture="traffic"] .is-lit').count()).toBe(0);
    expect(faults()).toEqual([]);
  });

  test('a claim leads to its lines and to its frames', async () => {
    const { page } = await showSample();
    const claim = (text: string) => page.locator('.claim', { hasText: text });
    await claim('The client on vit002 gets its line back').getByRole('button').click();
    await page.locator('.lines .is-cited').waitFor();
    await expect
      .poll(() => page.locator('.lines .is-cited').allTextContents(), eventually)
      .toEqual(['3asdf from vit002']);
    await page.keyboard.press('c');
    await claim('Two connections are opened by the three-way handshake').getByRole('button').click();
    await page.locator('.packet-table .is-cited').first().waitFor();
    expect(await page.locator('.packet-table .is-cited .frame').allTextContents()).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    await page.getByRole('button', { name: 'As printed' }).click();
    await page.locator('.lines .is-cited', { hasText: 'Flags [S],' }).waitFor();
  });
});

describe.runIf(chromiumPath !== undefined)('hands and screens', () => {
  test('all of it works by keyboard', async () => {
    const { page, faults } = await showSample();
    const focused = () =>
      page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    const askForKeys = async () => {
      if (!(await keys.isVisible())) await page.keyboard.press('?');
      return keys.isVisible();
    };
    await expect.poll(askForKeys, eventually).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('j');
    expect(await focused()).toBe('Open evidence build');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focused()).toBe('Open evidence server');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'server', exact: true }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'client2', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Claims' }).waitFor();
    await page.keyboard.press('e');
    await page.keyboard.press('/');
    await expect.poll(focused, eventually).toBe('Filter evidence');
    await page.keyboard.type('vit001 netstat mended');
    await expect.poll(() => page.locator('.entry').count(), eventually).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'netstat-mended' }).waitFor();
    const splitter = page.getByRole('separator');
    await splitter.focus();
    const before = Number(await splitter.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => splitter.getAttribute('aria-valuenow'), eventually).toBe(`${before + 2}`);
    await page.getByRole('tab', { name: 'Report', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.banner.template').waitFor();
    expect(await focused()).toBe('From template');
    const arrows = page.locator('svg[data-capture="traffic"] [data-frame]');
    const selected = page.locator('.packet-table tr[aria-selected="true"]', { hasText: 'SYN ACK' });
    // The other view comes a moment after its tab, and takes the focus from what it replaces.
    const chooseSecond = async () => {
      await arrows.first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      return selected.count();
    };
    await expect.poll(chooseSecond, eventually).toBe(1);
    expect(faults()).toEqual([]);
  });

  test('on a phone the evidence is a sheet over the report, and nothing is wider than the screen', async () => {
    const { page, faults } = await showSample({ viewport: PHONE, hasTouch: true, isMobile: true });
    expect(await page.evaluate('[innerWidth, document.documentElement.scrollWidth]')).toEqual([375, 375]);
    const panel = page.getByRole('complementary', { name: 'Evidence' });
    expect(await panel.isVisible()).toBe(false);
    await block(page, 'server').locator('.opener').tap();
    await panel.waitFor();
    await page.locator('.player .ap-term').waitFor();
    expect(await page.locator('.pane').evaluate((pane) => (pane as HTMLElement).inert)).toBe(true);
    expect(await page.evaluate('[innerWidth, document.documentElement.scrollWidth]')).toEqual([375, 375]);
    await panel.getByRole('button', { name: 'Close' }).tap();
    await panel.waitFor({ state: 'hidden' });
    expect(await page.locator('.pane').evaluate((pane) => (pane as HTMLElement).inert)).toBe(false);
    expect(faults()).toEqual([]);
  });

  test('on paper there is the report alone', async () => {
    const { page } = await showSample({ viewport: DESKTOP, colorScheme: 'dark' });
    await block(page, 'server').locator('.opener').click();
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.header', '.panel', '.splitter', '.opener >> nth=0']) {
      expect(await page.locator(part).isVisible()).toBe(false);
    }
    expect(await page.locator('article h1').isVisible()).toBe(true);
    const colours =
      'JSON.stringify([getComputedStyle(document.querySelector(".pane")).backgroundColor, getComputedStyle(document.querySelector("article")).color])';
    expect(await page.evaluate(colours)).toBe('["rgb(255, 255, 255)","rgb(31, 35, 40)"]');
  });
});
