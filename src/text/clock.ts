/** One monotonic clock for a whole run, and the wall time that it began with. */
export interface Clock {
  /** Time since the run began, ms, monotonic. */
  nowMs(): number;
  /** The same for a time of the machine's monotonic clock in microseconds (clock_gettime(2), CLOCK_MONOTONIC). */
  msOf(monotonicUs: number): number;
  /** When the run began, microseconds since the epoch: the clock that stamps packets. */
  readonly epochUs: number;
  /** Local wall time with offset for a time since the run began, e.g. "2026-10-08T13:15:23.118+02:00". */
  wall(atMs: number): string;
}

export function startClock(): Clock {
  const { beganMs, epochUs } = readClocks();
  // Node.js counts from its own start on, by the same clock.
  const offsetMs = Number(process.hrtime.bigint() / 1000n) / 1000 - performance.now();
  const sinceBegan = (ms: number) => Math.round((ms - beganMs) * 1000) / 1000;
  return {
    epochUs,
    nowMs: () => sinceBegan(performance.now()),
    msOf: (monotonicUs) => sinceBegan(monotonicUs / 1000 - offsetMs),
    wall: (atMs) => formatLocalTime(new Date(epochUs / 1000 + atMs)),
  };
}

/** How well the clocks must agree, ms, and how long that is tried. */
const AGREE_MS = 0.01;
const TRY_MS = 30;

/**
 * Both clocks at one moment. The wall clock tells whole milliseconds only, but each reading of it between two readings
 * of the other bounds how far they are apart; about when it ticks, the bounds become narrow. Another process that takes
 * the processor meanwhile makes single bounds wide, never wrong.
 */
function readClocks(): { beganMs: number; epochUs: number } {
  const beganMs = performance.now();
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (let after = beganMs; most - least > AGREE_MS && after - beganMs < TRY_MS; ) {
    const before = performance.now();
    const wall = Date.now();
    after = performance.now();
    least = Math.max(least, wall - after);
    most = Math.min(most, wall + 1 - before);
  }
  return { beganMs, epochUs: Math.round((beganMs + (least + most) / 2) * 1000) };
}

/** ISO 8601 in local time with its offset from UTC. */
export function formatLocalTime(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offset);
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
  return `${local}${offset < 0 ? '-' : '+'}${clock}`;
}
