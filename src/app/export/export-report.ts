import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFiles } from '../../files/replace.ts';
import { reportPage } from '../../html/page.ts';
import { cantWrite } from '../../record/folder.ts';
import { readRecord } from '../../record/read-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { formatAuthor } from '../../report/front-matter.ts';
import { nearPath } from '../../text/near-path.ts';
import { readMarkdown } from '../record/open-report.ts';
import { reportLanguage } from '../record/report-language.ts';
import { writeCrate } from '../record/write-crate.ts';
import { findBrowser } from './find-browser.ts';
import type { Format } from './formats.ts';
import { inlineImage } from './images.ts';
import { printPdf } from './print-pdf.ts';

/** Writes report.html and report.pdf, as far as they are asked for, from the report.md that lies in `dir`. */
export async function exportReport(options: { dir: string; formats: readonly Format[] }): Promise<string[]> {
  const { dir, formats } = options;
  if (!formats.includes('html') && !formats.includes('pdf')) return [];
  const record = readRecord(dir);
  const markdown = readMarkdown(dir, 'report.md', `To make it from its record: labreport render ${nearPath(dir)}`);
  const html = makeHtml({ dir, markdown, record });
  try {
    if (formats.includes('html')) replaceFiles(dir, [{ path: 'report.html', text: html }]);
    if (formats.includes('pdf')) await writePdf(dir, html);
    writeCrate({ dir, record });
  } catch (error) {
    throw cantWrite(dir, error);
  }
  return formats.filter((format) => format !== 'md').map((format) => `report.${format}`);
}

/** A report as one HTML file, with the images that lie in its folder. */
export function makeHtml(report: { dir: string; markdown: string; record: RunRecord }): string {
  const { dir, markdown, record } = report;
  return reportPage({
    markdown,
    image: (path) => inlineImage(dir, path),
    title: record.lab.title,
    language: reportLanguage(dir),
    author: formatAuthor(record.frontMatter ?? {}),
    made: record.run.startedAt,
  });
}

async function writePdf(dir: string, html: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'labreport-html-'));
  try {
    await writeFile(join(scratch, 'report.html'), html);
    await printPdf({ browser: findBrowser(), html: join(scratch, 'report.html'), pdf: join(scratch, 'report.pdf') });
    replaceFiles(dir, [{ path: 'report.pdf', text: await readFile(join(scratch, 'report.pdf')) }]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
