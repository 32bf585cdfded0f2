import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drivers } from '../../src/hosts/drivers.ts';
import type { DriverName } from '../../src/hosts/host-driver.ts';
import { say } from '../../src/messages/message.ts';
import { eventually } from '../journeys/sandbox.ts';
import { processesOf, runInside, startInside } from './inside.ts';
import type { Seen } from './look-around.ts';

const PROGRAM = 'test/hosts/look-around.ts';

/** What differs by driver; all else is the same. */
const DIFFERS: Record<
  DriverName | 'toy',
  Pick<Seen, 'folder' | 'hosts' | 'pins' | 'limits' | 'ran' | 'named' | 'seenOn'>
> = {
  namespaces: {
    folder: '/run/lab',
    hosts: [1, 2].map((n) => ({
      fullName: `vit00${n}.lab.example`,
      reach: `vit00${n}.lab.example`,
      environment: {},
      interfaces: [{ name: 'eth0', network: 'lan', address: `192.0.2.${n}`, mac: `02:00:00:00:00:0${n}` }],
    })),
    pins: 7,
    limits: [],
    ran: { printed: '/run/lab/src\nvit002\nDIR\n', end: 7 },
    named: '192.0.2.1       vit001.lab.example vit001\n',
    // Neither what runs on the other host, nor what testifies.
    seenOn: [1, 0],
  },
  loopback: {
    folder: 'DIR',
    hosts: [1, 2].map((n) => ({
      fullName: `vit00${n}.lab.example`,
      reach: `127.0.1.${n}`,
      environment: { LAB_ADDRESS: `127.0.1.${n}` },
      interfaces: [{ name: 'lo', network: 'lan', address: `127.0.1.${n}` }],
    })),
    pins: 0,
    limits: [say('sharedDevice'), say('sharedMachine'), say('sharedFiles'), say('noHostNames')],
    ran: { printed: 'DIR/src\nMACHINE\nDIR\n', end: 7 },
    named: '',
    seenOn: [2, 2],
  },
  // A driver of one file, whose hosts are all this machine's own shell.
  toy: {
    folder: 'DIR',
    hosts: [1, 2].map((n) => ({
      fullName: `vit00${n}.lab.example`,
      reach: '127.0.0.1',
      environment: {},
      interfaces: [{ name: 'lo', network: 'lan', address: '127.0.0.1' }],
    })),
    pins: 0,
    limits: [],
    ran: { printed: 'DIR/src\nMACHINE\nDIR\n', end: 7 },
    named: '',
    seenOn: [2, 2],
  },
};

describe.each([...(Object.keys(drivers) as DriverName[]), 'toy'] as const)('%s', (driver) => {
  test('makes hosts, shows what is on them, and leaves nothing', async () => {
    const before = surroundings();
    const [seen, later] = await runInside(driver, PROGRAM);
    const { hosts, seenOn } = DIFFERS[driver];
    const holder = { isItself: true, isOfLab: true };
    const localAddress = hosts[0]?.interfaces[0]?.address;
    expect(seen).toEqual({
      ...DIFFERS[driver],
      killed: 'SIGTERM',
      sleeping: { program: 'sleeper', state: 'S', isItself: true },
      sockets: [
        { state: 'LISTEN', localAddress, unread: 0, holder },
        { state: 'ESTABLISHED', localAddress, unread: 5, holder },
      ],
    });
    expect(later).toEqual({
      signalled: [true, { signal: 'SIGTERM' }, false],
      afterSignal: driver !== 'namespaces' ? [1, 1] : seenOn.map(() => 0),
    });
    expect(surroundings()).toEqual(before);
  });

  test.each(['the end of labreport’s pipe', 'SIGKILL'])('ends all that was started there, by %s', async (how) => {
    const before = surroundings();
    const inside = await startInside(driver, PROGRAM, { env: { STAYS: '1' } });
    await expect.poll(() => inside.told.length, eventually).toBe(2);
    expect(processesOf(inside.folder).length).toBeGreaterThan(4);
    if (how === 'SIGKILL') inside.child.kill('SIGKILL');
    inside.letGo();
    await expect.poll(() => processesOf(inside.folder), eventually).toEqual([]);
    expect(surroundings()).toEqual(before);
  });
});

/** Mounts and network devices of this machine. */
function surroundings() {
  const devices = readFileSync('/proc/self/net/dev', 'utf8').match(/^ *\S+(?=:)/gm);
  return { mounts: readFileSync('/proc/self/mountinfo', 'utf8'), devices };
}
