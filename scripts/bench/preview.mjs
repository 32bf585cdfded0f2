// From saving a template to the changed pixel: how long the preview takes until Chromium has drawn it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { loadSource } from '../load-source.mjs';
import { spread } from './numbers.mjs';

const WARM_UPS = 5;
const REPORT = 'reports/concurrent-servers';

export async function benchPreview({ cli, dir, runs }) {
  const { findTool } = await loadSource('src/tools/find.ts');
  const executablePath = findTool('chromium');
  if (executablePath === undefined) {
    console.log('\npreview: left out, because chromium is not installed');
    return;
  }
  const cwd = join(dir, 'preview');
  for (const part of [REPORT, 'templates']) cpSync(part, join(cwd, part), { recursive: true });
  const child = spawn(process.execPath, [cli, 'preview', REPORT], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid() !== 0 });
  try {
    const page = await browser.newPage();
    await page.goto(await addressOf(child));
    await page.locator('article h1').waitFor();
    const template = join(cwd, 'templates/concurrent-servers.md.hbs');
    const ms = [];
    for (let i = -WARM_UPS; i < runs; i++) {
      const took = await save(page, template, `Three hosts share wire number ${i}.`);
      if (i >= 0) ms.push(took);
    }
    console.log(`\npreview  from a save to the second animation frame: ${spread(ms)}`);
  } finally {
    await browser.close();
    child.kill('SIGINT');
    await once(child, 'exit');
  }
}

async function addressOf(child) {
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    const [address] = /http:\/\/\S+/.exec(said) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`preview told no address: ${said}`);
}

/** By the clock that the browser on this machine has too. */
async function save(page, template, text) {
  const drawn = page.evaluate(`new Promise((resolve) => {
    const article = document.querySelector('article');
    const observer = new MutationObserver(() => {
      if (!article.textContent.includes(${JSON.stringify(text)})) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
    });
    observer.observe(article, { subtree: true, childList: true, characterData: true });
  })`);
  const savedAt = performance.timeOrigin + performance.now();
  writeFileSync(template, readFileSync(template, 'utf8').replace(/Three hosts .*?\./, text));
  return (await drawn) - savedAt;
}
