/** At least and at most so many. */
export interface Range {
  atLeast: number;
  atMost: number;
}

/** What a packet looks like, as a claim or a wait names it. */
export interface PacketName {
  from?: string;
  to?: string;
  /** TCP flags that all are set. */
  flags?: readonly string[];
  payload?: string;
  protocol?: 'TCP' | 'UDP' | 'ICMP' | 'ARP';
  port?: string;
}

/** Something that happened in a run, and where it is seen. */
export type EventName =
  /** A text that a terminal shows, in quotes or as an /expression/. */
  | { kind: 'shows'; text: string; on: string }
  /** A line that was typed, in quotes. */
  | { kind: 'typed'; text: string; into: string }
  | { kind: 'begins' | 'ends' | 'stops'; id: string }
  | { kind: 'packet'; packet: PacketName; capture: string; isNext: boolean };

/** Two events, and the time between them, in ms and never below 0. */
export interface EventPair {
  event: EventName;
  previous: EventName;
  gapMs: number;
}

/** A connection by its number in its capture, with its ends as "vit002.36030". */
export interface ConnectionName {
  number: number;
  client: string;
  server: string;
}

/** How many packets of a kind were found, and how many a claim expects. */
export interface PacketTally {
  found: number;
  pattern: PacketName;
  expected: Range;
}

/** The same for sockets. */
export interface SocketTally {
  found: number;
  query: {
    state?: string | undefined;
    port?: string | undefined;
    peer?: string | undefined;
    peerPort?: string | undefined;
    program?: string | undefined;
  };
  expected: Range;
}

/** The same for processes. */
export interface ProcessTally {
  found: number;
  query: { program?: string | undefined; state?: string | undefined };
  expected: Range;
}

/** Where a text shows that is missing in its place. */
export interface Elsewhere {
  kind: 'before' | 'echo';
  lines: readonly number[];
}

/** An evidence by its kind and id. */
export interface EvidenceName {
  kind: 'terminal' | 'moment' | 'capture' | 'build';
  id: string;
}

/** How a program ended: exit(3)'s status, or the signal(7) that ended it. */
export type Ending = { status: number } | { signal: string };

/** What a cross-check did not find in a capture. */
export type Lacking = 'handshake' | 'endpoint';

/** Extension headers of IPv6 (RFC 8200, 4302, 6275, 7401, 5533). */
export type ExtensionHeader =
  | 'hop-by-hop'
  | 'routing'
  | 'fragment'
  | 'authentication'
  | 'destination'
  | 'mobility'
  | 'hip'
  | 'shim6';

/** A part of a packet that tells its own length, or needs one. */
export type PacketPart =
  | 'ARP message'
  | 'Ethernet header'
  | 'ICMP header'
  | 'ICMPv6 header'
  | 'IP header'
  | 'IPv4 header'
  | 'IPv4 header with options'
  | 'IPv4 packet'
  | 'IPv6 header'
  | 'IPv6 packet'
  | `IPv6 ${ExtensionHeader} header`
  | 'Linux cooked header'
  | 'TCP header'
  | 'TCP header with options'
  | 'UDP datagram'
  | 'UDP header'
  | 'VLAN tag'
  | 'loopback header'
  | 'neighbour message';
