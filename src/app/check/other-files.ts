import { CRATE_FILE, formatCrate } from '../../archive/crate/crate.ts';
import { look } from '../../files/inside.ts';
import { readInside } from '../../files/read.ts';
import { hashFile } from '../../record/hash.ts';
import type { FileHash } from '../../record/run-record.ts';
import type { ReportOnDisk } from '../record/open-report.ts';
import { version } from '../version.ts';
import type { Forgery } from './forgery.ts';

/** What is larger was not made by labreport. */
const MOST_BYTES = 100e6;

/** A page and metadata beside report.md that are not made from it. Another version may make them otherwise. */
export async function findOtherFiles(report: ReportOnDisk): Promise<{ forgeries: Forgery[]; notes: string[] }> {
  const [page, crate] = ['report.html', CRATE_FILE].map((name) => readPlain(report.dir, name));
  const isOlder = report.record.labreport !== version;
  if (isOlder && (page ?? crate) !== undefined)
    return { forgeries: [], notes: [`report.html and ${CRATE_FILE} were not compared: another labreport made them.`] };
  const forgeries: Forgery[] = [];
  if (page !== undefined && !(await isPageOf(report, page))) forgeries.push(OTHER_PAGE);
  if (crate !== undefined && !(await isCrateOf(report, crate))) forgeries.push(OTHER_CRATE);
  return { forgeries, notes: [] };
}

const OTHER_PAGE: Forgery = {
  kind: 'page',
  message: 'report.html is not made from report.md as it is now (labreport render DIR --format html makes it again)',
};
const OTHER_CRATE: Forgery = {
  kind: 'crate',
  message: `${CRATE_FILE} is not what the record gives (labreport render DIR --format html makes it again)`,
};

function readPlain(dir: string, name: string): string | undefined {
  const found = look(dir, name);
  if (found === undefined) return undefined;
  return found.kind === 'file' && found.bytes <= MOST_BYTES ? readInside(dir, name, MOST_BYTES).toString('utf8') : '';
}

/** What makes pages is loaded only where there is one. */
async function isPageOf({ dir, text: markdown, record }: ReportOnDisk, page: string): Promise<boolean> {
  const { makeHtml } = await import('../export/export-report.ts');
  return makeHtml({ dir, markdown, record }) === page;
}

/** The metadata name files; with an archive's, also the hashes of those that may be edited. */
async function isCrateOf({ dir, record }: ReportOnDisk, crate: string): Promise<boolean> {
  const recorded = new Set([...record.inputs, ...record.files].map(({ path }) => path));
  const others = partsIn(crate).filter((path) => !recorded.has(path));
  if (formatCrate({ record, others: others.map((path) => ({ path })) }) === crate) return true;
  const hashes = await Promise.all(others.map((path) => hashPlain(dir, path)));
  return hashes.every((hash) => hash !== undefined) && formatCrate({ record, others: hashes }) === crate;
}

async function hashPlain(dir: string, path: string): Promise<FileHash | undefined> {
  const isInside = !path.split('/').includes('..') && !path.startsWith('/');
  return isInside && look(dir, path)?.kind === 'file' ? hashFile(dir, path) : undefined;
}

function partsIn(crate: string): string[] {
  try {
    const graph: { '@id'?: unknown; hasPart?: { '@id'?: unknown }[] }[] = JSON.parse(crate)['@graph'];
    const parts = graph.find((entity) => entity['@id'] === './')?.hasPart ?? [];
    return parts.map((part) => decodeURIComponent(String(part['@id'])));
  } catch {
    return [];
  }
}
