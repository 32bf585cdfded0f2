import { say } from '../../messages/message.ts';
import { decodeArp } from './arp.ts';
import { u16 } from './bytes.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6 } from './ipv6.ts';
import { giveUp, holds, type Reading } from './reading.ts';

/** Customer, service provider and old stacked tags (IEEE 802.1Q, 802.1ad). */
const VLAN_TAGS: readonly number[] = [0x8100, 0x88a8, 0x9100];

/** Reads what an EtherType announces, behind any VLAN tags. */
export function decodeEtherType(reading: Reading, at: number, etherType: number): void {
  let type = etherType;
  let start = at;
  while (VLAN_TAGS.includes(type)) {
    if (!holds(reading, start, 4, 'VLAN tag')) return;
    addVlan(reading, u16(reading.data, start) & 0x0fff);
    type = u16(reading.data, start + 2);
    start += 4;
  }
  if (type === 0x0800) decodeIpv4(reading, start);
  else if (type === 0x86dd) decodeIpv6(reading, start);
  else if (type === 0x0806) decodeArp(reading, start);
  else giveUp(reading, start, say('etherTypeUnread', { etherType: type }));
}

function addVlan({ packet }: Reading, id: number): void {
  packet.link ??= {};
  packet.link.vlans ??= [];
  packet.link.vlans.push(id);
}
