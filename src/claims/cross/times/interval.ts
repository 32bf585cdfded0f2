/**
 * A stretch of a run, ms since it began; its ends belong to it. Of what happened at one time that is not known for sure, it
 * says in which it did. Where what is known contradicts itself, it begins after its end, and holds nothing.
 */
export interface Interval {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What is left of it when all these times are known not to be after it. */
export function since({ fromMs, untilMs }: Interval, timesMs: readonly number[]): Interval {
  return { fromMs: Math.max(fromMs, ...timesMs), untilMs };
}

/** What is left of it when all these times are known not to be before it. */
export function upTo({ fromMs, untilMs }: Interval, timesMs: readonly number[]): Interval {
  return { fromMs, untilMs: Math.min(untilMs, ...timesMs) };
}

/** The same with so much more at its end: for what follows from it with a delay. */
export function withDelay({ fromMs, untilMs }: Interval, delayMs: number): Interval {
  return { fromMs, untilMs: untilMs + delayMs };
}

/** Whether all of it was over before the other began. */
export function isBefore(one: Interval, other: Interval): boolean {
  return one.untilMs < other.fromMs;
}

/** Whether some of it may lie before the other began. */
export function beginsBefore(one: Interval, other: Interval): boolean {
  return one.fromMs < other.fromMs;
}

/** Whether some of it may lie after the other's end. */
export function endsAfter(one: Interval, other: Interval): boolean {
  return one.untilMs > other.untilMs;
}
