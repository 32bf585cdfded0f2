import { LabreportError } from '../../text/errors.ts';
import { findTool } from '../../tools/find.ts';
import { installLine } from '../../tools/packages.ts';

/** Names that Chromium has. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The browser that makes PDFs. Called before a lab is run, so that nobody waits for a report that can't be made. */
export function findBrowser(): string {
  const found = NAMES.map(findTool).find((path) => path !== undefined);
  if (found !== undefined) return found;
  throw new LabreportError({
    code: 'tool-missing',
    message: `a PDF is made by Chromium, which is not on this machine: looked for ${NAMES.slice(0, -1).join(', ')}`,
    hint: `${installLine(['chromium'])}\nWithout it: --format md,html, and print report.html from any browser.`,
  });
}
