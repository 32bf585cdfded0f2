import type { Message } from '../../messages/message.ts';
import type { PacketMessages } from '../../messages/packets.ts';
import type { PacketPart } from '../../messages/values.ts';
import type { Words } from '../words.ts';

/** Why a capture or a packet can't be read further. */
export const packets: Words<PacketMessages<Message>> = {
  fileTooShort: ({ bytes, needed }) => `the file has ${bytes} bytes, a capture has at least ${needed}`,
  fileCompressed: () => 'the file is compressed with gzip: unpack it first',
  fileForeign: ({ begins }) => `the file begins with the bytes ${begins}: not a pcap or pcapng capture`,
  fileVersion: ({ format, found, expected }) => `unexpected ${format} version ${found}, expected ${expected}`,
  endsInHeader: ({ there, needed }) => `the file ends inside its header, after ${there} of ${needed} bytes`,
  endsInFrame: ({ frame, there, needed }) =>
    `the file ends inside frame ${frame}, after ${there} of its ${needed} bytes`,
  endsInBlock: ({ frames, there, needed }) =>
    `the file ends inside a block after frame ${frames}, ${there} of its ${needed} bytes are there`,
  frameTooLong: ({ frame, bytes }) => `frame ${frame} says it has ${bytes} bytes: the file is damaged here`,
  damaged: ({ frames, why }, tell) => `the file is damaged after frame ${frames}: ${tell(why)}`,
  byteOrder: ({ reads }) => `a section's byte order reads ${reads}`,
  blockLength: ({ bytes }) => `a block says it has ${bytes} bytes`,
  lengthsDiffer: () => 'the two lengths of a block differ',
  shortInterface: () => 'a description of an interface is too short',
  shortSection: () => 'a section header is too short',
  shortPacketBlock: () => 'a packet block is too short',
  shortSimpleBlock: () => 'a simple packet block has no interface or length',
  manyInterfaces: ({ most }) => `a section describes more than ${most} interfaces`,
  interfaceUnknown: ({ index }) => `interface ${index} is not described`,
  packetTooLong: ({ bytes, block }) => `it says it has ${bytes} bytes in a block for ${block}`,
  tooManyConnections: ({ most }) => `there are more than ${most} TCP connections in it`,

  partCut: ({ part, needed, there }) => `${aPart(part)} needs ${needed} bytes, ${there} are there`,
  partTooLong: ({ part, says, onWire }) => `${aPart(part)} says ${says} bytes, ${onWire} were on the wire`,
  payloadCut: ({ there, all }) => `the capture holds ${there} of ${all} payload bytes`,
  headerLength: ({ part, says }) => `${aPart(part)} says ${says} bytes, expected 20 to 60`,
  totalLength: ({ says, header }) => `an IPv4 packet says ${says} bytes, its header has ${header}`,
  datagramLength: ({ says, least }) => `a UDP datagram says ${says} bytes, expected at least ${least}`,
  optionLength: ({ protocol, kind, says, left }) => `${protocol} option ${kind} says ${says} bytes, ${left} are left`,
  ipVersion: ({ found, expected }) => `unexpected IP version ${found}, expected ${expected}`,
  linkTypeUnread: ({ linkType }) => `link type ${linkType} is not one that is read here`,
  familyUnread: ({ family }) => `address family ${family} is not one that is read here`,
  protocolUnread: ({ protocol }) => `IP protocol ${protocol} is not one that is read here`,
  etherTypeUnread: ({ etherType }) =>
    `EtherType 0x${etherType.toString(16).padStart(4, '0')} is not one that is read here`,
  llcUnread: () => 'an IEEE 802.3 frame (LLC) is not read here',
  arpUnread: ({ sizes }) => `ARP with addresses of ${sizes} bytes is not read here, expected 6/4`,
  packetTimeless: () => 'the capture tells no time for this packet',
};

function aPart(part: PacketPart): string {
  return `${/^[AEI]/.test(part) ? 'an' : 'a'} ${part}`;
}
