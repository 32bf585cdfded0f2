import type { Facts } from '../../src/evidence/facts.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import type { TcpFlag } from '../../src/lab/terms.ts';
import type { Step } from '../../src/lab/verbs/verbs.ts';
import type { Terminal } from '../../src/record/run-record.ts';
import { makeRun, type TestRun } from '../report/fixture.ts';
import type { TestSegment } from '../report/pcap.ts';

const BEGAN_US = Date.parse('2026-10-08T13:15:20.004+02:00') * 1000;

/** A time of the run, as captures have it. */
export function atUs(ms: number): number {
  return BEGAN_US + ms * 1000;
}

/** What a kernel chose in one run of two clients on a forking server. */
export interface Chosen {
  ports: [number, number];
  /** Of the server, and of its children. */
  pids: [number, number, number];
}

export const FIRST: Chosen = { ports: [36030, 41234], pids: [12, 14, 17] };
export const SECOND: Chosen = { ports: [55786, 33046], pids: [4, 5, 6] };

type Change = Partial<{
  /** Lines of the server's terminal, in place of its own. */
  server: string[];
  client2: string[];
  netstat: string[];
  ps: string[];
  /** Segments that are added to those of the first connection. */
  more: [from: 'client' | 'server', flags: TcpFlag[], fields?: Partial<TestSegment>][];
  claims: Claim[];
  record: TestRun['record'];
  /** Other terminals and moments. */
  terminals: NonNullable<TestRun['terminals']>;
  moments: NonNullable<TestRun['moments']>;
  steps: Step[];
}>;

const at = { line: 1, limitMs: 1000 };
const STEPS: Step[] = [
  { ...at, verb: 'open', id: 'server', on: 'vit001', run: './TCPechod 8990' },
  { ...at, verb: 'capture', id: 'wire', on: 'vit001', filter: 'port 8990' },
  { ...at, verb: 'open', id: 'client2', on: 'vit002', run: './TCPecho vit001 8990' },
  { ...at, verb: 'open', id: 'client3', on: 'vit003', run: './TCPecho vit001 8990' },
  { ...at, verb: 'moment', id: 'netstat', on: 'vit001', run: 'netstat -ptan' },
  { ...at, verb: 'moment', id: 'ps', on: 'vit001', run: 'ps x' },
];

/** The run with these ports and process ids, and what else was changed. */
export function runOf(chosen: Chosen, change: Change = {}): Facts {
  const { pids, ports } = chosen;
  return makeRun({
    lab: { steps: [...STEPS, ...(change.steps ?? [])], claims: change.claims ?? [] },
    terminals: [
      terminal('server', 'vit001', 0, pids[0], change.server ?? serverLines(chosen)),
      terminal('client2', 'vit002', 10, 3, change.client2 ?? clientLines(ports[0], 'hello'), { port: `${ports[0]}` }),
      terminal('client3', 'vit003', 20, 3, clientLines(ports[1], 'howdy'), { port: `${ports[1]}` }),
      ...(change.terminals ?? []),
    ],
    captures: [{ id: 'wire', beganMs: 5, exit: { status: 0 }, complete: true, segments: segmentsOf(chosen, change) }],
    moments: [
      { id: 'netstat', beganMs: 50, output: lines(change.netstat ?? netstatLines(chosen)) },
      { id: 'ps', beganMs: 60, command: 'ps x', output: lines(change.ps ?? psLines(chosen)) },
      ...(change.moments ?? []),
    ],
    record: change.record ?? {},
  }).facts;
}

function terminal(
  id: string,
  host: string,
  beganMs: number,
  pid: number,
  output: string[],
  values: Record<string, string> = {},
): Partial<Terminal> & { id: string; output: string } {
  const command = id === 'server' ? './TCPechod 8990' : './TCPecho vit001 8990';
  const times = { beganMs, endedMs: 100 };
  return { id, host, command, pid, ...times, values: { pid: `${pid}`, ...values }, output: output.join('\r\n') };
}

