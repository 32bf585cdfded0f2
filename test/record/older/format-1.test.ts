import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkReport } from '../../../src/app/check/check-report.ts';
import { fromFormat1 } from '../../../src/record/older/format-1.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { findFlaw } from '../../../src/record/schema/find-flaw.ts';
import { driverFacts } from '../../driver-facts.ts';

/** A report that labreport 0.1.0 made when records had format 1: on loopback, and its run broke off. */
const OLD = fileURLToPath(new URL('./format-1', import.meta.url));

test('a record of format 1 is read as one of today’s', () => {
  const record = readRecord(OLD);
  expect({ format: record.format, failure: record.run.failure, driver: record.driver }).toEqual({
    format: 3,
    failure: {
      step: 3,
      expected: { id: 'said', values: { text: '"Goodbye" on terminal client' } },
      seen: {
        id: 'said',
        values: { text: 'the program still ran after 1 s, and the last thing printed was "Hello, Ada"' },
      },
    },
    driver: {
      ...driverFacts('loopback'),
      limits: [
        { id: 'sharedDevice', values: {} },
        { id: 'sharedMachine', values: {} },
        { id: 'noHostNames', values: {} },
      ],
    },
  });
  expect(findFlaw(record)).toBeUndefined();
});

test('its report says what the record says, as when it was made', async () => {
  const { shown, files, verdicts } = await checkReport({ path: OLD });
  expect(shown.differences).toEqual([]);
  expect(files.findings).toEqual([]);
  expect(verdicts.map(({ claim, status }) => `${claim}: ${status}`)).toEqual([
    'one-socket: not-testable',
    'greeted: held',
    'two-datagrams: not-testable',
  ]);
});

test.each([
  [
    'The namespaces driver could not be used here: no',
    { id: 'driverUnusable', values: { driver: 'namespaces', why: 'no' } },
  ],
  ['Each host counts its processes from 1.', { id: 'ownProcessIds', values: {} }],
  ['toString', { id: 'said', values: { text: 'toString' } }],
  [7, 7],
])('a limit of a driver: %s', (limit, message) => {
  const record = fromFormat1({ format: 1, driver: { limits: [limit], pins: 'none' }, run: null, evidence: {} });
  expect(record).toEqual({ format: 2, driver: { limits: [message], pins: 'none' }, run: null, evidence: {} });
});
