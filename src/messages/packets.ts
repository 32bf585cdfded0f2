import type { NoValues } from './claims.ts';
import type { PacketPart } from './values.ts';

/** Why a capture or a packet can't be read further. Counts are of bytes, from a file's or a header's own words. `Message` is any message. */
export interface PacketMessages<Message> {
  // Files: pcap and pcapng.
  fileTooShort: { bytes: number; needed: number };
  fileCompressed: NoValues;
  fileForeign: { begins: string };
  fileVersion: { format: 'pcap' | 'pcapng'; found: number; expected: number };
  endsInHeader: { there: number; needed: number };
  endsInFrame: { frame: number; there: number; needed: number };
  endsInBlock: { frames: number; there: number; needed: number };
  frameTooLong: { frame: number; bytes: number };
  /** After so many frames, for one of the reasons below. */
  damaged: { frames: number; why: Message };
  byteOrder: { reads: string };
  blockLength: { bytes: number };
  lengthsDiffer: NoValues;
  shortInterface: NoValues;
  shortSection: NoValues;
  shortPacketBlock: NoValues;
  shortSimpleBlock: NoValues;
  manyInterfaces: { most: number };
  interfaceUnknown: { index: number };
  packetTooLong: { bytes: number; block: number };
  tooManyConnections: { most: number };

  // Packets.
  partCut: { part: PacketPart; needed: number; there: number };
  partTooLong: { part: PacketPart; says: number; onWire: number };
  payloadCut: { there: number; all: number };
  headerLength: { part: PacketPart; says: number };
  totalLength: { says: number; header: number };
  datagramLength: { says: number; least: number };
  optionLength: { protocol: 'IPv4' | 'TCP'; kind: number; says: number; left: number };
  ipVersion: { found: number; expected: '4' | '6' | '4 or 6' };
  linkTypeUnread: { linkType: number };
  familyUnread: { family: number };
  protocolUnread: { protocol: number };
  etherTypeUnread: { etherType: number };
  llcUnread: NoValues;
  arpUnread: { sizes: string };
  packetTimeless: NoValues;
}
