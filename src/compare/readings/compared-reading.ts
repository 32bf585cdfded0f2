import type { Row } from '../../evidence/readings/reading.ts';
import type { Endpoint } from '../../evidence/types.ts';
import type { Moment, RunRecord } from '../../record/run-record.ts';
import type { Naming, Where } from '../names/naming.ts';
import type { PidSight } from '../names/pid-sight.ts';

/** Where rows were seen. */
export interface Sight {
  moment: Moment;
  record: RunRecord;
}

/** The same, when all that machines chose has its name. */
export interface View extends Sight {
  names: Naming;
  where: Where;
}

/** The two ends of a socket, and the process that has it, where that is told. */
export interface Ends {
  local: Endpoint;
  peer: Endpoint;
  pid?: number;
}

/** What the comparison of two runs makes of the rows of one reading. */
export interface ComparedReading<R extends Row> {
  /** What of the rows is compared, and what is free: a sentence for the reader. */
  rule: string;
  /** The processes that the rows tell of; none where they name no process. */
  pids(rows: readonly R[], sight: Sight): PidSight[];
  /** The two ends that the row tells of; nothing where it names no port. */
  ends(row: R): Ends | undefined;
  /** The trait of hosts by which each one's table shows its own rows alone. */
  apart: 'ownNetwork' | 'ownProcesses';
  /** Whether the row is of this run, where the table shows all of the machine's. */
  isOwn(row: R, view: View): boolean;
  /** The rows in the words that are the same wherever the same was observed. */
  describe(rows: readonly R[], view: View): string[];
  /** Whether a line that begins with a blank, below a row, is a detail of it: such lines are free. */
  hasDetails: boolean;
}

/** Whether the process is one of this run's programs, or descends from one. */
export function ownsProcess({ moment, names }: View, pid: number | undefined): boolean {
  return pid !== undefined && names.pids.owner(moment.host, pid) !== undefined;
}
