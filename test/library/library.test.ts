import { cp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../journeys/labreport.ts';
import { SAMPLE } from '../sample.ts';

/** The library as it is built. */
const library: typeof import('../../src/index.ts') = await import(resolve('dist/index.mjs'));
const { checkReport, generateReport, LabreportError, readPackets, renderReport, runLab } = library;
const { submitReport, tellMessage, updateReport, verifyReport } = library;

/** What it gave, as another process or thread would get it. */
function plain<T>(value: T): T {
  expect(structuredClone(value)).toEqual(value);
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  return value;
}

describe('the library', () => {
  let out: string;
  const told: string[] = [];

  beforeAll(async () => {
    out = join(await makeFolder(), 'report');
    const report = plain(await generateReport('two-clients', { out, onEvent: ({ type }) => told.push(type) }));
    expect({ whole: report.whole, exported: report.exported, beside: report.beside }).toEqual({
      whole: 'held',
      exported: [],
      beside: [],
    });
  });

  test('tells what goes on', () => {
    expect([...new Set(told)].sort()).toEqual(
      'build-ended evidence hosts-ready planned run-began run-ended runner-ready step-began step-ended'.split(' '),
    );
  });

  test('runs a lab and leaves nothing of it', async () => {
    const before = await readdir(tmpdir());
    const { record, verdicts, whole } = plain(await runLab('two-clients', { set: { port: '8081' } }));
    expect({ whole, port: record.lab.parameters.port?.value, all: verdicts.map(({ status }) => status) }).toEqual({
      whole: 'held',
      port: '8081',
      all: ['held', 'held', 'held', 'held', 'held'],
    });
    const left = (await readdir(tmpdir())).filter((name) => !before.includes(name));
    expect(left.filter((name) => name.includes('labreport-run'))).toEqual([]);
  });

  test('checks, verifies, updates, renders and packs a report', async () => {
    const checked = plain(await checkReport(out));
    expect({ whole: checked.whole, differences: checked.differences, findings: checked.files.findings }).toEqual({
      whole: 'held',
      differences: [],
      findings: [],
    });
    const verified = plain(await verifyReport(out, { runs: 2 }));
    expect({ whole: verified.whole, runs: verified.runs, same: verified.same }).toEqual({
      whole: 'held',
      runs: 2,
      same: 2,
    });
    const updated = plain(await updateReport(out));
    expect({ whole: updated.whole, left: updated.refreshed.left }).toEqual({ whole: 'held', left: [] });
    const { markdown } = plain(await renderReport(out));
    expect(markdown).toBe(await readFile(join(out, 'report.md'), 'utf8'));
    const submitted = plain(await submitReport(out, { out: `${out}.zip`, set: { author: 'Ada' } }));
    expect({ problems: submitted.problems, isPacked: submitted.packed !== undefined }).toEqual({
      problems: [],
      isPacked: true,
    });
  });

  test('tells reasons in words, in each language', async () => {
    const { verdicts } = await checkReport(SAMPLE);
    const reason = verdicts.find((verdict) => verdict.reason.id === 'sockets')?.reason;
    expect(reason && tellMessage(reason)).toMatch(/expected/);
    expect(reason && tellMessage(reason, 'es')).toMatch(/esperaba/);
    expect(() => reason && tellMessage(reason, 'xx')).toThrow('no language "xx", expected en or es');
  });

  test('reads packets, and says why no further', async () => {
    const packets = readPackets(join(SAMPLE, 'logs/traffic.pcap'));
    expect(Array.from({ length: 14 }, () => packets.next().value)).toEqual(
      Array.from({ length: 14 }, (_, i) =>
        expect.objectContaining({ frame: i + 1, payload: expect.objectContaining({ sha256: expect.any(String) }) }),
      ),
    );
    expect(packets.next()).toEqual({ done: true, value: undefined });
    const reading = readPackets(join(SAMPLE, 'report.md'));
    expect(reading.next()).toEqual({
      done: true,
      value: { id: 'fileForeign', values: { begins: expect.any(String) } },
    });
  });

  test('rejects with what a person can mend, by its code', async () => {
    const error = await runLab('no-such-lab').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(LabreportError);
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'lab-not-found',
      message: 'unknown lab "no-such-lab", expected one of concurrent-servers, two-clients',
    });
  });

  test.each([0, -1, 1.5, Number.NaN])('a verify of %d runs is none', async (runs) => {
    const error = await verifyReport(out, { runs }).catch((thrown) => thrown);
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'usage',
      message: `got ${runs} runs, expected a whole number from 1`,
    });
  });

  test('a driver, a language or a message that there is not', async () => {
    await expect(runLab('two-clients', { driver: 'toString' as never })).rejects.toThrow('unknown driver "toString"');
    expect(() => tellMessage({ id: 'noState', values: {} }, 'constructor')).toThrow('no language "constructor"');
    expect(() => tellMessage({ id: 'toString', values: {} } as never)).toThrow('no message "toString"');
  });

  test('rejects with what a listener has thrown', async () => {
    const mine = new Error('mine');
    const running = runLab('two-clients', {
      onEvent: ({ type }) => {
        if (type === 'hosts-ready') throw mine;
      },
    });
    await expect(running).rejects.toBe(mine);
  });

  test('ends all that it started when it is told to', async () => {
    const stopping = new AbortController();
    const copy = join(await makeFolder(), 'report');
    await cp(out, copy, { recursive: true });
    const before = await readFile(join(copy, 'report.md'), 'utf8');
    const reason = new Error('enough');
    const updating = updateReport(copy, {
      signal: stopping.signal,
      onEvent: ({ type }) => type === 'hosts-ready' && stopping.abort(reason),
    });
    await expect(updating).rejects.toBe(reason);
    expect(await readFile(join(copy, 'report.md'), 'utf8')).toBe(before);
  });
});
