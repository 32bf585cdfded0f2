import type { Packet } from '../../evidence/types.ts';
import type { RunRecord } from '../../record/run-record.ts';

/** When a packet came, ms since the run began. */
export function timeOf({ timeUs }: Packet, { run }: RunRecord): number {
  return (timeUs - run.epochUs) / 1000;
}
