/** What the page can show: report.md as it stands, or what the template gives now. */
export type ViewName = 'report' | 'template';

/** A report as the page shows it. */
export interface View {
  name: ViewName;
  /** The file that it is made from, as a person would type it. */
  file: string;
  /** A sanitised fragment, the last good one when there is a problem. */
  html: string;
  /** Why it is sent: somebody saved the file, or the record has changed, or the page has just asked. */
  cause: 'saved' | 'record' | 'asked';
  problem?: ViewProblem;
}

/** A mistake in report.md, the template or the record, told with its place. */
export interface ViewProblem {
  message: string;
  hint?: string;
  place?: { file: string; line?: number; column?: number };
  /** The line of the file, with its neighbours, where that can be read. */
  excerpt?: { line: number; text: string }[];
}

/** What the page shows beside the report. */
export interface Overview {
  title: string;
  /** "2026-10-08, 13:15:23 +02:00". */
  made: string;
  /** Which lab it is, a sentence, and whether it is one of labreport's that was changed. */
  lab: { text: string; isChanged: boolean };
  evidence: EvidenceSummary[];
  claims: ClaimSummary[];
  crossChecks: CrossCheckSummary[];
  /** Why the run is incomplete, a sentence. */
  failure?: string;
}

/** A claim with its verdict. */
export interface ClaimSummary {
  claim: string;
  says: string;
  status: 'held' | 'failed' | 'not-testable';
  reason: string;
  cites: Cite[];
}

/** What came of holding two evidences against each other. */
export interface CrossCheckSummary {
  subject: string;
  status: 'agrees' | 'disagrees' | 'not-testable';
  reason: string;
  cites: Cite[];
}

/** What a verdict rests on: lines of a log and frames of a capture, from 1. */
export interface Cite {
  evidence: string;
  lines: readonly number[];
  frames: readonly number[];
}

/** What the list of evidence tells of each. */
export interface EvidenceSummary {
  id: string;
  kind: 'terminal' | 'moment' | 'capture' | 'build';
  host?: string;
  command: string;
  /** Local time, "13:15:23". */
  time: string;
  durationMs: number;
  /** How it ended, in words; empty for what goes without saying. */
  ended: string;
  /** First line of its blocks, by which blocks that don't name their evidence are known. */
  head: string;
  logBytes: number;
  /** Bytes of the recording, where there is one. */
  castBytes?: number;
  /** Packets of a capture. */
  packets?: number;
  /** Path of the log, relative to the report's folder. */
  log: string;
  unavailable?: string;
}

/** How a run of the lab goes on. */
export interface RunState {
  phase: 'idle' | 'running' | 'stopping' | 'ended';
  /** Steps of the lab, and those that have ended. */
  total: number;
  done: number;
  /** What goes on now. */
  now: string;
  steps: RunStep[];
  /** How it ended. */
  outcome?: RunOutcome;
}

export interface RunStep {
  text: string;
  /** Since the run began, ms. */
  atMs: number;
  state: 'done' | 'failed';
}

export interface RunOutcome {
  state: 'held' | 'failed' | 'stopped' | 'error';
  /** One or more sentences; for an error what the command said. */
  text: string;
  /** Evidence in report.md was edited by hand: nothing was done, and somebody has to say what to do with it. */
  asksAboutEdits?: true;
}

/** What to do with evidence that was edited by hand: leave it, or overwrite it. */
export type AboutEdits = 'keep' | 'force';

/** Some lines of a log; numbers count from 1. */
export interface LogPage {
  /** Lines of the whole log. */
  total: number;
  /** Number of the first line here. */
  first: number;
  lines: LogLine[];
}

export interface LogLine {
  text: string;
  /** Bytes that are left out at its end. */
  more?: number;
}

/** Numbers of the lines that show a text. */
export interface FoundLines {
  lines: number[];
  /** There are more than these. */
  isCut: boolean;
}

/** Some packets of those that the filter chose. */
export interface PacketPage {
  /** Packets of the whole capture. */
  total: number;
  matched: number;
  /** Place of the first row among those that matched, from 0. */
  from: number;
  rows: PacketRow[];
  /** Why the capture could not be read to its end. */
  problem?: string;
}

export interface PacketRow {
  frame: number;
  /** "13:15:23.118456". */
  time: string;
  source: string;
  destination: string;
  /** Flags of a segment, else the protocol. */
  kind: string;
  seq: string;
  ack: string;
  length: number;
  /** What else there is to say: options, the message of ICMP and ARP, the beginning of the payload. */
  info: string;
  mark?: 'reset' | 'retransmission';
}

/** One packet with all that is known of it. */
export interface PacketDetail {
  frame: number;
  /** Its place among the packets that the filter chose; absent when it is not one of them. */
  place?: number;
  fields: { name: string; value: string }[];
  /** Offset, bytes in hexadecimal, and their characters. */
  dump: { offset: string; hex: string; text: string }[];
  /** Bytes of the payload that are left out. */
  more: number;
  /** Lines of the log in which tcpdump printed it. */
  lines?: { first: number; last: number };
}

/** Why a request was not answered, for a person. */
export interface Refusal {
  message: string;
  hint?: string;
}
