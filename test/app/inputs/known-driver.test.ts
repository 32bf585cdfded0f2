import { expect, test } from 'vitest';
import { knownDriver } from '../../../src/app/inputs/known-driver.ts';
import { DRIVER_NAMES } from '../../../src/hosts/host-driver.ts';
import { driverFacts } from '../../driver-facts.ts';
import { makeRun } from '../../report/fixture.ts';

const recordOf = (name: string) => {
  const driver = { ...driverFacts('namespaces'), name };
  return makeRun({ record: { driver } }).facts.record;
};

test.each(DRIVER_NAMES)('hosts of the driver %s can be made again', (name) => {
  expect(knownDriver(recordOf(name))).toBe(name);
});

test('a driver that is not known here is told, with those that are', () => {
  expect(() => knownDriver(recordOf('ssh'))).toThrow(
    expect.objectContaining({
      code: 'driver-unavailable',
      message: `the report's hosts were made by the driver "ssh", expected one of namespaces, loopback`,
    }),
  );
});
