import { say } from '../../messages/message.ts';
import { macText, u16 } from './bytes.ts';
import { decodeEtherType } from './network.ts';
import { giveUp, holds, type Reading } from './reading.ts';

const HEADER_BYTES = 14;
/** Below it, the field tells a length (IEEE 802.3), not a type. */
const FIRST_ETHER_TYPE = 0x600;

/** Ethernet, with any number of VLAN tags. */
export function decodeEthernet(reading: Reading, at: number): void {
  if (!holds(reading, at, HEADER_BYTES, 'Ethernet header')) return;
  const { data } = reading;
  reading.packet.link = { destination: macText(data, at), source: macText(data, at + 6) };
  const etherType = u16(data, at + 12);
  if (etherType >= FIRST_ETHER_TYPE) decodeEtherType(reading, at + HEADER_BYTES, etherType);
  else giveUp(reading, at + HEADER_BYTES, say('llcUnread'));
}
