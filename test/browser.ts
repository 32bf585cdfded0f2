import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findTool } from '../src/tools/find.ts';
import { afterEachFile } from './shared/after-file.ts';

/** Debian's Chromium, or undefined: the tests that need it are skipped then, and say so. */
export const chromiumPath = findTool('chromium');
if (chromiumPath === undefined) console.warn('skipped: chromium is not installed, so no page is looked at');

let browser: Promise<Browser> | undefined;
afterEachFile(async () => {
  for (const context of (await browser)?.contexts() ?? []) await context.close();
});

/** What a page did that a report must not do. */
export interface Doings {
  page: Page;
  /** Addresses it asked for, but for its own and for `data:`. */
  requests: string[];
  /** Errors, warnings and whatever else it wrote to the console. */
  console: string[];
  dialogs: string[];
}

/** Opens a page, and writes down what it does. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<Doings> {
  browser ??= chromium.launch({ executablePath: chromiumPath as string, chromiumSandbox: process.getuid?.() !== 0 });
  const page = await (await (await browser).newContext(options)).newPage();
  const doings: Doings = { page, requests: [], console: [], dialogs: [] };
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) doings.requests.push(request.url());
  });
  page.on('console', (message) => doings.console.push(message.text()));
  page.on('pageerror', (error) => doings.console.push(String(error)));
  page.on('dialog', (dialog) => {
    doings.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  await page.goto(url);
  return doings;
}

/** By how many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
}
