import { crossCheck } from '../../../src/claims/cross/check.ts';
import type { CrossCheck, CrossCheckKind } from '../../../src/claims/cross/cross-check.ts';
import type { CaptureStep } from '../../../src/lab/verbs/capture.ts';
import type { Step } from '../../../src/lab/verbs/verbs.ts';
import { tell } from '../../../src/language/tell.ts';
import type { Capture } from '../../../src/record/run-record.ts';
import type { TestSegment } from '../../report/pcap.ts';
import {
  type Circumstances,
  capture,
  connection,
  HANDSHAKE,
  inAnyLanguage,
  makeFacts,
  moment,
  type Seen,
  terminal,
} from '../seen.ts';

/** A capture that ran from one time to another, ms; with its step. */
export interface Watched {
  seen: Seen;
  step: CaptureStep;
  fromMs: number;
  untilMs: number;
}

/** A capture "wire" on vit001 that listened from 500 ms on and was stopped at 8000 ms. */
export function watched(
  segments: readonly TestSegment[],
  options: { facts?: Partial<Capture>; step?: Partial<CaptureStep>; fromMs?: number; untilMs?: number } = {},
): Watched {
  const { facts, step, fromMs = 500, untilMs = 8000 } = options;
  const seen = capture('wire', numbered(segments), { beganMs: fromMs - 20, endedMs: untilMs + 20, ...facts });
  const { id, host } = seen.evidence;
  const base = { verb: 'capture', id, on: host ?? '', line: 9, limitMs: 1000 } as const;
  return { seen, step: { ...base, filter: 'port 8990', ...step }, fromMs, untilMs };
}

/** A cross-check whose subject and reason are told in English. */
export type ToldCheck = Omit<CrossCheck, 'subject' | 'reason'> & { subject: string; reason: string };

/** The cross-checks of one kind on what a run saw. */
export function cross(
  kind: CrossCheckKind,
  seen: readonly Seen[],
  { wires = [], ...circumstances }: Circumstances & { wires?: readonly Watched[] } = {},
): ToldCheck[] {
  const starts: Step[] = wires.map(({ step }) => step);
  const stops = wires.map(({ step }): Step => ({ verb: 'stop', id: step.id, with: 'Ctrl-C', line: 10, limitMs: 1000 }));
  const all = [...seen, ...wires.map((wire) => wire.seen)];
  const facts = makeFacts(all, [], { ...circumstances, steps: [...starts, ...stops] });
  facts.record.steps.push(
    ...wires.map(({ fromMs }, step) => ({ step, beganMs: fromMs - 20, endedMs: fromMs })),
    ...wires.map(({ untilMs }, i) => ({ step: wires.length + i, beganMs: untilMs, endedMs: untilMs + 20 })),
  );
  const own = crossCheck({ facts }).filter(({ check }) => check === kind);
  return own.map(({ subject, reason, ...found }) => ({
    ...found,
    subject: tell(subject),
    reason: inAnyLanguage(reason),
  }));
}

/** Sequence and acknowledgement numbers as a kernel would give them, one connection at a time. */
export function numbered(segments: readonly TestSegment[]): TestSegment[] {
  const next = new Map<string, number>();
  return segments.map((segment, i) => {
    const { from, to, flags, payload = '' } = segment;
    const [own, other] = [`${from} ${to}`, `${to} ${from}`];
    if (flags.join() === 'SYN') next.delete(other);
    const seq = flags.includes('SYN') ? 1000 * (i + 1) : (next.get(own) ?? 7000);
    const counted = flags.filter((flag) => flag === 'SYN' || flag === 'FIN').length;
    next.set(own, seq + payload.length + counted);
    return { ...segment, seq, ack: flags.includes('ACK') ? (next.get(other) ?? 0) : 0 };
  });
}

/** A program on vit002 that ran while the server did. */
export const CLIENT = terminal('client', [[1100, 'hello\n']], { host: 'vit002', beganMs: 900, endedMs: 7000 });
export const SERVER = terminal('server', [[400, 'Waiting\n']], {
  command: './TCPechod 8990',
  beganMs: 300,
  endedMs: 8500,
  pid: 12,
});
/** vit002 opens a connection at 1000 ms. */
export const OPENED = connection(HANDSHAKE);

/** A netstat at 2000 ms with the listening socket, and one in this state. */
export function netstat(state: string, options: { sendQueue?: number; peer?: string; local?: string } = {}): Seen {
  const { sendQueue = 0, peer = '192.0.2.2:36030', local = '192.0.2.1:8990' } = options;
  const listening = 'tcp        0      0 0.0.0.0:8990            0.0.0.0:*               LISTEN      12/./TCPechod\n';
  const row = `tcp        0 ${`${sendQueue}`.padStart(6)} ${local.padEnd(23)} ${peer.padEnd(23)} ${state.padEnd(11)} 14/./TCPechod\n`;
  return moment('look', listening + row, { beganMs: 2000, endedMs: 2020 });
}
