import type { LimitName, Limits } from '../lab/limits.ts';
import type { LabChanges } from '../lab/parts.ts';
import type { Lab } from '../lab/types.ts';
import type { RunMessage } from '../messages/message.ts';

/** The format of record.json; older ones are still read (older/), and no others. */
export const RECORD_FORMAT = 3;

/**
 * Everything that one run left on disk, as record.json holds it. Reports are made from it, and from the log
 * files that it names, and from nothing else. Times named `...Ms` are ms since the run began, monotonic.
 */
export interface RunRecord {
  format: typeof RECORD_FORMAT;
  /** Version of labreport that made it. */
  labreport: string;
  lab: Lab;
  /** Who made the report and for what; absent where nobody has said. */
  frontMatter?: FrontMatter;
  /** Files that the run was made from (lab.yaml, sources), relative to the lab's folder, and the template. */
  inputs: FileHash[];
  /** What was known of the lab where the report was made, by the table of those that came with labreport. */
  identity?: LabIdentity;
  /** The author's own sources took the place of the lab's; absent for the lab's own. */
  source?: 'own';
  /** How programs that are not the lab's own were kept apart; absent where nothing was. */
  confinement?: Confinement;
  run: RunFacts;
  machine: MachineFacts;
  driver: DriverFacts;
  hosts: HostFacts[];
  /** In the order in which they began. */
  evidence: Evidence[];
  /** What was done, step by step, in order. */
  steps: StepFacts[];
  /** Every log file of the run, relative to the report's folder. */
  files: FileHash[];
  /** What the claims' own commands said, where the lab has such claims. */
  answers?: CommandAnswer[];
  /** report.md as labreport wrote it. */
  report?: FileHash;
  /** Each time the lab was run again and all runs observed the same; absent when nobody has. */
  verified?: Reexecution[];
}

/** What labreport.yaml or --set told of the report; what was not told is absent. */
export interface FrontMatter {
  author?: string;
  /** The author's number, for example as a student. */
  id?: string;
  email?: string;
  group?: string;
  course?: string;
  institution?: string;
  /** How others may use the report, for example "CC-BY-4.0". */
  license?: string;
}

/** Programs saw their folder, the tools and the lab's network alone, and had these limits. */
export interface Confinement {
  by: 'bubblewrap';
  limits: Limits;
}

/** A verify that was written into the report; where it was made is told without a host name. */
export interface Reexecution {
  /** Local time with offset. */
  when: string;
  kernel: string;
  /** The lab was run so many times, and so many runs observed the same. */
  runs: number;
  same: number;
}

/** What the command of a claim said of the record. */
export interface CommandAnswer {
  /** Id of the claim. */
  claim: string;
  /** Absent when it had not ended after `limitMs` and was killed. */
  exit?: Exit;
  limitMs: number;
  /** What it printed, both streams, cut when it is long. */
  output: string;
}

export interface FileHash {
  path: string;
  bytes: number;
  sha256: string;
}

export interface RunFacts {
  /** Local time with offset, e.g. "2026-10-08T13:15:23.118+02:00". */
  startedAt: string;
  /** The same moment in microseconds since the epoch, the clock that stamps packets. */
  epochUs: number;
  durationMs: number;
  /** Absent when the run is complete. */
  failure?: RunFailure;
}

/** The step that did not see what it waited for: the run was recorded as far as it got. */
export interface RunFailure {
  /** Index into `lab.steps`. */
  step: number;
  /** What was waited for, e.g. `"Connected" on terminal client2`. */
  expected: RunMessage;
  /** What was seen instead. */
  seen: RunMessage;
}

export interface MachineFacts {
  kernel: string;
  /** e.g. "Debian GNU/Linux 12 (bookworm)". */
  system: string;
  /** Tool name to the first line in which it tells its version; a tool that tells none is left out. */
  tools: Record<string, string>;
}

