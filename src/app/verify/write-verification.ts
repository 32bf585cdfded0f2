import { release } from 'node:os';
import { replaceFiles } from '../../files/replace.ts';
import { cantWrite } from '../../record/folder.ts';
import { hashText } from '../../record/hash.ts';
import { withLock } from '../../record/lock.ts';
import type { Reexecution, RunRecord } from '../../record/run-record.ts';
import { formatLocalTime } from '../../text/clock.ts';
import { makeAgain } from '../export/make-again.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { madeFrom } from '../record/made-from.ts';
import { renderRecord } from '../record/render-record.ts';
import type { Verifiable } from './open-verifiable.ts';

/** Whether report.md could be made again with its new head line, or why not. */
export interface Written {
  report: 'rendered' | 'edited' | 'other';
  reexecution: Reexecution;
}

/** Adds a verify to the record; report.md is made again when nobody has edited it. */
export async function writeVerification(options: { report: Verifiable; runs: number; same: number }): Promise<Written> {
  const { report, runs, same } = options;
  const { dir, record } = report;
  const reexecution = { when: formatLocalTime(new Date()), kernel: `Linux ${release()} ${process.arch}`, runs, same };
  const verified: RunRecord = { ...record, verified: [...(record.verified ?? []), reexecution] };
  try {
    const rendered = await renderAgain(report, verified);
    const isRendered = typeof rendered !== 'string';
    const after = isRendered ? { ...verified, report: rendered.hash } : verified;
    // Where only the first gets into its place, the report is the one before, which check knows.
    const files = [
      { path: 'record.json', text: `${JSON.stringify(after, null, 2)}\n` },
      ...(isRendered ? [{ path: 'report.md', text: rendered.markdown }] : []),
    ];
    await withLock(dir, async () => {
      replaceFiles(dir, files);
      await makeAgain({ dir, record: after });
    });
    return { report: isRendered ? 'rendered' : rendered, reexecution };
  } catch (error) {
    throw cantWrite(dir, error);
  }
}

/** The report with its new head, only if the old one can be made byte for byte: then nothing else changes. */
async function renderAgain({ dir, text, record }: Verifiable, verified: RunRecord) {
  const template = await keptTemplate(dir);
  const isMade = madeFrom(record).some((each) => renderRecord({ record: each, dir, template }).markdown === text);
  if (!isMade) return hashText(text) === record.report?.sha256 ? ('other' as const) : ('edited' as const);
  const { markdown } = renderRecord({ record: verified, dir, template });
  const hash = { path: 'report.md', bytes: Buffer.byteLength(markdown), sha256: hashText(markdown) };
  return { markdown, hash };
}
