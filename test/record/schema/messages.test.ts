import { expect, test } from 'vitest';
import type { Message, RunMessage } from '../../../src/messages/message.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { findFlaw } from '../../../src/record/schema/find-flaw.ts';
import { exampleMessages } from '../../language/examples.ts';
import { SAMPLE } from '../../sample.ts';

const record = readRecord(SAMPLE);
const flawWith = (limit: unknown) => findFlaw({ ...record, driver: { ...record.driver, limits: [limit] } });

/** Those that a record may hold. */
const HELD = exampleMessages().filter((message) => flawWith(message) === undefined) as RunMessage[];

/** A message as often as it has numbers, each time with another one in the place of one of them. */
function withNumber(message: Message, number: string): { name: string; changed: unknown }[] {
  const text = JSON.stringify(message);
  return [...text.matchAll(/"(\w+)":(\d[\d.]*)/g)].map(({ 0: found, 1: key = '', index }) => ({
    name: `${message.id} ${key}`,
    changed: JSON.parse(`${text.slice(0, index)}"${key}":${number}${text.slice(index + found.length)}`),
  }));
}

function withNumberOf(number: string) {
  return HELD.flatMap((message) => withNumber(message, number));
}

test.each(['1e300', '-1', '-1e-9', '1e999', '9007199254740993', '"1"', 'null', '[1]'])(
  'no message of a record says %s',
  (number) => {
    const taken = withNumberOf(number).filter(({ changed }) => flawWith(changed) === undefined);
    expect(taken.map(({ name }) => name)).toEqual([]);
  },
);

test.each(['0', '1', '10'])('each may say %s', (number) => {
  expect(withNumberOf(number).map(({ name }) => name)).toContain('countAfter seconds');
  expect(withNumberOf(number).flatMap(({ changed }) => flawWith(changed) ?? [])).toEqual([]);
});

test.each([
  [{ id: 'ranOn', values: { seconds: 1e300 } }, 'seconds: got 1e+300, expected a time in seconds, from 0 to 1000000'],
  [{ id: 'countAfter', values: { count: 1.5, seconds: 1 } }, 'count: got 1.5, expected a whole number from 0'],
  [{ id: 'portHeld', values: { port: 65_536, host: 'x' } }, 'port: got 65536, expected a whole number from 0 to 65535'],
])('%j is refused with its place', (message, flaw) => {
  expect(flawWith(message)).toBe(`driver.limits[0].values.${flaw}`);
});