/** What the hosts of a driver are like, and so what their evidence can tell. */
export interface DriverTraits {
  /** Each host has a network stack of its own: what its sockets, ports and captures show is no other host's. */
  ownNetwork: boolean;
  /** Each host has a process table of its own, and counts its processes itself. */
  ownProcesses: boolean;
  /** Programs find the hosts by their names. */
  namesResolve: boolean;
  /** Programs that are not the lab's own can be kept apart from the machine. */
  confines: boolean;
  /** All times of the run, those of packets too, are told by one clock. */
  oneClock: boolean;
}

export interface DriverFacts {
  /** Its name in labreport's table of drivers. */
  name: string;
  traits: DriverTraits;
  /** What was fixed so that runs come out the same, one sentence each. */
  pins: RunMessage[];
  /** What this driver can't show here, one sentence each. */
  limits: RunMessage[];
}

export interface HostFacts {
  name: string;
  /** Full name, e.g. "vit001.lab.example"; the plain name where the lab has no domain. */
  fullName: string;
  /** What programs on the other hosts call it: a name or an address. */
  reach: string;
  interfaces: { name: string; network: string; address: string; mac?: string }[];
}

export interface StepFacts {
  /** Index into `lab.steps`. */
  step: number;
  beganMs: number;
  endedMs: number;
}

export type Evidence = Terminal | Moment | Capture | Build;

interface EvidenceBase {
  /** The name that lab, claims and template use; unique in the run. */
  id: string;
  /** Absent for the build, which no host of the lab ran. */
  host?: string;
  /** The command as it was run. */
  command: string;
  /** When the command was started. */
  beganMs: number;
  endedMs: number;
  /** Local time with offset at `beganMs`. */
  startedAt: string;
  /** How it ended; absent when labreport's own end ended it. */
  exit?: Exit;
  /** Raw output, byte for byte: path relative to the report's folder. */
  log: string;
  /** Why there is no output to show (a capture that may not be opened here). */
  unavailable?: RunMessage;
  /** What it had too much of, so that labreport ended it. */
  limit?: LimitHit;
}

/** A limit for programs that are not the lab's own, by its name in lab.yaml. */
export interface LimitHit {
  name: LimitName;
  limit: number;
  unit: 'processes' | 'threads' | 'files' | 'bytes' | 'ms';
}

/** Exit status, or the signal that ended the program ("SIGINT"). */
export type Exit = { status: number } | { signal: string };

/** What was typed into a terminal. `echo`: the terminal was to print it by itself (termios(3), ECHO); absent where that is not known. */
export interface Typed {
  atMs: number;
  text: string;
  echo?: boolean;
}

/** A program in a pseudo-terminal, and what was typed into it. */
export interface Terminal extends EvidenceBase {
  kind: 'terminal';
  host: string;
  /** Process id of the program, as `ps` on its host shows it. */
  pid?: number;
  /** asciicast v2 with each output and input and its time. */
  cast: string;
  typed: Typed[];
  /** When labreport stopped the program: typed Ctrl-C or sent the signal. Absent when it ended by itself. */
  stoppedMs?: number;
  /** When which bytes of `log` came: pairs of ms and the count of bytes in the log by then. */
  chunks: [atMs: number, endByte: number][];
  /** Values found in the output by the named groups of `until`. */
  values: Record<string, string>;
}

/** One command run to its end, without a terminal: `log` has standard output and error as they were written. */
export interface Moment extends EvidenceBase {
  kind: 'moment';
  host: string;
  exit: Exit;
}

/** A tcpdump on a host's interface: `log` is what it printed. */
export interface Capture extends EvidenceBase {
  kind: 'capture';
  host: string;
  /** pcap file, relative to the report's folder. Absent when unavailable. */
  pcap?: string;
  /** True when all packets that passed the filter were written before tcpdump was stopped. */
  complete?: boolean;
  /** From tcpdump's closing lines; absent when it told none. */
  packets?: { captured: number; received: number; dropped: number };
}

/** The build of the lab's sources. */
export interface Build extends EvidenceBase {
  kind: 'build';
  exit: Exit;
}

/** What is known of a report's lab, by the table of those that came with labreport. */
export type LabIdentity =
  | { is: 'unknown' }
  | { is: 'shipped'; labreport: string }
  | ({ is: 'changed'; labreport: string } & LabChanges);
