import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFolder } from '../../src/record/hash.ts';
import { checkFiles } from '../../src/record/integrity.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { makeRun } from '../report/fixture.ts';

let dir: string;
let record: RunRecord;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labreport-integrity-'));
  const { facts } = makeRun({
    terminals: [{ id: 'server' }],
    captures: [{ id: 'wire' }],
    moments: [{ id: 'look' }],
  });
  for (const folder of ['logs', 'lab/src/deep']) await mkdir(join(dir, folder), { recursive: true });
  const names = ['server.txt', 'server.cast', 'wire.txt', 'wire.pcap', 'look.txt'];
  for (const name of names) await writeFile(join(dir, 'logs', name), name);
  await writeFile(join(dir, 'lab/src/deep/main.c'), 'int main;');
  record = { ...facts.record, files: await hashFolder(dir, 'logs'), inputs: await hashFolder(dir, 'lab') };
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('checkFiles', () => {
  it('finds nothing where all is as it was', async () => {
    expect(await checkFiles({ record, dir })).toEqual({ checked: 6, findings: [] });
  });

  it.each([
    ['logs/server.txt', 'server'],
    ['logs/server.cast', 'server'],
    ['logs/wire.pcap', 'wire'],
    ['logs/look.txt', 'look'],
  ])('tells that %s was changed or is missing, and whose it is', async (path, evidence) => {
    await writeFile(join(dir, path), 'x');
    expect((await checkFiles({ record, dir })).findings).toEqual([{ path, problem: 'changed', evidence }]);
    await rm(join(dir, path));
    expect((await checkFiles({ record, dir })).findings).toEqual([{ path, problem: 'missing', evidence }]);
  });

  it('tells of sources that were changed, and of files that the run has not left', async () => {
    await writeFile(join(dir, 'lab/src/deep/main.c'), 'int main;\n');
    await writeFile(join(dir, 'lab/src/more.c'), '');
    await writeFile(join(dir, 'logs/nobody.txt'), '');
    expect((await checkFiles({ record, dir })).findings).toEqual([
      { path: 'lab/src/deep/main.c', problem: 'changed' },
      { path: 'logs/nobody.txt', problem: 'extra' },
      { path: 'lab/src/more.c', problem: 'extra' },
    ]);
  });

  it('does not take a log without a hash for one of the run', async () => {
    record.files = record.files.filter(({ path }) => path !== 'logs/look.txt');
    expect((await checkFiles({ record, dir })).findings).toEqual([
      { path: 'logs/look.txt', problem: 'extra', evidence: 'look' },
    ]);
  });

  it('misses no packets of a capture that could not be opened', async () => {
    const [terminal, wire, look] = record.evidence as [never, never, never];
    record.evidence = [terminal, { ...(wire as object), unavailable: 'not permitted' } as never, look];
    record.files = record.files.filter(({ path }) => !path.startsWith('logs/wire'));
    for (const name of ['wire.txt', 'wire.pcap']) await rm(join(dir, 'logs', name));
    expect((await checkFiles({ record, dir })).findings).toEqual([]);
  });
});
