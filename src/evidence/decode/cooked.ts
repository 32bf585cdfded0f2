import { macText, u8, u16 } from './bytes.ts';
import { decodeEtherType } from './network.ts';
import { holds, type Reading } from './reading.ts';

/** Linux cooked captures: what `tcpdump -i any` writes in place of each interface's own header. */

/** LINKTYPE_LINUX_SLL. */
export function decodeCookedV1(reading: Reading, at: number): void {
  if (!holds(reading, at, 16, 'Linux cooked header')) return;
  const { data } = reading;
  setSender(reading, at + 6, u16(data, at + 4));
  decodeEtherType(reading, at + 16, u16(data, at + 14));
}

/** LINKTYPE_LINUX_SLL2. */
export function decodeCookedV2(reading: Reading, at: number): void {
  if (!holds(reading, at, 20, 'Linux cooked header')) return;
  const { data } = reading;
  setSender(reading, at + 12, u8(data, at + 11));
  decodeEtherType(reading, at + 20, u16(data, at));
}

function setSender(reading: Reading, at: number, addressBytes: number): void {
  if (addressBytes === 6) reading.packet.link = { source: macText(reading.data, at) };
}
