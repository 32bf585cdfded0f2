import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkReport } from '../../../src/app/check/check-report.ts';
import type { Shown } from '../../../src/report/shown.ts';
import { random as seededRandom } from '../../random.ts';
import { checkText, type Made, makeReport } from '../report-folder.ts';

const isLong = (process.env.LABREPORT_LONG ?? '') !== '';
const EVIDENCE_EDITS = isLong ? 2000 : 60;
const PROSE_EDITS = isLong ? 2000 : 40;

/** Bytes of the report that show an evidence or a verdict. */
interface Region {
  about: string;
  start: number;
  end: number;
}

let made: Made;
let bytes: Buffer;
let regions: Region[];

beforeAll(async () => {
  made = await makeReport();
  bytes = Buffer.from(made.markdown);
  regions = findRegions(made, bytes);
});

describe('a report with one byte edited', () => {
  it('shows every kind of evidence', () => {
    const names = new Set(regions.map(({ about }) => about));
    expect([...names].sort().join(' ')).toBe(
      'accepted again build gone handshake netstat-open no-reset no-warning own ps refused run server state three-sockets wire',
    );
    expect(regions.length).toBeGreaterThanOrEqual(made.shown.length);
  });

  it('is as it was made, unedited', async () => {
    const { shown, files, notes } = await checkText(made, bytes);
    expect({ shown: { ...shown, same: 0 }, files: files.findings, notes }).toEqual({
      shown: { same: 0, differences: [], deleted: [] },
      files: [],
      notes: [],
    });
  });

  it(`is found out and the evidence named, ${EVIDENCE_EDITS} times`, { timeout: 3_600_000 }, async () => {
    const random = seededRandom(20_261_008);
    const missed: unknown[] = [];
    for (let i = 0; i < EVIDENCE_EDITS; i++) {
      const region = pick(regions, random);
      const at = region.start + Math.floor(random() * (region.end - region.start));
      const { edited, to } = edit(bytes, at, random);
      if (isSameSpace(region, bytes[at] as number, to)) continue;
      const { shown } = await checkText(made, edited);
      const named = shown.differences.some(({ about, line }) => about === region.about && isNear(line, at, bytes));
      if (!named)
        missed.push({ i, about: region.about, at, to, context: `${bytes.subarray(at - 20, at + 20)}`, shown });
    }
    await checkText(made, bytes);
    expect(missed).toEqual([]);
  });

  it(`is no fault in prose, ${PROSE_EDITS} times`, { timeout: 3_600_000 }, async () => {
    const random = seededRandom(8990);
    const places = findProse(bytes, regions);
    const alarms: unknown[] = [];
    for (let i = 0; i < PROSE_EDITS; i++) {
      const at = pick(places, random);
      const edited = Buffer.from(bytes);
      edited[at] = 0x20 + Math.floor(random() * 0x5f);
      const { shown } = await checkText(made, edited);
      if (shown.differences.length > 0 || shown.deleted.length > 0) {
        alarms.push({ at, context: `${edited.subarray(at - 20, at + 20)}`, shown });
      }
    }
    await checkText(made, bytes);
    expect(alarms).toEqual([]);
  });
});

describe('a log with one byte edited', () => {
  it(`is found out and the evidence named, ${EVIDENCE_EDITS / 2} times`, { timeout: 3_600_000 }, async () => {
    const random = seededRandom(42);
    const record = JSON.parse(await readFile(join(made.dir, 'record.json'), 'utf8'));
    const logs: { path: string; bytes: number }[] = record.files.filter((file: { bytes: number }) => file.bytes > 0);
    for (let i = 0; i < EVIDENCE_EDITS / 2; i++) {
      const { path } = pick(logs, random);
      const file = join(made.dir, path);
      const whole = await readFile(file);
      await writeFile(file, edit(whole, Math.floor(random() * whole.length), random).edited);
      const { files } = await checkReport({ path: made.dir });
      const evidence = path.replace(/^logs\/|\.\w+$/g, '');
      expect(files.findings).toEqual([{ path, problem: 'changed', evidence }]);
      await writeFile(file, whole);
    }
  });
});

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Any other byte in the place of one; half of them printable. */
function edit(whole: Buffer, at: number, random: () => number): { edited: Buffer; to: number } {
  const edited = Buffer.from(whole);
  const any = random() < 0.5 ? Math.floor(random() * 256) : 0x20 + Math.floor(random() * 0x5f);
  const to = any === whole[at] ? any ^ 1 : any;
  edited[at] = to;
  return { edited, to };
}

/** Where each evidence and verdict stands; inside lists and quotes line by line. */
function findRegions({ shown }: Made, whole: Buffer): Region[] {
  const regions: Region[] = [];
  for (const { about, part } of shown.flatMap(partsOf)) {
    const size = Buffer.byteLength(part);
    const isTaken = (at: number) => regions.some(({ start, end }) => at < end && start < at + size);
    let start = whole.indexOf(part);
    while (start >= 0 && isTaken(start)) start = whole.indexOf(part, start + 1);
    expect(start, `${about}: ${part}`).toBeGreaterThanOrEqual(0);
    regions.push({ about, start, end: start + size });
  }
  return regions;
}

function partsOf(shown: Shown): { about: string; part: string }[] {
  if (shown.kind !== 'code') return [{ about: shown.about, part: shown.text }];
  const parts = [...shown.text.split('\n'), shown.caption ?? ''].filter((part) => part !== '');
  return parts.map((part) => ({ about: shown.about, part }));
}

/** What is no evidence, no fence, no head of a table, and nothing that a list or quote puts before evidence. */
function findProse(whole: Buffer, evidence: readonly Region[]): number[] {
  const places: number[] = [];
  const lines = whole.toString('latin1').split('\n');
  for (let i = 0, at = 0; i < lines.length; at += (lines[i++] as string).length + 1) {
    const line = lines[i] as string;
    const columns = /```|^\|/.test(line) ? [] : [...line].map((_, column) => column);
    const isInside = (place: number) => evidence.some(({ start, end }) => start <= place && place < end);
    const isBefore = (column: number) => /^[\s>]+$/.test(line.slice(0, column + 1)) && line.trim() !== '>';
    places.push(
      ...columns.filter((column) => !isBefore(column) && !isInside(at + column)).map((column) => at + column),
    );
  }
  return places;
}

/** In tables and sentences how many spaces there are, and of what kind, changes nothing that is read. */
function isSameSpace({ start }: Region, from: number, to: number): boolean {
  const isSpace = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
  const shownAt = made.shown.find(({ kind, text }) => kind === 'code' && text.includes(lineAt(bytes, start)));
  return shownAt === undefined && isSpace(from) && isSpace(to);
}

function lineAt(whole: Buffer, at: number): string {
  const start = whole.lastIndexOf('\n', at - 1) + 1;
  const end = whole.indexOf('\n', at);
  return whole.toString('utf8', start, end).replace(/^[\s>]+/, '');
}

/** The line that is told is the edited one, or begins the block or sentence that holds it. */
function isNear(line: number, at: number, whole: Buffer): boolean {
  const edited = whole.subarray(0, at).toString('latin1').split('\n').length;
  return Math.abs(line - edited) <= 3;
}
