import type { Facts } from '../../evidence/facts.ts';
import type { Packet } from '../../evidence/types.ts';
import { expand } from '../../lab/shell/expand.ts';
import type { CaptureStep } from '../../lab/verbs/capture.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import type { Capture, RunRecord, StepFacts } from '../../record/run-record.ts';
import { LabreportError } from '../../text/errors.ts';
import { timeOf as timeOfPacket } from '../judge/packet-time.ts';
import { scopeOf } from '../judge/scope.ts';
import { whyMissing } from '../judge/testable.ts';
import type { Interval } from './times/interval.ts';

/**
 * How long a kernel may take to act on a segment after it was captured, on a busy machine, and how well the clocks
 * of packets and moments agree.
 */
export const LAG_MS = 10;

/** A capture, in the time in which it surely saw everything that its filter lets pass. */
export interface Watch extends Interval {
  capture: Capture;
  /** Absent where the record has no such step. */
  step?: CaptureStep;
}

/** The captures of a run whose packets can be read. */
export function watchesOf(facts: Facts): Watch[] {
  const { lab, steps, evidence } = facts.record;
  const captures = evidence.filter((each): each is Capture => each.kind === 'capture');
  const done = steps.map(({ step, ...times }) => ({ ...times, what: lab.steps[step] }));
  return captures.filter(({ id }) => whyMissing(facts, id) === undefined).map((capture) => watch(done, capture));
}

/** A step that was taken, and when. */
type Done = Omit<StepFacts, 'step'> & { what: Step | undefined };

function watch(done: readonly Done[], capture: Capture): Watch {
  const start = done.find(({ what }) => what?.verb === 'capture' && what.id === capture.id);
  const stop = done.find(({ what }) => what?.verb === 'stop' && what.id === capture.id);
  return {
    capture,
    // tcpdump sees nothing until it says that it listens: then the step ends.
    fromMs: start?.endedMs ?? capture.endedMs,
    untilMs: stop?.beganMs ?? Math.min(capture.endedMs, done.at(-1)?.endedMs ?? capture.endedMs),
    ...(start?.what?.verb === 'capture' && { step: start.what }),
  };
}

/** When a packet was captured, ms since the run began; undefined where the capture tells no time. */
export function timeOf(packet: Packet, record: RunRecord): number | undefined {
  return packet.timeUs === 0 ? undefined : timeOfPacket(packet, record);
}

/** The capture's filter as tcpdump got it; undefined where it can't be told. */
export function filterOf({ step }: Watch, facts: Facts): string | undefined {
  if (step === undefined) return undefined;
  try {
    return expand(step.filter ?? '', scopeOf(facts)).trim();
  } catch (error) {
    if (error instanceof LabreportError) return undefined;
    throw error;
  }
}

/** tcpdump's options that change what is printed alone, not what is captured. */
const HARMLESS = /^-(?:[nNSvetxXAq#]+|-number)$/;

/** Whether the capture's options may keep packets out. */
export function hasLimits({ step }: Watch): boolean {
  return (step?.options ?? '').split(/\s+/).some((option) => option !== '' && !HARMLESS.test(option));
}

/** Whether the capture is on the interface that an address of its host belongs to. */
export function isOnNetworkOf({ capture, step }: Watch, addresses: readonly string[], { hosts }: RunRecord): boolean {
  const own = hosts.find(({ name }) => name === capture.host)?.interfaces ?? [];
  const watched = step?.network === undefined ? own[0] : own.find(({ network }) => network === step.network);
  return watched !== undefined && addresses.includes(watched.address);
}
