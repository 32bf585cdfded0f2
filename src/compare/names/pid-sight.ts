import { isShownAs } from '../../evidence/readings/program-name.ts';
import type { Moment, RunRecord, Terminal } from '../../record/run-record.ts';
import { terminalsOf } from '../evidence-kinds.ts';
import { programOf } from './program-of.ts';

/** A process that no terminal started itself: whose child it is, or what else it is called. */
export interface PidSight {
  host: string;
  pid: number;
  /** Id of the terminal whose program is its ancestor. */
  owner?: string;
  /** Without an owner: the moment whose command it is, or its program. */
  called: string;
}

/** The latest terminal before the moment that runs the same program and whose process is the older one. */
export function ownerOf(
  { pid, program }: { pid: number; program: string },
  moment: Moment,
  record: RunRecord,
): string | undefined {
  const older = terminalsHere(moment, record).filter((terminal) => terminal.pid !== undefined && terminal.pid < pid);
  return older.findLast(({ command }) => isShownAs({ pid, program }, programOf(command)))?.id;
}

/** The terminals on the moment's host that began before it. */
export function terminalsHere({ host, beganMs }: Moment, record: RunRecord): Terminal[] {
  return terminalsOf(record).filter((terminal) => terminal.host === host && terminal.beganMs <= beganMs);
}
