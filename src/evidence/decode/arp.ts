import { say } from '../../messages/message.ts';
import { ipv4Text, macText, u8, u16 } from './bytes.ts';
import { giveUp, holds, type Reading } from './reading.ts';

const MESSAGE_BYTES = 28;

/** ARP for IPv4 over Ethernet, RFC 826. */
export function decodeArp(reading: Reading, at: number): void {
  const { data, packet } = reading;
  packet.protocol = 'ARP';
  if (!holds(reading, at, 8, 'ARP message')) return;
  const sizes = `${u8(data, at + 4)}/${u8(data, at + 5)}`;
  if (u16(data, at + 2) !== 0x0800 || sizes !== '6/4') {
    giveUp(reading, at + 8, say('arpUnread', { sizes }));
    return;
  }
  if (!holds(reading, at, MESSAGE_BYTES, 'ARP message')) return;
  packet.arp = {
    operation: u16(data, at + 6),
    senderMac: macText(data, at + 8),
    senderAddress: ipv4Text(data, at + 14),
    targetMac: macText(data, at + 18),
    targetAddress: ipv4Text(data, at + 24),
  };
  packet.source = { address: packet.arp.senderAddress };
  packet.destination = { address: packet.arp.targetAddress };
}
