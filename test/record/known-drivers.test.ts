import { expect, test } from 'vitest';
import { drivers } from '../../src/hosts/drivers.ts';
import { findKnownDriver, KNOWN_DRIVERS } from '../../src/record/known-drivers.ts';

test('records are held against the traits that the drivers have', () => {
  const known = Object.entries(KNOWN_DRIVERS).map(([name, { traits }]) => [name, traits]);
  const made = Object.values(drivers).map(({ name, traits }) => [name, traits]);
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(made));
});

test.each(['ssh', '', 'constructor', '__proto__', 7, null, undefined])('nothing is known of the driver %j', (name) => {
  expect(findKnownDriver(name)).toBeUndefined();
});
