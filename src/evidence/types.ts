import type { TcpFlag, TcpState } from '../lab/types.ts';

/** A TCP socket as netstat(8), ss(8) or /proc/net/tcp shows it. */
export interface Socket {
  /** Line in the text it was read from, from 1. */
  line: number;
  protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  /** Absent for UDP where the tool prints none. */
  state?: TcpState;
  receiveQueue: number;
  sendQueue: number;
  local: Endpoint;
  peer: Endpoint;
  /** Absent where the tool prints "-". */
  pid?: number;
  program?: string;
}

/** `port` is absent for "*". */
export interface Endpoint {
  address: string;
  port?: number;
}

/** A process as ps(1) shows it. */
export interface Process {
  line: number;
  pid: number;
  parent?: number;
  tty?: string;
  /** STAT, e.g. "S+". */
  state: string;
  /** The command line as printed, e.g. "./TCPechod 8990" or "[TCPechod] <defunct>". */
  command: string;
  /** Program name without folder, arguments, brackets and "<defunct>". */
  program: string;
}

/** A packet as our decoder reads it. */
export interface Packet {
  /** Number in the capture, from 1, as Wireshark counts. */
  frame: number;
  /** Microseconds since the epoch (nanosecond captures are cut to whole microseconds). */
  timeUs: number;
  /** Length on the wire and length captured, bytes. */
  length: number;
  captured: number;
  source?: Endpoint;
  destination?: Endpoint;
  protocol: 'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'ARP' | 'other';
  tcp?: Segment;
  /** Bytes that the transport protocol carries; cut where the capture is. */
  payload: Uint8Array;
  /** What could not be read and why; the fields before it are sound. */
  problem?: string;
}

/** A TCP segment's header, RFC 9293 section 3.1. */
export interface Segment {
  flags: TcpFlag[];
  /** As on the wire. */
  seq: number;
  ack: number;
  /** Relative to the connection's first sequence numbers; absent where they were not captured. */
  relativeSeq?: number;
  relativeAck?: number;
  window: number;
  options: string[];
}

/** The packets between two TCP endpoints from SYN to the end. */
export interface Connection {
  /** Number in the capture, from 1, in the order of their first packets. */
  number: number;
  /** Sent the first SYN; where none was captured, the one with the higher port. */
  client: Endpoint;
  server: Endpoint;
  packets: Packet[];
}
