import { expect, test } from 'vitest';
import { ableDrivers } from '../../../src/app/trust/confine.ts';
import { DRIVER_NAMES } from '../../../src/hosts/host-driver.ts';
import { DEFAULT_LIMITS } from '../../../src/lab/limits.ts';

const CONFINE = { what: 'everything', limits: DEFAULT_LIMITS } as const;

test('only a driver that confines is left where something is to be kept apart', () => {
  expect(ableDrivers(DRIVER_NAMES, undefined)).toEqual(DRIVER_NAMES);
  expect(ableDrivers(DRIVER_NAMES, CONFINE)).toEqual(['namespaces']);
  expect(ableDrivers(['loopback'], CONFINE)).toEqual([]);
});
