import { type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CRATE_FILE } from '../../archive/crate/crate.ts';
import { look, notPlain } from '../../files/inside.ts';
import { listInside } from '../../files/list.ts';
import { LabreportError } from '../../text/errors.ts';

/** Folders that labreport fills; anybody may have filled those of a report that came in an archive. */
const FOLDERS = ['logs', 'lab', 'figures'];
const FILES = ['report.md', 'record.json', 'report.html', 'report.pdf', CRATE_FILE];

/** The Markdown file of a report, which need not be there, given the report's folder or a file in it. */
export function findReport(path: string, command: string): { markdown: string } {
  const found = statOf(path);
  if (found?.isDirectory()) return { markdown: join(path, 'report.md') };
  const name = basename(path);
  // What there is instead of a file is told when it is opened; one that is gone can be made again.
  const isGone = name === 'report.md' && statOf(dirname(path))?.isDirectory() === true;
  if (name.endsWith('.md') && (found !== undefined || isGone)) return { markdown: path };
  if (found !== undefined && name === 'record.json') return { markdown: join(dirname(path), 'report.md') };
  throw new LabreportError({
    code: 'report-not-found',
    message: `no report in ${path}, expected the folder of a report or its report.md`,
    hint: `For example: labreport ${command} reports/two-clients`,
  });
}

/** Of what a person names, links are followed. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * Refuses a report in which something else stands in the place of labreport's own folders and files, or that holds more
 * than a run leaves, before anything is read.
 */
export function refuseOddFolder(dir: string): void {
  for (const file of FILES) {
    const found = look(dir, file);
    if (found?.kind === 'odd') throw notPlain(dir, found);
  }
  for (const folder of FOLDERS) {
    const found = look(dir, folder);
    if (found === undefined) continue;
    if (found.is !== 'is a folder') throw notPlain(dir, found, 'a folder');
    listInside(dir, folder);
  }
}
