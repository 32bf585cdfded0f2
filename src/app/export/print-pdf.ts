import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sendSignal } from '../../hosts/send-signal.ts';
import { LabreportError } from '../../text/errors.ts';

const LIMIT_MS = 120_000;
/** As much of what a failing browser says is told. */
const TOLD_BYTES = 2000;

/** Prints an HTML file to a PDF by a browser without a window, which has a profile of its own and is gone afterwards. */
export async function printPdf(options: { browser: string; html: string; pdf: string }): Promise<void> {
  const { browser, html, pdf } = options;
  const profile = await mkdtemp(join(tmpdir(), 'labreport-pdf-'));
  try {
    const ended = await run(browser, [...flagsOf(profile), `--print-to-pdf=${pdf}`, pathToFileURL(html).href], profile);
    const made = await stat(pdf).catch(() => undefined);
    if (ended.status === 0 && made !== undefined && made.size > 0) return;
    throw new LabreportError({
      code: 'export-failed',
      message: `${browser} made no PDF: ${ended.status === undefined ? `it did not end in ${LIMIT_MS / 1000} s` : `it ended with status ${ended.status}`}`,
      hint: `${ended.said}\nreport.html can be printed from any browser.`.trim(),
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function flagsOf(profile: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--no-pdf-header-footer',
    `--user-data-dir=${profile}`,
    // Chromium refuses to run as root with its sandbox; everybody else keeps it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** How it ended; undefined when it had to be killed. Its helpers are in a process group of their own, and end with it. */
function run(browser: string, args: string[], home: string): Promise<{ status: number | undefined; said: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
    const child = spawn(browser, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env });
    let said = '';
    let isLate = false;
    const end = () => {
      if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    };
    const limit = setTimeout(() => {
      isLate = true;
      end();
    }, LIMIT_MS);
    process.once('exit', end);
    child.stderr?.on('error', () => {});
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-TOLD_BYTES);
    });
    child.once('error', reject);
    child.once('exit', (status) => {
      clearTimeout(limit);
      process.off('exit', end);
      end();
      child.stderr?.destroy();
      resolve({ status: isLate ? undefined : (status ?? -1), said: said.trim() });
    });
  });
}
