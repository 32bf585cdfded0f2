import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listReport } from '../../src/archive/folder.ts';
import { linkedFiles } from '../../src/archive/linked.ts';
import { selectFiles } from '../../src/archive/select.ts';
import { makeRun } from '../report/fixture.ts';

test('the files that a report links to or shows, inside its folder', () => {
  const markdown = [
    '![p](photo.png) [n](notes/my%20notes.txt#part) [a](https://e.example/x) [u](../other.txt) [r](/etc/passwd) [h](#claims)',
    '[d] ![i][d] [up](a/../b.txt)\n\n[d]: data.csv\n',
  ].join('\n\n');
  expect(linkedFiles(markdown)).toEqual(['b.txt', 'data.csv', 'notes/my notes.txt', 'photo.png']);
});

describe('what is packed', () => {
  const { facts } = makeRun({ moments: [{ id: 'netstat', output: 'x' }] });
  const { record } = facts;
  const files = new Map(
    [
      'report.md',
      'report.html',
      'report.pdf',
      'record.json',
      'ro-crate-metadata.json',
      'logs/netstat.txt',
      'logs/other.txt',
      'figures/wire.svg',
      'figures/foreign.svg',
      'photo.png',
      'data/a.csv',
      'data/b.csv',
      '.secret',
    ].map((path) => [path, { bytes: 1, executable: false }]),
  );
  const select = (named: string[], markdown = '![p](photo.png)') =>
    selectFiles({
      record,
      markdown,
      named,
      foreign: new Set(['figures/foreign.svg']),
      listing: { files, odd: ['logs/pipe'] },
    });

  test('what the record names, the figures, what the report links to; the rest is left out', () => {
    expect(select([])).toEqual({
      packed: ['figures/wire.svg', 'logs/netstat.txt', 'photo.png'],
      leftOut: [
        ...['.secret', 'data/a.csv', 'data/b.csv', 'figures/foreign.svg', 'logs/other.txt', 'report.pdf'].map(
          (path) => ({
            path,
            why: 'unknown',
          }),
        ),
        { path: 'logs/pipe', why: 'odd' },
      ],
    });
  });

  test('what is named, also a whole folder', () => {
    expect(select(['data', 'report.pdf'], '').packed).toEqual([
      'data/a.csv',
      'data/b.csv',
      'figures/wire.svg',
      'logs/netstat.txt',
      'report.pdf',
    ]);
  });
});

test('a name that is a path on another system is never packed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'labreport-submit-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  for (const name of ['..\\..\\evil.bat', 'C:evil', 'plain']) await writeFile(join(dir, name), 'x');
  const { files, odd } = listReport(dir);
  expect([[...files.keys()], odd.sort()]).toEqual([['plain'], ['..\\..\\evil.bat', 'C:evil']]);
});
