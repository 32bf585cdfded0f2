import type {
  ConnectionName,
  Elsewhere,
  Ending,
  EventName,
  EventPair,
  EvidenceName,
  PacketName,
  PacketTally,
  ProcessTally,
  Range,
  SocketTally,
} from './values.ts';

/** Why claims hold, fail or can't be tested. `Message` is any message, as a part of another one. */
export interface ClaimMessages<Message> {
  all: { parts: readonly Message[] };
  /** What was found, and why it does not settle the matter. */
  but: { found: Message; doubt: Message };
  /** What was found, and what is missing. */
  because: { found: Message; lack: Message };

  // Counts of sockets, processes and packets.
  sockets: { tallies: readonly SocketTally[] };
  processes: { tallies: readonly ProcessTally[] };
  packets: { tallies: readonly PacketTally[]; connection?: ConnectionName };
  portsNamed: NoValues;
  noProgram: NoValues;
  noState: NoValues;
  hostUntold: NoValues;
  shared: NoValues;

  // Connections and the sequences that they show.
  noConnection: NoValues;
  noConnectionOf: { terminal: string };
  showSequence: { connections: readonly ConnectionName[] };
  someShowSequence: { total: number; shown: number; expected: Range };
  /** What is missing in the first of some connections, and how many others lack something. */
  lackSequence: { connection: ConnectionName; missing: PacketName; after?: number; others: number };

  // Texts, in quotes or as /expressions/.
  shows: { text: string; lines: readonly number[] };
  showsNowhere: { text: string };
  lacksText: { text: string; after?: { text: string; lines: readonly number[] }; elsewhere?: Elsewhere };

  // How programs ended; an expected end is an exit status or a signal's name.
  endedAsExpected: { exit: Ending };
  endedOtherwise: { exit: Ending; expected: number | string };
  notEnded: { expected: number | string };

  // Events and their order.
  came: { event: EventName; atMs: number };
  cameAfter: EventPair;
  cameBefore: EventPair;
  cameWith: { event: EventName; previous: EventName };
  didNotCome: { text: string; on: string; again: boolean };
  notTyped: { text: string; into: string; again: boolean };
  noPacket: { packet: PacketName; capture: string; other: boolean };
  notStopped: { id: string };
  stillRan: { id: string };
  clocksDiffer: { ms: number };

  // Commands of the lab's author.
  tooLong: { seconds: number };
  commandNotRun: { command: string };
  commandSaid: { command: string; exit?: Ending; limitS: number; output: string };
  /** A reason, and the flag that lets such commands be run. */
  runsIt: { reason: Message; flag: string };

  // What the evidence lacks.
  runStopped: { step: number; line?: number };
  /** What the step that a run stopped at waited for, and what was seen instead. */
  notSeen: { expected: Message; seen: Message };
  beforeOwnEnd: { stop: Message; id: string };
  beforeAnything: { stop: Message; id: string };
  beforeOver: { stop: Message; evidence: EvidenceName };
  noEvidence: { id: string };
  unavailable: { evidence: EvidenceName; why: Message };
  noPackets: { evidence: EvidenceName };
  unreadable: { capture: string; problem: Message };
  toolMissing: { moment: string; tool: string };
  packetsDropped: { count: number; capture: string };
  notComplete: { capture: string };
  framePartial: { frame: number; capture: string };
  frameUntold: { frame: number; capture: string };
  frameTimeless: { frame: number; capture: string };
  notChecked: NoValues;
}

/** A message that is always the same. */
export type NoValues = Record<never, never>;
