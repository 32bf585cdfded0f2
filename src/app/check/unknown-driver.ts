import { findKnownDriver } from '../../record/known-drivers.ts';
import type { RunRecord } from '../../record/run-record.ts';

/** Says so where what a record tells of its hosts can be held against nothing. */
export function noteUnknownDriver({ driver: { name } }: RunRecord): string[] {
  if (findKnownDriver(name) !== undefined) return [];
  return [
    `The driver "${name}" is not known here: what its hosts are like is as record.json says, and could not be checked.`,
  ];
}
