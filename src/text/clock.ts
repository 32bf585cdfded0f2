/** One monotonic clock for a whole run, and the wall time that it began with. */
export interface Clock {
  /** Time since the run began, ms, monotonic. */
  nowMs(): number;
  /** Local wall time with offset for a time since the run began, e.g. "2026-10-08T13:15:23.118+02:00". */
  wall(atMs: number): string;
}

export function startClock(): Clock {
  const beganMs = performance.now();
  const beganAt = Date.now();
  return {
    nowMs: () => Math.round((performance.now() - beganMs) * 1000) / 1000,
    wall: (atMs) => formatLocalTime(new Date(beganAt + atMs)),
  };
}

/** ISO 8601 in local time with its offset from UTC. */
export function formatLocalTime(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offset);
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
  return `${local}${offset < 0 ? '-' : '+'}${clock}`;
}
