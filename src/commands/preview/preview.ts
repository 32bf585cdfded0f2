import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../app/inputs/roots.ts';
import { previewSource } from '../../app/preview/source.ts';
import { servePreview } from '../../preview/server/serve.ts';
import { nearPath } from '../../text/near-path.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { findTool } from '../../tools/find.ts';
import { interruptible } from '../interrupt.ts';
import { paint } from '../print/paint.ts';
import { print } from '../print/print.ts';

export interface PreviewFlags {
  port: number;
  open?: true;
  template?: string;
}

/** Serves the preview of a report until a signal ends it. Ctrl-C is how one is meant to. */
export async function preview(report: string, flags: PreviewFlags): Promise<void> {
  const source = await previewSource(report, flags.template);
  const assets = join(packageRoot(), 'dist', 'preview');
  const preview = await servePreview({ source, assets, port: flags.port });
  const tell = (url: string) => {
    const opening = flags.open === true && openBrowser(preview.ticket());
    print(formatStart({ file: makeVisibleLine(nearPath(source.markdown)), url, opening }));
  };
  await interruptible(tell, async ({ signal, onEvent }) => {
    onEvent(preview.url);
    await Promise.race([aborted(signal), preview.broken]).finally(() => preview.close());
  });
}

function formatStart({ file, url, opening }: { file: string; url: string; opening: boolean }): string {
  const where = opening ? 'opens in your browser' : 'is shown at';
  return `${file} ${where}\n\n  ${paint('bold', url)}\n\n${paint('dim', 'It follows what you save. Ctrl-C ends it.')}\n`;
}

/** Whether there is something to open it with; what it then does is its own affair. */
function openBrowser(url: string): boolean {
  const opener = findTool('xdg-open');
  if (opener === undefined) return false;
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