export function serverLines({ ports, pids }: Chosen): string[] {
  return [
    'Parent: Waiting for incoming connections at port 8990',
    `Parent: Incoming connection from 192.0.2.2 remote port ${ports[0]}`,
    `Parent: Incoming connection from 192.0.2.3 remote port ${ports[1]}`,
    `child ${pids[1]}: receiving data: hello`,
    `child ${pids[2]}: receiving data: howdy`,
    `child ${pids[1]}: connection closed by the client`,
    `child ${pids[2]}: connection closed by the client`,
    '',
  ];
}

function clientLines(port: number, text: string): string[] {
  return [`Connected to vit001 port 8990 from port ${port}`, text, text, '^C'];
}

export function netstatLines({ ports, pids }: Chosen): string[] {
  return [
    `tcp        0      0 0.0.0.0:8990            0.0.0.0:*               LISTEN      ${pids[0]}/./TCPechod       `,
    `tcp        0      0 192.0.2.1:8990          192.0.2.2:${ports[0]}         ESTABLISHED ${pids[1]}/./TCPechod       `,
    `tcp        0      0 192.0.2.1:8990          192.0.2.3:${ports[1]}         ESTABLISHED ${pids[2]}/./TCPechod       `,
  ];
}

export function psLines({ pids }: Chosen): string[] {
  return [
    '    PID TTY      STAT   TIME COMMAND',
    '      1 ?        S      0:00 bash -c read -r _',
    ...pids.map((pid) => `     ${pid} pts/0    S+     0:00 ./TCPechod 8990`),
    `     ${pids[2] + 9} ?        R      0:00 ps x`,
  ];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** The number that a client's first segment carries: another one in each run. */
export function initialNumber({ ports }: Chosen): number {
  return (ports[0] * 100_000) % 2 ** 32;
}

/** Both connections: handshake, one line there and back, and both FINs. Numbers are counted from 1000 and 5000. */
function segmentsOf(chosen: Chosen, { more = [] }: Change): TestSegment[] {
  const { ports } = chosen;
  const absolute = (number: number) => (number - 1000 + initialNumber(chosen)) % 2 ** 32;
  const [first, second] = [
    { client: `192.0.2.2:${ports[0]}`, atMs: 12, text: 'hello\n' },
    { client: `192.0.2.3:${ports[1]}`, atMs: 22, text: 'howdy\n' },
  ].map(({ client, atMs, text }) => {
    const send = (from: 'client' | 'server', seq: number, ack: number, flags: TcpFlag[], payload = ''): TestSegment => {
      const ends = from === 'client' ? { from: client, to: '192.0.2.1:8990' } : { from: '192.0.2.1:8990', to: client };
      return { timeUs: atUs(atMs), ...ends, flags, seq, ack, payload };
    };
    return [
      send('client', 1000, 0, ['SYN']),
      send('server', 5000, 1001, ['SYN', 'ACK']),
      send('client', 1001, 5001, ['ACK']),
      send('client', 1001, 5001, ['PSH', 'ACK'], text),
      send('server', 5001, 1007, ['ACK']),
      send('server', 5001, 1007, ['PSH', 'ACK'], text),
      send('client', 1007, 5007, ['ACK']),
      send('client', 1007, 5007, ['FIN', 'ACK']),
      send('server', 5007, 1008, ['FIN', 'ACK']),
      send('client', 1008, 5008, ['ACK']),
    ];
  }) as [TestSegment[], TestSegment[]];
  const added = more.map(([from, flags, fields]) => {
    const like = first.find((segment) => segment.from.endsWith(':8990') === (from === 'server')) as TestSegment;
    return { ...like, flags, seq: 1008, ack: 5008, payload: '', ...fields };
  });
  return [...first, ...added, ...second].map((segment) => ({
    ...segment,
    seq: absolute(segment.seq ?? 0),
    ack: segment.flags.includes('ACK') ? absolute(segment.ack ?? 0) : 0,
  }));
}
