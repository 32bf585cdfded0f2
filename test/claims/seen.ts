import { expect } from 'vitest';
import { checkClaims } from '../../src/claims/check-claims.ts';
import type { Verdict } from '../../src/claims/verdict.ts';
import { Facts } from '../../src/evidence/facts.ts';
import type { DriverName } from '../../src/hosts/host-driver.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import { type Count, UNBOUNDED } from '../../src/lab/pieces/count.ts';
import type { Step } from '../../src/lab/verbs/verbs.ts';
import { english } from '../../src/language/en/english.ts';
import { spanish } from '../../src/language/es/spanish.ts';
import { tell } from '../../src/language/tell.ts';
import type { Message } from '../../src/messages/message.ts';
import type { Build, Capture, Evidence, Moment, RunFailure, RunRecord, Terminal } from '../../src/record/run-record.ts';
import { driverFacts } from '../driver-facts.ts';
import { makePcap, type TestSegment } from '../report/pcap.ts';

/** An evidence of a test's run, and its files. */
export interface Seen {
  evidence: Evidence;
  files: Record<string, Uint8Array>;
}

export const STARTED_AT = '2026-10-08T13:15:20.000+02:00';
export const STARTED_US = Date.parse(STARTED_AT) * 1000;

function base(id: string) {
  return { id, host: 'vit001', command: `run ${id}`, beganMs: 0, endedMs: 5000, startedAt: STARTED_AT };
}

export function moment(id: string, output: string, facts: Partial<Moment> = {}): Seen {
  const log = `logs/${id}.txt`;
  const evidence: Moment = { kind: 'moment', ...base(id), exit: { status: 0 }, log, ...facts };
  return { evidence, files: { [log]: Buffer.from(output) } };
}

export function build(output: string): Seen {
  const evidence: Build = { kind: 'build', ...base('build'), exit: { status: 0 }, log: 'logs/build.txt' };
  return { evidence, files: { 'logs/build.txt': Buffer.from(output) } };
}

/** A terminal whose output came in these pieces; it ended with status 0. */
export function terminal(
  id: string,
  pieces: [atMs: number, piece: string | Buffer][],
  facts: Partial<Terminal> = {},
): Seen {
  const log = `logs/${id}.txt`;
  let bytes = 0;
  const chunks = pieces.map(([atMs, piece]): [number, number] => {
    bytes += Buffer.byteLength(piece);
    return [atMs, bytes];
  });
  const cast = `logs/${id}.cast`;
  const ended = { exit: { status: 0 }, log, cast };
  const evidence: Terminal = { kind: 'terminal', ...base(id), ...ended, typed: [], chunks, values: {}, ...facts };
  return { evidence, files: { [log]: Buffer.concat(pieces.map(([, piece]) => Buffer.from(piece))) } };
}

/** The same terminal, that labreport closed: its program had not ended. */
export function running({ evidence, files }: Seen): Seen {
  const { exit: _, ...rest } = evidence as Terminal;
  return { evidence: rest, files };
}

/** A complete capture without drops, of these segments or of the bytes of a file. */
export function capture(id: string, packets: readonly TestSegment[] | Uint8Array, facts: Partial<Capture> = {}): Seen {
  const [log, pcap] = [`logs/${id}.txt`, `logs/${id}.pcap`];
  const whole = { exit: { status: 0 }, log, pcap, complete: true, packets: { captured: 3, received: 3, dropped: 0 } };
  const evidence: Capture = { kind: 'capture', ...base(id), ...whole, ...facts };
  const bytes = packets instanceof Uint8Array ? packets : makePcap(packets);
  return { evidence, files: { [log]: Buffer.from(''), [pcap]: bytes } };
}

/** What is different about the run. */
export interface Circumstances {
  failure?: RunFailure;
  steps?: Step[];
  driver?: DriverName;
}

