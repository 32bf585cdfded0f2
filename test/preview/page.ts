import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openPage } from '../browser.ts';
import { afterEachFile } from '../shared/after-file.ts';
import { makeWorkshop, type Started, startPreview, stopAll, type Workshop } from './preview.ts';

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 375, height: 812 };

/** A preview in Chromium, of a report that the test may edit. */
export interface Shown extends Workshop {
  page: Page;
  preview: Started;
  /** Requests to other hosts, errors and warnings: there must be none. */
  faults(): string[];
}

const pages: Page[] = [];
/** For `afterEach`. */
export async function closePages(): Promise<void> {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  await stopAll();
}

let shared: Promise<Started> | undefined;
afterEachFile(async () => {
  const started = await shared;
  shared = undefined;
  await started?.stop();
});

/** Opens a preview of the sample that nobody edits. */
export async function showSample(
  options: BrowserContextOptions = {},
): Promise<Pick<Shown, 'page' | 'preview' | 'faults'>> {
  shared ??= makeWorkshop().then(({ cwd, report }) => startPreview(report, { cwd, isShared: true }));
  return open(await shared, options);
}

/** Starts a preview and opens it. */
export async function showPreview(options: BrowserContextOptions = {}): Promise<Shown> {
  const workshop = await makeWorkshop();
  const preview = await startPreview(workshop.report, { cwd: workshop.cwd });
  return { ...workshop, ...(await open(preview, options)) };
}

/** Opens a preview that has been started. */
export async function open(
  preview: Started,
  options: BrowserContextOptions = {},
): Promise<Pick<Shown, 'page' | 'preview' | 'faults'>> {
  const { page, ...did } = await openPage(preview.url, { viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  pages.push(page);
  await page.locator('article h1').waitFor();
  const isOwn = (address: string) => address.startsWith(preview.url);
  const faults = () => [...did.requests.filter((address) => !isOwn(address)), ...did.console, ...did.dialogs];
  return { page, preview, faults };
}

/** The box of an evidence in the report. */
export function block(page: Page, id: string): Locator {
  return page.locator(`article [data-opens="${id}"]`).first();
}

/** How far an element is from the top of the window, px. */
export async function topOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.y ?? Number.NaN;
}
