import { english } from './en/english.ts';
import type { Language } from './language.ts';

const LOCAL_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A recorded time as the run's own place had it; nothing of the reader's clock or zone goes in. */
export function formatDateTime(startedAt: string): string {
  return startedAt.replace(LOCAL_TIME, '$1, $2');
}

export function formatTime(startedAt: string): string {
  return startedAt.replace(LOCAL_TIME, '$2');
}

/** The zone too, e.g. "2026-10-08, 13:15:23 +02:00". */
export function formatZonedTime(startedAt: string, { numbers }: Language = english): string {
  return startedAt.replace(LOCAL_TIME, (_, date, time, zone) => numbers.dateTime(date, time, zone));
}

/** A span of at most three decimals, e.g. "0.619 ms". */
export function formatMs(ms: number, { numbers }: Language): string {
  return `${numbers.decimal(`${Number(ms.toFixed(3))}`)} ms`;
}
