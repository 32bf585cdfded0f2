import type { TcpFlag } from '../lab/terms.ts';
import type { Message } from '../messages/message.ts';

/** `port` is absent for "*", and where the tool printed a name. */
export interface Endpoint {
  /** An address, or the host's name where the tool printed one (cut short as the tool cut it). */
  address: string;
  port?: number;
  /** Name that the tool printed in place of the port, e.g. "clc-build-daemon". */
  service?: string;
}

/** A packet as our decoder reads it. */
export interface Packet {
  /** Number in the capture, from 1, as Wireshark counts. */
  frame: number;
  /** Microseconds since the epoch (nanosecond captures are cut to whole microseconds); 0 where the file tells none. */
  timeUs: number;
  /** Length on the wire and length captured, bytes. */
  length: number;
  captured: number;
  /** LINKTYPE_ number of the capture's interface, e.g. 1 for Ethernet. */
  linkType?: number;
  link?: LinkHeader;
  ip?: IpHeader;
  /** Addresses of IP, and sender and target of ARP; ports of TCP and UDP. */
  source?: Endpoint;
  destination?: Endpoint;
  protocol: 'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'ARP' | 'other';
  /** Absent in fragments after the first, as `udp` and `icmp` are. */
  tcp?: Segment;
  udp?: Datagram;
  icmp?: IcmpMessage;
  arp?: ArpMessage;
  /** Bytes that the transport protocol carries (ICMP: what follows its 8-byte header); cut where the capture is. */
  payload: Uint8Array;
  /** How many bytes `payload` had on the wire, where the capture holds fewer. */
  payloadLength?: number;
  /** What could not be read and why; the fields before it are sound. */
  problem?: Message;
}

/**
 * A packet that goes past: its bytes lie in memory that the next one is read into. It can be looked at, but is no `Packet`
 * that could be kept: `keepPacket` makes one of it. Each `Packet` can be looked at as one.
 */
export interface PassingPacket extends Readonly<Omit<Packet, 'payload'>> {
  readonly payload: PassingBytes;
}

/** Bytes in memory that is used again: good until the next are read. `copyBytes` makes a `Uint8Array` of them. */
export type PassingBytes = ArrayLike<number>;

/** What the link layer says of a packet; Linux cooked captures hold the sender's address alone. */
export interface LinkHeader {
  /** e.g. "02:00:00:00:00:01". */
  source?: string;
  destination?: string;
  /** VLAN ids, outermost first (IEEE 802.1Q). */
  vlans?: number[];
}

/** IPv4 (RFC 791) or IPv6 (RFC 8200) header. */
export interface IpHeader {
  version: 4 | 6;
  /** TTL or hop limit. */
  hopLimit: number;
  /** Number of the protocol that is carried, after any IPv6 extension headers. */
  protocol: number;
  /** Present in fragments: where this one lies in the whole, bytes, and whether others follow. */
  fragment?: { id: number; offset: number; more: boolean };
  /** IPv4 options and IPv6 extension headers, in order; absent when there are none. */
  options?: string[];
}

/** A TCP segment's header, RFC 9293 section 3.1. */
export interface Segment {
  flags: readonly TcpFlag[];
  /** As on the wire. */
  seq: number;
  ack: number;
  /** Relative to the connection's first sequence numbers; absent where they were not captured. */
  relativeSeq?: number;
  relativeAck?: number;
  /** As in the header: the window scale option is not applied. */
  window: number;
  /** Present when URG is set. */
  urgent?: number;
  /** In order, worded as tcpdump words them, e.g. "mss 1460", "TS val 7 ecr 0"; edges of "sack" are absolute. */
  options: string[];
}

/** A UDP header, RFC 768. */
export interface Datagram {
  /** Header and data, bytes. */
  length: number;
}

/** RFC 792 and RFC 4443. */
export interface IcmpMessage {
  type: number;
  code: number;
  /** Echo requests and replies only. */
  identifier?: number;
  sequence?: number;
  /** Neighbour solicitations and advertisements only (RFC 4861). */
  target?: string;
}

/** ARP for IPv4 over Ethernet, RFC 826. */
export interface ArpMessage {
  /** 1 is a request, 2 a reply. */
  operation: number;
  senderMac: string;
  senderAddress: string;
  targetMac: string;
  targetAddress: string;
}

/** The packets between two TCP endpoints from SYN to the end. */
export interface Connection {
  /** Number in the capture, from 1, in the order of their first packets. */
  number: number;
  /** Sent the first SYN; where none was captured, the one with the higher port. */
  client: Endpoint;
  server: Endpoint;
  packets: Packets;
}

/**
 * Packets in the order of their frames. Those of a capture are read from its file each time they are asked for: one
 * packet may come as several objects, which `frame` tells to be the same. What asks for some is shown each as it passes.
 * An array of packets is one, too.
 */
export interface Packets<T extends Packet = Packet> extends Iterable<T> {
  readonly length: number;
  at(place: number): T | undefined;
  filter<S extends PassingPacket>(isWanted: (packet: PassingPacket) => packet is S): Packets<T & S>;
  filter(isWanted: (packet: PassingPacket) => unknown): Packets<T>;
  find(isWanted: (packet: PassingPacket) => unknown): T | undefined;
  some(isWanted: (packet: PassingPacket) => unknown): boolean;
  every(isWanted: (packet: PassingPacket) => unknown): boolean;
  map<V>(read: (packet: T, place: number) => V): V[];
  flatMap<V>(read: (packet: T) => V | readonly V[]): V[];
  slice(from?: number, until?: number): T[];
}
