import { cp, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makerName } from '../../../src/files/maker.ts';
import type { RunRecord, Terminal } from '../../../src/record/run-record.ts';
import { labreport, makeFolder, said, sha256, snapshot } from '../labreport.ts';

let cwd: string;
let record: RunRecord;
const folder = () => join(cwd, 'reports/two-clients');

beforeAll(async () => {
  cwd = await makeFolder();
  const { status, stderr } = await labreport(['generate', 'two-clients', '--quiet'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  record = JSON.parse(await readFile(join(folder(), 'record.json'), 'utf8'));
});

const terminals = () => record.evidence.filter((evidence): evidence is Terminal => evidence.kind === 'terminal');

describe('the record', () => {
  test('has everything that a reader needs, and nothing of this machine', () => {
    expect(Object.keys(record)).toEqual([
      'format',
      'labreport',
      'lab',
      'inputs',
      'run',
      'machine',
      'driver',
      'hosts',
      'evidence',
      'steps',
      'files',
      'identity',
      'report',
    ]);
    expect(record.evidence.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'build build',
      'terminal server',
      'capture wire',
      'terminal client2',
      'terminal client3',
      'moment both-connected',
      'moment clients-ended',
      'moment server-ended',
      'terminal server-again',
      'terminal client-again',
    ]);
    const tools = ['make', 'gcc', 'tcpdump', 'netstat', 'grep', 'bash', 'ip', 'unshare'];
    expect(Object.keys(record.machine.tools)).toEqual(expect.arrayContaining(tools));
    expect(record.steps.map(({ step }) => step)).toEqual(record.lab.steps.map((_, i) => i));
    expect(JSON.stringify(record)).not.toContain(cwd);
    expect(record.run.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
  });

  test('every file is in it with its hash, and no other is there', async () => {
    const hashed = [...record.files, ...record.inputs, record.report].map((file) => [file?.path, file?.sha256]);
    const { 'record.json': _, 'ro-crate-metadata.json': crate, ...all } = await snapshot(folder());
    expect(crate).toBeDefined();
    // Figures are drawn from the record and named in the report.
    const files = Object.fromEntries(Object.entries(all).filter(([path]) => !path.startsWith('figures/')));
    expect(Object.entries(files).filter(([, hash]) => hash !== 'folder')).toEqual(
      hashed.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
    const bytes = await readFile(join(folder(), 'report.md'));
    expect(record.report).toEqual({ path: 'report.md', bytes: bytes.length, sha256: sha256(bytes) });
  });

  test('times of output lie in their order between beginning and end, and cover the whole log', async () => {
    for (const { id, log, chunks, beganMs, typed } of terminals()) {
      const [times, ends] = [chunks.map(([atMs]) => atMs), chunks.map(([, end]) => end)];
      expect({ id, end: ends.at(-1) }).toEqual({ id, end: (await readFile(join(folder(), log))).length });
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
      expect(times[0]).toBeGreaterThan(beganMs);
      expect(times.at(-1)).toBeLessThan(record.run.durationMs);
      for (const { atMs } of typed) expect(atMs).toBeGreaterThan(beganMs);
    }
  });

  test('asciicast v2: a header, then output and input with their times', async () => {
    for (const { id, cast, log, chunks, typed, beganMs, startedAt, command } of terminals()) {
      const [header = '', ...lines] = (await readFile(join(folder(), cast), 'utf8')).trimEnd().split('\n');
      const timestamp = Math.floor(Date.parse(startedAt) / 1000);
      expect(JSON.parse(header)).toEqual({ version: 2, width: 120, height: 40, timestamp, title: command });
      const events: [number, string, string][] = lines.map((line) => JSON.parse(line));
      const output = events.filter(([, code]) => code === 'o');
      expect({ id, output: output.map(([, , text]) => text).join('') }).toEqual({
        id,
        output: await readFile(join(folder(), log), 'utf8'),
      });
      const seconds = (atMs: number) => Math.round((atMs - beganMs) * 1000) / 1e6;
      expect(output.map(([at]) => at)).toEqual(chunks.map(([atMs]) => seconds(atMs)));
      const input = events.filter(([, code]) => code === 'i');
      expect(input).toEqual(typed.map(({ atMs, text }) => [seconds(atMs), 'i', text]));
    }
  });
});

test('the report is made again from its record, byte for byte, in any time zone', async () => {
  const { renderRecord } = await import('../../../src/app/record/render-record.ts');
  const { keptTemplate } = await import('../../../src/app/inputs/kept-template.ts');
  const zone = process.env.TZ;
  for (const TZ of ['Pacific/Auckland', 'America/St_Johns']) {
    process.env.TZ = TZ;
    const { markdown, figures } = renderRecord({ record, dir: folder(), template: await keptTemplate(folder()) });
    expect(markdown).toBe(await readFile(join(folder(), 'report.md'), 'utf8'));
    for (const { path, text } of figures) expect(text, path).toBe(await readFile(join(folder(), path), 'utf8'));
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('the next run', () => {
  /** The report in a folder of its own, with files and edits of a person. */
  async function copy(): Promise<{ at: string; report: string }> {
    const at = await makeFolder();
    await mkdir(join(at, 'reports'));
    await cp(folder(), join(at, 'reports/two-clients'), { recursive: true });
    return { at, report: join(at, 'reports/two-clients') };
  }
  const generate = (at: string, ...flags: string[]) =>
    labreport(['generate', 'two-clients', '--quiet', ...flags], { cwd: at });

  test('does not replace a report that was edited', async () => {
    const { at, report } = await copy();
    await writeFile(join(report, 'report.md'), 'mine');
    const before = await snapshot(at);
    const ran = await generate(at);
    expect(ran.status).toBe(2);
    expect(said(ran, at)).toBe(
      'reports/two-clients/report.md was edited after it was made, expected to replace only what nobody has edited\n' +
        '  To run the lab again and refresh what the report shows of it, edits kept: labreport update reports/two-clients\n' +
        '  To make it anew: --replace; the edited one is then kept beside the new one. Or another folder: --out DIR',
    );
    expect(await snapshot(at)).toEqual(before);
  });

  test('keeps what a person has edited or added when it is told to replace', async () => {
    const { at, report } = await copy();
    await writeFile(join(report, 'report.md'), 'mine');
    await writeFile(join(report, 'notes.txt'), 'my notes');
    await mkdir(join(report, 'pictures'));
    await writeFile(join(report, 'pictures/one.png'), 'a picture');
    expect((await generate(at, '--replace')).status).toBe(0);
    await writeFile(join(report, 'report.md'), 'mine again');
    expect((await generate(at, '--replace')).status).toBe(0);
    const files = await snapshot(report);
    expect(files).toMatchObject({
      'notes.txt': sha256('my notes'),
      'pictures/one.png': sha256('a picture'),
      'report.edited-1.md': sha256('mine'),
      'report.edited-2.md': sha256('mine again'),
    });
    expect(await readFile(join(report, 'report.md'), 'utf8')).toMatch(/^# Two clients/);
    expect(await readdir(join(at, 'reports'))).toEqual(['two-clients']);
  });

  test('puts back a report whose replacement was killed halfway, and removes what killed runs left', async () => {
    const { at, report } = await copy();
    await writeFile(join(report, 'notes.txt'), 'my notes');
    const reports = await stat(join(at, 'reports'));
    await rename(report, join(at, 'reports', makerName('two-clients.previous', reports, GONE)));
    await mkdir(join(at, 'reports', makerName('two-clients', reports, GONE), 'logs'), { recursive: true });
    const alive = makerName('two-clients', reports);
    await mkdir(join(at, 'reports', alive));
    expect((await generate(at)).status).toBe(0);
    expect(await readFile(join(report, 'notes.txt'), 'utf8')).toBe('my notes');
    expect(await readdir(join(at, 'reports'))).toEqual([alive, 'two-clients']);
  });

  test('removes the backup of a replacement that was killed when it was nearly done', async () => {
    const { at, report } = await copy();
    const name = makerName('two-clients.previous', await stat(join(at, 'reports')), GONE);
    await cp(report, join(at, 'reports', name), { recursive: true });
    await writeFile(join(report, 'notes.txt'), 'my notes');
    expect((await generate(at)).status).toBe(0);
    expect(await readFile(join(report, 'notes.txt'), 'utf8')).toBe('my notes');
    expect(await readdir(join(at, 'reports'))).toEqual(['two-clients']);
  });
});

/** No process has begun at this time. */
const GONE = { pid: '1', start: '1' };
