import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkReport } from '../../../src/app/check/check-report.ts';
import { renderReport } from '../../../src/app/render/render-report.ts';
import { submitReport } from '../../../src/app/submit/submit-report.ts';
import { openRefreshable } from '../../../src/app/update/open-refreshable.ts';
import { verifyReport } from '../../../src/app/verify/verify-report.ts';
import { drivers } from '../../../src/hosts/drivers.ts';
import type { DriverName } from '../../../src/hosts/host-driver.ts';
import type { DriverTraits, HostFacts, RunRecord } from '../../../src/record/run-record.ts';
import { LabreportError } from '../../../src/text/errors.ts';
import { copyOf, editRecord, type Made, makeReport } from '../../commands/report-folder.ts';
import { driverFacts, putOnLoopback } from '../../driver-facts.ts';
import { makeRun } from '../../report/fixture.ts';

/** As a run on that driver leaves them, which can show less or more. */
let made: Record<DriverName, Made>;

beforeAll(async () => {
  const record = structuredClone(makeRun().facts.record);
  putOnLoopback(record);
  const { driver, hosts } = record;
  made = { namespaces: await makeReport(), loopback: await makeReport({ driver, hosts }) };
});

const signal = new AbortController().signal;

/** Whatever opens a report that may be a stranger's. */
const OPENING: Record<string, (dir: string) => Promise<unknown>> = {
  check: (path) => checkReport({ path }),
  render: (dir) => renderReport(dir, { out: '-' }),
  update: (dir) => openRefreshable(dir),
  submit: (dir) => submitReport(dir, { out: join(dir, 'archive.zip') }),
  verify: (dir) => verifyReport(dir, { runs: 1, signal, onEvent: () => expect.fail('it was run') }),
};

async function forge(driver: DriverName, edit: (record: RunRecord) => unknown): Promise<string> {
  const dir = await copyOf(made[driver]);
  await editRecord(dir, edit);
  return dir;
}

const claimTrait = (traits: Partial<DriverTraits>) => (record: RunRecord) =>
  Object.assign(record.driver.traits, traits);
const rename = (name: string) => (record: RunRecord) => Object.assign(record.driver, driverFacts(name as DriverName));

const FORGED: [DriverName, string, (record: RunRecord) => unknown, string][] = [
  ...(['ownNetwork', 'ownProcesses', 'namesResolve', 'confines'] as const).flatMap((trait): typeof FORGED => [
    [
      'loopback',
      `that it has ${trait}`,
      claimTrait({ [trait]: true }),
      `driver.traits.${trait}: got true, expected false, as on every host of the driver "loopback"`,
    ],
    [
      'namespaces',
      `that it lacks ${trait}`,
      claimTrait({ [trait]: false }),
      `driver.traits.${trait}: got false, expected true, as on every host of the driver "namespaces"`,
    ],
  ]),
  [
    'loopback',
    'to be of namespaces, by its name alone',
    ({ driver }) => Object.assign(driver, { name: 'namespaces' }),
    'driver.traits.ownNetwork: got false, expected true, as on every host of the driver "namespaces"',
  ],
  [
    'loopback',
    'to be of namespaces, by its name and traits',
    rename('namespaces'),
    'hosts[0].reach: got "127.0.1.1", expected vit001.lab.example',
  ],
  [
    'loopback',
    'to be of namespaces, by its name, traits and what its hosts are called',
    (record) => {
      rename('namespaces')(record);
      for (const host of record.hosts) host.reach = host.fullName;
    },
    'hosts[0].interfaces[0].address: got "127.0.1.1", expected 192.0.2.1, as in the lab',
  ],
  [
    'namespaces',
    'a host that the lab has not',
    ({ hosts }) => hosts.push({ ...(hosts[0] as HostFacts), name: 'vit009' }),
    'hosts[3].interfaces[0].address: got "192.0.2.1", expected no host "vit009" in a network "lan", as in the lab',
  ],
  [
    'loopback',
    'addresses of a network',
    ({ hosts: [host] }) => Object.assign(host?.interfaces[0] ?? {}, { address: '192.0.2.1' }),
    'hosts[0].reach: got "127.0.1.1", expected 192.0.2.1',
  ],
  [
    'loopback',
    'addresses of a network, and to be called by them',
    ({ hosts: [host] }) => {
      Object.assign(host?.interfaces[0] ?? {}, { address: '192.0.2.1' });
      Object.assign(host ?? {}, { reach: '192.0.2.1' });
    },
    'hosts[0].interfaces[0].address: got "192.0.2.1", expected an address of the loopback device such as 127.0.1.1',
  ],
  [
    'namespaces',
    'to call a host by another’s name',
    ({ hosts }) => Object.assign(hosts[0] ?? {}, { reach: 'vit002.lab.example' }),
    'hosts[0].reach: got "vit002.lab.example", expected vit001.lab.example',
  ],
];

describe('a record that claims of its driver what it is not', () => {
  test.each(FORGED)('on %s: %s', async (driver, _, edit, flaw) => {
    const dir = await forge(driver, edit);
    const refused = Object.entries(OPENING).map(async ([name, open]) => {
      const error = await open(dir).catch((thrown) => thrown);
      return [name, error instanceof LabreportError ? `${error.code} ${error.message}` : error];
    });
    const expected = Object.keys(OPENING).map((name) => [name, `record-invalid ${flaw}`]);
    expect(Object.fromEntries(await Promise.all(refused))).toEqual(Object.fromEntries(expected));
  });

  test.each(['namespaces', 'loopback'] as const)('as a run on %s has left it, it is opened', async (driver) => {
    const { notes, shown } = await checkReport({ path: made[driver].dir });
    expect({ notes, differences: shown.differences }).toEqual({ notes: [], differences: [] });
  });
});

describe('a record of a driver that is not known here', () => {
  const NOTE =
    'The driver "ssh" is not known here: what its hosts are like is as record.json says, and could not be checked.';

  test('is checked, and that is told', async () => {
    const dir = await forge('namespaces', ({ driver }) => Object.assign(driver, { name: 'ssh' }));
    expect((await checkReport({ path: dir })).notes).toEqual([NOTE]);
  });

  test('what its hosts are called has to go with their names all the same', async () => {
    const dir = await forge('namespaces', ({ driver }) => {
      Object.assign(driver, { name: 'ssh', traits: { ...driver.traits, namesResolve: false } });
    });
    await expect(checkReport({ path: dir })).rejects.toThrow(
      'hosts[0].reach: got "vit001.lab.example", expected 192.0.2.1',
    );
  });

  test('shows what a shared machine shows where its format is from before traits', async () => {
    const dir = await forge('loopback', (record) => {
      const { traits: _, ...driver } = { ...record.driver, name: 'ssh' };
      Object.assign(record, { format: 2, driver });
    });
    const { report, verdicts } = await checkReport({ path: dir });
    expect(report.record.driver.traits).toEqual(drivers.loopback.traits);
    expect(verdicts).toEqual((await checkReport({ path: made.loopback.dir })).verdicts);
  });
});
