import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { chromiumPath } from '../browser.ts';
import { isLong } from '../journeys/labreport.ts';
import { block, closePages, DESKTOP, open, PHONE } from './page.ts';
import { edit, makeWorkshop, startPreview } from './preview.ts';

afterEach(closePages);

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

const SCREENS = [
  { viewport: DESKTOP, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark', isMobile: true },
  { viewport: DESKTOP, colorScheme: 'dark' },
  { viewport: PHONE, colorScheme: 'light', isMobile: true },
] as const;

describe.runIf(chromiumPath !== undefined)('axe finds nothing', () => {
  test.each(isLong ? SCREENS : SCREENS.slice(0, 2))(
    'at $viewport.width px, $colorScheme',
    { timeout: 120_000 },
    async (screen) => {
      const workshop = await makeWorkshop();
      const preview = await startPreview(workshop.report, { cwd: workshop.cwd });
      const { page, faults } = await open(preview, screen);
      // By the tool that drives the browser, as a page's own scripts could not.
      await page.evaluate(axe.source);
      expect(await violations(page)).toEqual([]);
      await block(page, 'server').locator('.opener').click();
      await page.locator('.player .ap-control-bar').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('tab', { name: 'Raw log' }).click();
      await page.locator('.lines .text').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Evidence after' }).click();
      await page.locator('.packet-table tbody tr').nth(6).click();
      await page.locator('.dump').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Back to the list' }).click();
      await page.getByRole('tab', { name: 'Evidence' }).click();
      await page.locator('.entry').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await edit(workshop.template, (text) => text.replace('{{topology', '{{topologie'));
      await page.locator('.problem').waitFor({ state: 'attached' });
      expect(await violations(page)).toEqual([]);
      expect(faults()).toEqual([]);
    },
  );
});
