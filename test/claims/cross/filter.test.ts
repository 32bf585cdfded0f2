import { describe, expect, it } from 'vitest';
import { passesFilter } from '../../../src/claims/cross/filter.ts';

const DIRECTION = {
  protocol: 'tcp' as const,
  source: { address: '192.0.2.2', port: 36030 },
  destination: { address: '192.0.2.1', port: 8990 },
};
const NAMES: Record<string, string[]> = { vit001: ['192.0.2.1'], vit003: ['192.0.2.3'] };

// What tcpdump does with these is in pcap-filter(7): "and" and "or" bind equally, "not" binds most.
describe('passesFilter', () => {
  it.each<[string, boolean | undefined]>([
    ['', true],
    ['tcp', true],
    ['udp', false],
    ['ip', true],
    ['ip6', false],
    ['port 8990', true],
    ['port 80', false],
    ['tcp port 8990', true],
    ['udp port 8990', false],
    ['src port 8990', false],
    ['dst port 8990', true],
    ['tcp dst port 8990', true],
    ['host vit001', true],
    ['host 192.0.2.2 and port 8990', true],
    ['vit001', undefined],
    ['src host vit001', false],
    ['host vit003', false],
    ['not host vit003', true],
    ['! port 22', true],
    ['port 80 or 8990', true],
    ['port 80 or port 81', false],
    ['port 80 or tcp and port 8990', true],
    ['port 8990 or tcp and port 80', false],
    ['port 8990 or (tcp and port 80)', true],
    ['tcp && (port 80 || port 8990)', true],
    ['port http', undefined],
    ['port http and udp', false],
    ['port http or tcp', true],
    ['host unknown.example', undefined],
    ['net 192.0.2.0/24', undefined],
    ['portrange 1-9999', undefined],
    ['tcp[tcpflags] & tcp-syn != 0', undefined],
    ['port 8990 and', undefined],
    ['(port 8990', undefined],
    ['greater 100', undefined],
  ])('%s: %s', (filter, expected) => {
    expect(passesFilter(filter, DIRECTION, (name) => NAMES[name])).toBe(expected);
  });

  it('does not know whether a port that was not told passes', () => {
    const source = { address: '192.0.2.2' };
    expect(passesFilter('port 80', { ...DIRECTION, source }, () => undefined)).toBeUndefined();
    expect(passesFilter('port 8990', { ...DIRECTION, source }, () => undefined)).toBe(true);
  });
});
