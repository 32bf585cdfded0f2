import type { Verdict } from '../../src/claims/verdict.ts';
import { Facts, type ReadLog } from '../../src/evidence/facts.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import type { Lab } from '../../src/lab/types.ts';
import type { Step } from '../../src/lab/verbs/verbs.ts';
import type { Build, Capture, Evidence, Moment, RunRecord, Terminal } from '../../src/record/run-record.ts';
import { renderReport } from '../../src/report/render.ts';
import type { LabreportError } from '../../src/text/errors.ts';
import { driverFacts } from '../driver-facts.ts';
import { makePcap, type TestSegment } from './pcap.ts';

type Logged<E extends Evidence> = Partial<E> & { id: string; output?: string | Uint8Array };

/** What a test's run saw; everything has a default. */
export interface TestRun {
  terminals?: Logged<Terminal>[];
  moments?: Logged<Moment>[];
  captures?: (Logged<Capture> & { segments?: TestSegment[] })[];
  builds?: Logged<Build>[];
  /** Changes to the record around the evidence. */
  record?: Partial<RunRecord>;
  lab?: Partial<Lab>;
  verdicts?: Verdict[];
}

const STARTED = '2026-10-08T13:15:23.118+02:00';

export const NETSTAT = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    
tcp        0      0 0.0.0.0:8990            0.0.0.0:*               LISTEN      12/./TCPechod       
tcp        0      0 192.0.2.1:8990          192.0.2.2:36030         ESTABLISHED 14/./TCPechod       
tcp        0      0 192.0.2.1:8990          192.0.2.3:38466         ESTABLISHED 17/./TCPechod       
`;

export const PS = `    PID TTY      STAT   TIME COMMAND
     12 pts/0    S+     0:00 ./TCPechod 8990
     14 pts/0    Z+     0:00 [TCPechod] <defunct>
     17 pts/0    Z+     0:00 [TCPechod] <defunct>
`;

/** A record in memory, as a run would have left it, with its verdicts. */
export function makeRun(run: TestRun = {}): { facts: Facts; read: ReadLog; verdicts: Verdict[] } {
  const files = new Map<string, Uint8Array>();
  const evidence = [
    ...(run.builds ?? []).map(
      (seen): Evidence => ({ kind: 'build', ...base(files, seen), exit: { status: 0 }, ...facts(seen) }),
    ),
    ...(run.terminals ?? []).map(
      (seen): Evidence => ({
        kind: 'terminal',
        host: 'vit001',
        cast: `logs/${seen.id}.cast`,
        typed: [],
        chunks: [],
        values: {},
        ...base(files, seen),
        ...facts(seen),
      }),
    ),
    ...(run.captures ?? []).map(({ segments = [], ...seen }): Evidence => {
      files.set(`logs/${seen.id}.pcap`, makePcap(segments));
      return { kind: 'capture', host: 'vit001', pcap: `logs/${seen.id}.pcap`, ...base(files, seen), ...facts(seen) };
    }),
    ...(run.moments ?? []).map(
      (seen): Evidence => ({
        kind: 'moment',
        host: 'vit001',
        exit: { status: 0 },
        ...base(files, seen),
        ...facts(seen),
      }),
    ),
  ];
  const record = { ...makeRecord(run.lab), evidence, ...run.record };
  const read = (path: string): Uint8Array => files.get(path) ?? new Uint8Array();
  return { facts: new Facts({ record, read }), read, verdicts: run.verdicts ?? [] };
}

function base(files: Map<string, Uint8Array>, { id, output = '' }: { id: string; output?: string | Uint8Array }) {
  const log = `logs/${id}.txt`;
  files.set(log, typeof output === 'string' ? Buffer.from(output) : output);
  return { command: `run ${id}`, beganMs: 0, endedMs: 100, startedAt: STARTED, log };
}

function facts<E extends object>({ output: _, ...seen }: E & { output?: unknown }): Omit<E, 'output'> {
  return seen as Omit<E, 'output'>;
}

export const STEPS: Step[] = [
  { verb: 'open', id: 'server', on: 'vit001', run: './TCPechod 8990', line: 20, limitMs: 10_000 },
  { verb: 'capture', id: 'wire', on: 'vit001', line: 24, limitMs: 10_000 },
  { verb: 'open', id: 'client2', on: 'vit002', run: './TCPecho vit001 8990', line: 27, limitMs: 10_000 },
  { verb: 'moment', id: 'netstat-open', on: 'vit001', run: 'netstat -ptan', line: 31, limitMs: 10_000 },
];

export const CLAIM: Claim = {
  kind: 'packets',
  id: 'no-reset',
  says: 'No connection is reset',
  line: 50,
  capture: 'wire',
  packets: [{ flags: ['RST'], count: { atLeast: 0, atMost: 0 } }],
};

function makeRecord(lab: Partial<Lab> = {}): RunRecord {
  const address = (last: number) => [{ name: 'eth0', network: 'lan', address: `192.0.2.${last}` }];
  return {
    format: 3,
    labreport: '0.1.0',
    lab: {
      name: 'concurrent-servers',
      title: 'Concurrent servers',
      template: 'report.md.hbs',
      domain: 'lab.example',
      parameters: {
        port: { value: '8990', default: '8990', description: 'TCP port that the server listens on', type: 'port' },
      },
      networks: { lan: '192.0.2.0/24' },
      hosts: { vit001: { lan: '192.0.2.1' }, vit002: { lan: '192.0.2.2' }, vit003: { lan: '192.0.2.3' } },
      steps: STEPS,
      claims: [CLAIM],
      ...lab,
    },
    inputs: [],
    run: {
      startedAt: '2026-10-08T13:15:20.004+02:00',
      epochUs: Date.parse('2026-10-08T13:15:20.004+02:00') * 1000,
      durationMs: 1234,
    },
    machine: {
      kernel: '6.18.0',
      system: 'Debian GNU/Linux 12 (bookworm)',
      tools: { netstat: 'net-tools 2.10', tcpdump: 'tcpdump version 4.99.3' },
    },
    driver: driverFacts('namespaces'),
    hosts: [1, 2, 3].map((last) => ({
      name: `vit00${last}`,
      fullName: `vit00${last}.lab.example`,
      reach: `vit00${last}.lab.example`,
      interfaces: address(last),
    })),
    evidence: [],
    steps: [],
    files: [],
  };
}

type Texts = Record<string, string>;

/** The Markdown that a template makes of a run. */
export function render(text: string, run: TestRun = {}, partials?: Texts, partialFiles?: Texts): string {
  const template = {
    file: 'report.md.hbs',
    text,
    ...(partials && { partials }),
    ...(partialFiles && { partialFiles }),
  };
  return renderReport({ ...makeRun(run), template }).markdown;
}

/** The message, with place and hint, with which a template is refused. */
export function refusal(text: string, run: TestRun = {}, partials?: Texts, partialFiles?: Texts): string {
  try {
    render(text, run, partials, partialFiles);
  } catch (error) {
    return (error as LabreportError).text;
  }
  throw new Error('the template was not refused');
}
