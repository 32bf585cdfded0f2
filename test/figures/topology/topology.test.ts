import { describe, expect, test } from 'vitest';
import { drawTopology } from '../../../src/figures/topology/draw-topology.ts';
import { english } from '../../../src/language/en/english.ts';
import type { HostFacts, RunRecord } from '../../../src/record/run-record.ts';
import { driverFacts } from '../../driver-facts.ts';
import { makeRun, render } from '../../report/fixture.ts';
import { clashes, isWellFormed, textsOf } from '../boxes.ts';

/** A host by its address on each network. */
function host(name: string, addresses: Record<string, string>): HostFacts {
  const interfaces = Object.entries(addresses).map(([network, address], i) => ({
    name: `eth${i}`,
    network,
    address,
    mac: `02:00:00:00:${i}${i}:01`,
  }));
  return { name, fullName: `${name}.lab.example`, reach: name, interfaces };
}

function recordOf(networks: Record<string, string>, hosts: HostFacts[], changes: Partial<RunRecord> = {}): RunRecord {
  return makeRun({ lab: { networks }, record: { hosts, ...changes } }).facts.record;
}

const LAN = { lan: '192.0.2.0/24' };
const ROUTED = { left: '192.0.2.0/24', right: '198.51.100.0/24', 'a-network-with-a-long-name': '2001:db8::/32' };
const LONG = 'a-host-with-a-very-long-name-in-the-department-of-distributed-systems';

const SCENES: Record<string, RunRecord> = {
  'one host': recordOf(LAN, [host('vit001', { lan: '192.0.2.1' })]),
  'three hosts': recordOf(
    LAN,
    [1, 2, 3].map((last) => host(`vit00${last}`, { lan: `192.0.2.${last}` })),
  ),
  'a router between networks': recordOf(ROUTED, [
    host('client', { left: '192.0.2.2' }),
    host('router', { left: '192.0.2.1', right: '198.51.100.1', 'a-network-with-a-long-name': '2001:db8::1' }),
    host('server', { right: '198.51.100.2' }),
  ]),
  'long names and IPv6': recordOf(
    { lan: '2001:db8:1111:2222::/64' },
    [1, 2].map((last) => host(`${LONG}-${last}`, { lan: `2001:db8:1111:2222:3333:4444:5555:000${last}` })),
  ),
  'twelve hosts on two networks': recordOf(
    { lan: '192.0.2.0/24', wan: '198.51.100.0/24' },
    Array.from({ length: 12 }, (_, i) => {
      const wan = i % 4 === 0 ? { wan: `198.51.100.${i + 1}` } : {};
      return host(`vit0${i + 10}`, { lan: `192.0.2.${i + 1}`, ...wan });
    }),
  ),
  'names that are no names': recordOf({ '</svg>&': '192.0.2.0/24' }, [host('<b>\u202e', { '</svg>&': '192.0.2.1' })]),
};

describe('no text lies on another, and none is cut off', () => {
  test.each(Object.entries(SCENES))('%s', (_, record) => {
    const drawn = drawTopology(record, { title: 'a title', language: english });
    expect(clashes(drawn)).toEqual([]);
    expect(isWellFormed(drawn.svg)).toBe(true);
  });
});

test('a host shows its names, and per interface its address and MAC', () => {
  const record = recordOf(LAN, [host('vit001', { lan: '192.0.2.1' })]);
  expect(textsOf(drawTopology(record, { title: 'a title', language: english }).svg)).toEqual([
    'switch lan   192.0.2.0/24',
    'vit001',
    'vit001.lab.example',
    'eth0',
    '192.0.2.1',
    '02:00:00:00:00:01',
  ]);
});

test('there is no switch where the hosts are addresses of one machine', () => {
  const driver = driverFacts('loopback');
  const record = recordOf({ lan: '127.0.1.0/24' }, [host('vit001', { lan: '127.0.1.1' })], { driver });
  expect(textsOf(drawTopology(record, { title: 'a title', language: english }).svg)[0]).toBe(
    'network lan   127.0.1.0/24',
  );
});

test('{{topology}} is a table, {{topology format="figure"}} a picture', () => {
  expect(render('{{topology}}\n\n{{topology format="figure"}}\n')).toBe(`| Host | Full name | Address (network) |
| --- | --- | --- |
| vit001 | vit001.lab.example | 192.0.2.1 (lan) |
| vit002 | vit002.lab.example | 192.0.2.2 (lan) |
| vit003 | vit003.lab.example | 192.0.2.3 (lan) |

![Topology: lan (192.0.2.0/24) joins vit001 (192.0.2.1), vit002 (192.0.2.2) and vit003 (192.0.2.3)](figures/topology.svg)
`);
});
