import type { Count, PacketPattern } from '../lab/types.ts';

/** Something that happened in a run, and where it is seen. */
export type EventName =
  /** A text that a terminal shows, in quotes or as an /expression/. */
  | { kind: 'shows'; text: string; on: string }
  /** A line that was typed, in quotes. */
  | { kind: 'typed'; text: string; into: string }
  | { kind: 'begins' | 'ends' | 'stops'; id: string }
  | { kind: 'packet'; packet: PacketPattern; capture: string; isNext: boolean };

/** A connection by its number in its capture, with its ends as "vit002.36030". */
export interface ConnectionName {
  number: number;
  client: string;
  server: string;
}

/** How many packets of a kind were found, and how many a claim expects. */
export interface PacketTally {
  found: number;
  pattern: PacketPattern;
  expected: Count;
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
  expected: Count;
}

/** The same for processes. */
export interface ProcessTally {
  found: number;
  query: { program?: string | undefined; state?: string | undefined };
  expected: Count;
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

/** How a program ended. */
export type Ending = { status: number } | { signal: string };

/** What a cross-check did not find in a capture. */
export type Lacking = 'handshake' | 'endpoint';
