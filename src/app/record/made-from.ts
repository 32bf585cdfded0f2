import type { RunRecord } from '../../record/run-record.ts';

/**
 * The records that an edited report may have been made from, the likeliest first: a verify that was written into the
 * record afterwards is not in what that was made from.
 */
export function madeFrom(record: RunRecord): RunRecord[] {
  const { verified = [], ...plain } = record;
  return [
    record,
    ...verified.map((_, i) => (i === 0 ? plain : { ...plain, verified: verified.slice(0, i) })).reverse(),
  ];
}
