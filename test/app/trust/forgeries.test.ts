import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findVerified } from '../../../src/app/check/forgeries.ts';
import { hashText } from '../../../src/record/hash.ts';
import type { Reexecution, RunRecord } from '../../../src/record/run-record.ts';
import { forge, type Got, run, unpack } from './forged.ts';

const KERNEL = 'Linux 6.18.0 x64';

test('re-executions that can’t have been', () => {
  const startedAt = '2026-10-08T13:15:20.004+02:00';
  const now = Date.parse('2026-11-01T00:00:00Z');
  const told = (...verified: Partial<Reexecution>[]) => {
    const all = verified.map((each) => ({
      when: '2026-10-09T10:00:00+02:00',
      kernel: KERNEL,
      runs: 3,
      same: 3,
      ...each,
    }));
    return findVerified({ run: { startedAt }, verified: all } as unknown as RunRecord, now).map(
      ({ message }) => message,
    );
  };
  const because = (why: string, i = 1) => [`record.json: re-execution ${i} can’t be: ${why}`];
  expect(told({})).toEqual([]);
  expect(told({}, { when: '2026-10-10T10:00:00+02:00' })).toEqual([]);
  expect(told({ runs: 0, same: 0 })).toEqual(because('0 of 0 runs the same'));
  expect(told({ runs: 3, same: 4 })).toEqual(because('4 of 3 runs the same'));
  expect(told({ runs: 20, same: 1 })).toEqual(because('1 of 20 runs the same'));
  expect(told({ when: 'yesterday' })).toEqual(because('on yesterday, which has not come'));
  expect(told({ when: '2027-01-01T00:00:00Z' })).toEqual(because('on 2027-01-01T00:00:00Z, which has not come'));
  const early = '2026-10-08T13:15:19+02:00';
  expect(told({ when: early })).toEqual(because(`on ${early}, before the run or another one that is told earlier`));
  expect(told({}, { when: '2026-10-08T20:00:00+02:00' })).toHaveLength(1);
});

const edit = async (got: Got, from: RegExp, to: string) => {
  const file = join(got.dir, 'report.md');
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(from);
  await writeFile(file, text.replace(from, to));
  await forge(got, (record) => {
    record.report = { path: 'report.md', bytes: 0, sha256: hashText(text.replace(from, to)) };
  });
};

/** What makes a report look better than it is, and what check says of it. */
const FORGERIES: Record<string, { forge: (got: Got) => Promise<void>; says: string }> = {
  'a line of trust that says more': {
    forge: (got) => edit(got, /^- Trust: .*$/m, '- Trust: re-executed by Prof. Turing: 20 of 20 the same'),
    says: 'forged D/report.md:7: "Trust: re-executed by Prof. Turing: 20 of 20 the same" is not what the record gives',
  },
  'a line of trust elsewhere': {
    forge: (got) => edit(got, /^## Claims$/m, '> **Trust:** verified on this machine\n\n## Claims'),
    says: '"Trust: verified on this machine" is not what the record gives',
  },
  'another lab’s line': {
    forge: (got) => edit(got, /^- Lab: .*$/m, '- Lab: two-clients, as it comes with labreport 1.0.0'),
    says: '"Lab: two-clients, as it comes with labreport 1.0.0" is not what the record gives',
  },
  'a re-execution that is to come': {
    forge: (got) =>
      forge(got, (record) => {
        record.verified = [{ when: '2999-01-01T00:00:00Z', kernel: KERNEL, runs: 20, same: 20 }];
      }),
    says: 'forged record.json: re-execution 1 can’t be: on 2999-01-01T00:00:00Z, which has not come',
  },
  'another page': {
    forge: ({ dir }) => writeFile(join(dir, 'report.html'), '<h1>Verified</h1>'),
    says: 'other report.html is not made from report.md as it is now',
  },
  'other metadata': {
    forge: async ({ dir }) => {
      const file = join(dir, 'ro-crate-metadata.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('"name": "Run of', '"name": "Verified run of'));
    },
    says: 'other ro-crate-metadata.json is not what the record gives',
  },
};

test.each(Object.entries(FORGERIES))('check tells of %s', async (_, { forge: make, says }) => {
  const got = await unpack();
  await make(got);
  const { status, stdout } = await run(got, ['check', 'D']);
  expect(stdout).toContain(says);
  expect(status).toBe(1);
});

test('submit stops at forged trust', async () => {
  const got = await unpack();
  await FORGERIES['a line of trust elsewhere']?.forge(got);
  const { status, stdout } = await run(got, ['submit', 'D', '--set', 'author=Ada']);
  expect(stdout).toContain('"Trust: verified on this machine" is not what the record gives');
  expect(status).toBe(1);
});

test('an honest report with its page is called nothing', async () => {
  const got = await unpack();
  expect(await run(got, ['render', 'D', '--format', 'html'])).toMatchObject({ status: 0 });
  expect(await run(got, ['check', 'D'])).toMatchObject({ status: 0 });
  expect(await run(got, ['submit', 'D', '--set', 'author=Ada', '--out', 'ada.zip'])).toMatchObject({ status: 0 });
  expect(await run(got, ['check', 'D'])).toMatchObject({ status: 0 });
});
