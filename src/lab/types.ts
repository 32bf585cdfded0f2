import type { TextPattern } from '../text/pattern.ts';
import type { Limits } from './limits.ts';
import type { ValueType } from './parameters.ts';

/** A lab as its folder describes it, checked and frozen. Texts still hold their `${...}` references. */
export interface Lab {
  /** Name of the lab's folder, e.g. "concurrent-servers". */
  name: string;
  title: string;
  /** File name of the template, e.g. "concurrent-servers.md.hbs". */
  template: string;
  /** Folder of the programs' sources, relative to the lab's folder. */
  source?: string;
  /** Command that builds the sources, e.g. "make all". */
  build?: string;
  /** What programs may use that are not the lab's own; the defaults hold for what is absent. */
  limits?: Partial<Limits>;
  parameters: Record<string, Parameter>;
  /** What is built from the sources, by name; where it is absent, no command is known to be a program of theirs. */
  programs?: Record<string, Program>;
  /** Domain that every host's full name ends in, e.g. "lab.example". */
  domain?: string;
  /** Network name to IPv4 CIDR, e.g. { lan: "192.0.2.0/24" }. */
  networks: Record<string, string>;
  /** Host name to its address on each network it is on, e.g. { vit001: { lan: "192.0.2.1" } }. */
  hosts: Record<string, Record<string, string>>;
  steps: Step[];
  claims: Claim[];
}

export interface Parameter extends Partial<ValueType> {
  value: string;
  default: string;
  description: string;
}

/** A program that is built from the lab's sources, or from those that --source puts into their place. */
export interface Program {
  /** Its command line: words and references, which no shell reads. */
  run: string;
  /** Target of the Makefile that makes it. */
  make?: string;
}

export type Step = OpenStep | CaptureStep | TypeStep | MomentStep | StopStep | WaitStep;

interface StepBase {
  /** Line in lab.yaml, from 1. */
  line: number;
  /** How long the step may wait for what it waits for, ms. */
  limitMs: number;
}

/** Runs a program in a pseudo-terminal on a host. */
export interface OpenStep extends StepBase {
  verb: 'open';
  id: string;
  on: string;
  run: string;
  /** The one of the lab's programs that this is. */
  program?: string;
  until?: TextPattern;
}

/** Starts tcpdump on a host's interface. */
export interface CaptureStep extends StepBase {
  verb: 'capture';
  id: string;
  on: string;
  /** Network whose interface is captured; the host's first when absent. */
  network?: string;
  /** tcpdump options, e.g. "-n -S". */
  options?: string;
  /** pcap-filter(7) expression. */
  filter?: string;
}

/** Types a line into a terminal. */
export interface TypeStep extends StepBase {
  verb: 'type';
  text: string;
  into: string;
  /** Text to wait for in what comes back after the typed line's own echo. */
  until?: TextPattern;
}

/** Runs one command to its end. */
export interface MomentStep extends StepBase {
  verb: 'moment';
  id: string;
  on: string;
  run: string;
  /** The one of the lab's programs that this is. */
  program?: string;
}

/** Ends a terminal or a capture and waits until it is gone. */
export interface StopStep extends StepBase {
  verb: 'stop';
  /** Id of the terminal or capture. */
  id: string;
  with: StopSignal;
}

/** Ctrl-C and EOF are typed into the terminal; signals go to the program that the terminal runs, to it alone. */
export const STOP_SIGNALS = ['Ctrl-C', 'EOF', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGKILL'] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];

/** Waits for an event that no other step waits for. */
export interface WaitStep extends StepBase {
  verb: 'wait';
  for: WaitFor;
}

export type WaitFor =
  /** Text on a terminal, in what came since the last step that waited on or typed into it. */
  | { kind: 'text'; terminal: string; text: TextPattern }
  /**
   * The number of a host's TCP sockets in a state. `port` is the local or the remote one, `unread` the bytes that
   * no program has read yet (netstat's Recv-Q).
   */
  | { kind: 'sockets'; host: string; state: TcpState; port?: string; unread?: number; count: number }
  /** Packets in a capture so far: at least `count` that match. */
  | { kind: 'packets'; capture: string; match: PacketPattern; count: number }
  /** The number of processes of a program on a host (in a state, e.g. "Z"). */
  | { kind: 'processes'; host: string; program: string; state?: string; count: number };

/** RFC 9293 states, spelled as netstat(8) prints them. */
export const TCP_STATES = [
  'LISTEN',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
] as const;
export type TcpState = (typeof TCP_STATES)[number];

/** TCP control bits, RFC 9293 section 3.1. */
export const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;
export type TcpFlag = (typeof TCP_FLAGS)[number];

/** Protocols that a packet can be told apart by. */
export const PACKET_PROTOCOLS = ['TCP', 'UDP', 'ICMP', 'ARP'] as const;

/** First letters of ps's STAT column, ps(1): running, sleeping, waiting for a disk, stopped, zombie. */
export const PROCESS_STATES = ['R', 'S', 'D', 'T', 'Z'] as const;

/** Signals that can end a program, signal(7). */
export const EXIT_SIGNALS = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
] as const;

