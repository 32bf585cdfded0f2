import type { Language } from '../language/language.ts';

const OFFSET = /([+-])(\d\d):(\d\d)$/;

/** Minutes that local time is ahead of UTC in a recorded time such as "2026-10-08T13:15:23.118+02:00". */
export function offsetOf(startedAt: string): number {
  const [, sign, hours, minutes] = OFFSET.exec(startedAt) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** "13:20:42.728632", as tcpdump prints it where the offset is that of local time. */
export function formatClock(timeUs: number, offsetMinutes: number): string {
  const date = localDate(timeUs, offsetMinutes);
  if (date === undefined) return '-';
  return `${date.toISOString().slice(11, 19)}.${String(timeUs % 1_000_000).padStart(6, '0')}`;
}

function localDate(timeUs: number, offsetMinutes: number): Date | undefined {
  const date = new Date(Math.floor(timeUs / 1000) + offsetMinutes * 60_000);
  return timeUs === 0 || Number.isNaN(date.getTime()) ? undefined : date;
}

/** A span of time in three digits: "619 µs", "2.76 ms", "10.3 s"; in minutes from two on. */
export function formatSpan(us: number, language: Language): string {
  if (us < 1000) return `${us} µs`;
  if (us < 999_500) return `${threeDigits(us / 1000, language)} ms`;
  if (us < 120_000_000) return `${threeDigits(us / 1_000_000, language)} s`;
  const seconds = Math.round(us / 1_000_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function threeDigits(value: number, { numbers }: Language): string {
  return numbers.decimal(String(Number(value.toPrecision(3))));
}
