import type { RunRecord } from '../../record/run-record.ts';

/** Programs and labreport read the same clock; only its rounding differs. */
const ROUNDING_MS = 1000;
const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const CLOCK = /\b(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d{1,9})?\b/g;
const EPOCH = /\b\d{10}(?:\.\d{1,9})?\b/g;
/** Only numbers with a fraction: "0.045 ms" was measured, "5 s" may be a program's own setting. */
const MEASURED = /\b\d+\.\d+(?:\/\d+\.\d+)*(?= ?(?:ns|us|µs|ms|msec|s|sec|seconds)\b)/g;

/** What replaces the times in a text. */
export interface TimeWords {
  /** The text with the times of the run, and with durations that were measured, replaced by words. */
  replace(text: string): { text: string; times: boolean; durations: boolean };
}

/** Replaces only what is a time of this run: another date or time of day is compared as it is. */
export function timeWords({ run }: RunRecord): TimeWords {
  const beganMs = Date.parse(run.startedAt) - ROUNDING_MS;
  const endedMs = beganMs + run.durationMs + 2 * ROUNDING_MS;
  const dates = dateWords([beganMs, endedMs].map((ms) => ms + offsetMs(run.startedAt)));
  const isNow = (ofDayMs: number) =>
    [0, offsetMs(run.startedAt)].some((offset) => liesWithin(ofDayMs, beganMs + offset, endedMs + offset));
  return {
    replace(text) {
      const timed = text
        .replace(CLOCK, (whole, h, m, s) => (isNow(((+h * 60 + +m) * 60 + +s) * 1000) ? '‹time›' : whole))
        .replace(EPOCH, (whole) => (+whole * 1000 >= beganMs && +whole * 1000 <= endedMs ? '‹time›' : whole))
        .replace(dates, '‹date›');
      const measured = timed.replace(MEASURED, '‹duration›');
      return { text: measured, times: timed !== text, durations: measured !== timed };
    },
  };
}

/** Offset of local time from UTC, as the record's start tells it. */
function offsetMs(startedAt: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(startedAt) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** Whether a time of day, ms since midnight, was passed between two instants. */
function liesWithin(ofDayMs: number, fromMs: number, untilMs: number): boolean {
  const sinceFromMs = (((ofDayMs - fromMs) % DAY_MS) + DAY_MS) % DAY_MS;
  return sinceFromMs <= untilMs - fromMs;
}

/** The days as date(1), ls(1) and ISO 8601 spell them. */
function dateWords(localMs: readonly number[]): RegExp {
  const spellings = localMs.flatMap((ms) => {
    const day = new Date(ms);
    const [name, month, number] = [DAYS[day.getUTCDay()], MONTHS[day.getUTCMonth()], day.getUTCDate()];
    return [day.toISOString().slice(0, 10), `(?:${name},? )?(?:${month} {1,2}0?${number}|0?${number} ${month})`];
  });
  return new RegExp(`\\b(?:${[...new Set(spellings)].join('|')})\\b`, 'g');
}
