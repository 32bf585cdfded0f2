import { expect, test } from 'vitest';
import { drivers } from '../../../src/hosts/drivers.ts';
import { DRIVER_NAMES } from '../../../src/hosts/host-driver.ts';
import { fromFormat2 } from '../../../src/record/older/format-2.ts';

const interfaces = [{ name: 'eth0', network: 'lan', address: '192.0.2.1' }];

test.each(DRIVER_NAMES)('the traits that hosts of the driver %s had are told', (name) => {
  const record = { format: 2, driver: { name, pins: [], limits: [] }, hosts: [] };
  const { traits } = drivers[name];
  expect(fromFormat2(record)).toEqual({ format: 3, driver: { name, pins: [], limits: [], traits }, hosts: [] });
});

test.each([
  ['namespaces', { fullName: 'vit001.lab.example', interfaces }, 'vit001.lab.example'],
  ['loopback', { fullName: 'vit001.lab.example', interfaces }, '192.0.2.1'],
  ['loopback', { fullName: 'vit001', interfaces: [] }, '127.0.0.1'],
  ['loopback', { fullName: 'vit001', interfaces: 7 }, '127.0.0.1'],
])('what programs called a host of %s', (name, host, reach) => {
  expect(fromFormat2({ driver: { name }, hosts: [host] })).toMatchObject({ hosts: [{ ...host, reach }] });
});

test.each<[string, object]>([
  ['nothing', {}],
  ['lists and texts', { format: [], driver: [], hosts: 'none' }],
  ['empty places', { driver: null, hosts: [null, 7, []] }],
])('what is no record stays as it is: %s', (_, record) => {
  expect(fromFormat2(record)).toEqual({ ...record, ...('format' in record && { format: 3 }) });
});