export function makeFacts(seen: readonly Seen[], claims: Claim[], circumstances: Circumstances = {}): Facts {
  const { failure, steps = [], driver = 'namespaces' } = circumstances;
  const files: Record<string, Uint8Array> = Object.assign({}, ...seen.map((each) => each.files));
  const evidence = seen.map((each) => each.evidence);
  const address = (last: number) => (driver === 'loopback' ? `127.0.1.${last}` : `192.0.2.${last}`);
  const record: RunRecord = {
    format: 3,
    labreport: '0.1.0',
    inputs: [],
    steps: [],
    files: [],
    evidence,
    lab: {
      name: 'test',
      title: 'Test',
      template: 'test.md.hbs',
      domain: 'lab.example',
      steps,
      claims,
      parameters: { port: { value: '8990', default: '8990', description: 'TCP port', type: 'port' } },
      networks: { lan: '192.0.2.0/24' },
      hosts: {},
    },
    run: {
      startedAt: STARTED_AT,
      epochUs: Date.parse(STARTED_AT) * 1000,
      durationMs: 9000,
      ...(failure && { failure }),
    },
    machine: { kernel: '', system: '', tools: {} },
    driver: driverFacts(driver),
    hosts: [1, 2, 3].map((last) => ({
      name: `vit00${last}`,
      fullName: `vit00${last}.lab.example`,
      reach: driver === 'loopback' ? address(last) : `vit00${last}.lab.example`,
      interfaces: [{ name: 'eth0', network: 'lan', address: address(last) }],
    })),
  };
  return new Facts({ record, read: (path) => files[path] as Uint8Array });
}

type WithoutBase<C> = C extends Claim ? Omit<C, 'id' | 'says' | 'line'> : never;
export type Body = WithoutBase<Claim>;

/** A verdict whose reason is told in English. */
export type Told = Omit<Verdict, 'reason'> & { reason: string };

/** The verdict on one claim. */
export function check(body: Body, seen: readonly Seen[], circumstances: Circumstances = {}): Told | undefined {
  const claim = { id: 'it', says: 'It is so', line: 1, ...body } as Claim;
  const [found] = checkClaims({ facts: makeFacts(seen, [claim], circumstances) });
  return found && inEnglish(found);
}

/** A verdict as people read it, when it is told in other languages too. */
export function inEnglish({ reason, ...verdict }: Verdict): Told {
  return { ...verdict, reason: inAnyLanguage(reason) };
}

/** English words that no Spanish reason has; quotes, which are what programs printed, may hold any. */
const ENGLISH = /\b(?:the|of|and|is|are|was|has|not|with|shows?|expected|after|before|frames?|lines?|capture|run|it)\b/;

/** Texts in quotes, /expressions/, filters, and what tcpdump said. */
const CAPTURED = /"(?:[^"\\]|\\.)*"|^\/.*\/|\([^()]*\)$|tcpdump: .*/g;

/** A message in English, when it survives JSON and nothing of the English is in the Spanish. */
export function inAnyLanguage(message: Message): string {
  expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  expect(tell(message, spanish).replaceAll(CAPTURED, '')).not.toMatch(ENGLISH);
  return tell(message, english);
}

/** The whole verdict that a test expects on its claim. */
export function verdict(status: Verdict['status'], reason: string, cites: Verdict['cites']): Told {
  return { claim: 'it', says: 'It is so', status, reason, cites };
}

export const exactly = (count: number): Count => ({ atLeast: count, atMost: count });
export const atLeast = (count: number): Count => ({ atLeast: count, atMost: UNBOUNDED });
export const atMost = (count: number): Count => ({ atLeast: 0, atMost: count });

const CLIENT = '192.0.2.2:36030';
const SERVER = '192.0.2.1:8990';

type Line = [from: 'client' | 'server', flags: string, payload?: string];

/** Segments of one connection, 10 ms apart. */
export function connection(lines: Line[], { client = CLIENT, server = SERVER, atMs = 1000 } = {}): TestSegment[] {
  return lines.map(([from, flags, payload = ''], i) => ({
    timeUs: STARTED_US + (atMs + i * 10) * 1000,
    from: from === 'client' ? client : server,
    to: from === 'client' ? server : client,
    flags: flags.split(' ') as TestSegment['flags'],
    payload,
  }));
}

export const HANDSHAKE: Line[] = [
  ['client', 'SYN'],
  ['server', 'SYN ACK'],
  ['client', 'ACK'],
];
/** The client ends first and the server answers with its own FIN. */
export const CLOSING: Line[] = [
  ['client', 'FIN ACK'],
  ['server', 'FIN ACK'],
  ['client', 'ACK'],
];
