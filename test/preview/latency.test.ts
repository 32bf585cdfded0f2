import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath } from '../browser.ts';
import { isLong } from '../journeys/labreport.ts';
import { showPreview } from './page.ts';
import { edit } from './preview.ts';

const SAVES = isLong ? 30 : 5;
const WARM_UPS = 5;

/** Now, ms since the epoch, by the clock that the browser on this machine has too. */
const now = () => performance.timeOrigin + performance.now();

describe.runIf(chromiumPath !== undefined)('from saving the template to the changed pixel', () => {
  test(`${SAVES} saves`, { timeout: 120_000 }, async () => {
    const { page, template } = await showPreview();
    const frames = await watchFrames(page);
    const [drawn, composed]: [number[], number[]] = [[], []];
    for (let i = 0; i < WARM_UPS + SAVES; i++) {
      const text = `Three hosts share wire number ${i}.`;
      const shown = whenDrawn(page, text);
      await frames.calm();
      const savedAt = now();
      await edit(template, (old) => old.replace(/Three hosts .*?\./, text));
      const drawnAt = await shown;
      const frameAt = await frames.firstAfter(savedAt);
      if (i < WARM_UPS) continue;
      drawn.push(drawnAt - savedAt);
      composed.push(frameAt - savedAt);
    }
    console.log(`save to second animation frame: ${spread(drawn)}; to the first changed frame: ${spread(composed)}`);
    // Other work on the machine makes single saves late; half of them come in time all the same.
    if (isLong) expect(quantile(drawn, 0.5)).toBeLessThan(200);
  });
});

/** When the page has drawn a text: the second animation frame after it is in the document. */
function whenDrawn(page: Page, text: string): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const article = document.querySelector('article');
    const observer = new MutationObserver(() => {
      if (!article.textContent.includes(${JSON.stringify(text)})) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
    });
    observer.observe(article, { subtree: true, childList: true, characterData: true });
  })`);
}

interface Frames {
  /** Waits until what was going on is over: the next frame is that of the save. */
  calm(): Promise<void>;
  /** When the first frame that differs from the one before the save was put together. */
  firstAfter(ms: number): Promise<number>;
}

/** The frames that Chromium's compositor has put together, with their times. */
async function watchFrames(page: Page): Promise<Frames> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const seen: { atMs: number; image: string }[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    seen.push({ atMs: (metadata.timestamp ?? 0) * 1000, image: data });
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await session.send('Page.startScreencast', { format: 'png' });
  const nextFrames = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';
  return {
    async calm() {
      for (let count = -1; count < seen.length; ) {
        count = seen.length;
        await page.evaluate(nextFrames);
      }
    },
    async firstAfter(ms) {
      const before = seen.findLast(({ atMs }) => atMs <= ms)?.image;
      for (;;) {
        const first = seen.find(({ atMs, image }) => atMs > ms && image !== before);
        if (first !== undefined) return first.atMs;
        await nextTurn();
      }
    },
  };
}

function spread(times: readonly number[]): string {
  return `median ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`;
}

function quantile(times: readonly number[], part: number): number {
  return times.toSorted((one, other) => one - other)[Math.ceil(part * times.length) - 1] as number;
}