/** What a packet must look like; what is absent may be anything. */
export interface PacketPattern {
  /** Host name, or "client" (sent the connection's first SYN) or "server". */
  from?: string;
  to?: string;
  /** Flags that are all set; others may be set too, except FIN, SYN and RST. */
  flags?: TcpFlag[];
  /** Text that the payload contains. */
  payload?: string;
  protocol?: (typeof PACKET_PROTOCOLS)[number];
  /** Local or remote port: a number, or a `${...}` reference. */
  port?: string;
}

/** `atMost` of a count without an upper bound; unlike Infinity it survives JSON. */
export const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** How many: exactly, or within bounds. */
export interface Count {
  atLeast: number;
  atMost: number;
}

/** A statement that the evidence must bear out. */
export type Claim =
  | SocketsClaim
  | ProcessesClaim
  | PacketsClaim
  | ConversationClaim
  | TextClaim
  | ExitClaim
  | OrderClaim
  | CommandClaim;

interface ClaimBase {
  id: string;
  /** The sentence that readers see, without a full stop. */
  says: string;
  /** Line in lab.yaml, from 1. */
  line: number;
}

/** So many sockets of each kind at a moment. */
export interface SocketsClaim extends ClaimBase {
  kind: 'sockets';
  moment: string;
  sockets: SocketExpectation[];
}
export interface SocketExpectation {
  state?: TcpState;
  /** Local port. */
  port?: string;
  /** Remote host name or address. */
  peer?: string;
  peerPort?: string;
  program?: string;
  count: Count;
}

/** So many processes of each kind at a moment. */
export interface ProcessesClaim extends ClaimBase {
  kind: 'processes';
  moment: string;
  processes: ProcessExpectation[];
}
export interface ProcessExpectation {
  /** Program name without its folder. */
  program?: string;
  /** First letter of ps's STAT: R, S, D, T, Z. */
  state?: string;
  count: Count;
}

/** So many packets of each kind in a capture; `count` 0 says "never". */
export interface PacketsClaim extends ClaimBase {
  kind: 'packets';
  capture: string;
  /** Only the connection of this terminal's program (it opened the connection). */
  of?: string;
  packets: (PacketPattern & { count: Count })[];
}

/** The connections of a capture show this sequence of packets; others may lie between them. */
export interface ConversationClaim extends ClaimBase {
  kind: 'conversation';
  capture: string;
  of?: string;
  /** Which connections: every one, at least one, or exactly so many. */
  connections: 'every' | 'some' | number;
  sequence: PacketPattern[];
}

/** Text that a terminal, a moment or the build shows, in this order, and text that it doesn't show. */
export interface TextClaim extends ClaimBase {
  kind: 'text';
  in: string;
  shows: TextPattern[];
  lacks: TextPattern[];
}

/** How a program ended: exit status, or the signal that ended it. */
export interface ExitClaim extends ClaimBase {
  kind: 'exit';
  of: string;
  exit: number | string;
}

/** Events that happened one after the other. */
export interface OrderClaim extends ClaimBase {
  kind: 'order';
  order: EventPattern[];
}
export type EventPattern =
  | { kind: 'shows'; terminal: string; text: TextPattern }
  | { kind: 'ends'; evidence: string }
  /** labreport stops a terminal's program; it ends right after. */
  | { kind: 'stops'; terminal: string }
  | { kind: 'begins'; evidence: string }
  | { kind: 'typed'; terminal: string; text: string }
  /** The first packet of a capture that matches. */
  | { kind: 'packet'; capture: string; match: PacketPattern };

/** What a command of the lab's author says of the record: status 0 held, 1 failed, anything else not testable. */
export interface CommandClaim extends ClaimBase {
  kind: 'command';
  /** Run by bash in the folder of lab.yaml, with the record's path as its first argument. */
  command: string;
}
