import type { Facts } from '../../evidence/facts.ts';
import { programName } from '../../evidence/tables/program-name.ts';
import type { Process, Socket } from '../../evidence/types.ts';
import type { Moment, RunRecord, Terminal } from '../../record/run-record.ts';
import { momentsOf, terminalsOf } from '../evidence-kinds.ts';
import { comparedText } from '../text-of.ts';
import { pidsInText } from './pid-contexts.ts';
import { isShownAs, programOf } from './program-of.ts';

/** A process that no terminal started itself: whose child it is, or what else it is called. */
export interface PidSight {
  host: string;
  pid: number;
  /** Id of the terminal whose program is its ancestor. */
  owner?: string;
  /** Without an owner: the moment whose command it is, or its program. */
  called: string;
}

/** The processes that programs name in their output, and those that tables of processes and sockets show. */
export function findPidSights(facts: Facts): PidSight[] {
  const { record } = facts;
  return [
    ...terminalsOf(record).flatMap((terminal) => sightsInText(terminal, facts)),
    ...momentsOf(record).flatMap((moment) => [
      ...sightsInProcesses(moment, facts.processes(moment.id), record),
      ...sightsInSockets(moment, facts.sockets(moment.id), record),
    ]),
  ];
}

/**
 * A number that is named as a process is one when it lies where the kernel numbers the program's children: above the
 * program's own, and below that of the next program which was started after its end. A mere counter does not.
 */
function sightsInText({ id, host, pid, endedMs }: Terminal, facts: Facts): PidSight[] {
  if (pid === undefined) return [];
  const later = terminalsOf(facts.record).find((next) => next.host === host && next.beganMs > endedMs && next.pid);
  const bound = later?.pid ?? Number.POSITIVE_INFINITY;
  const numbers = pidsInText(comparedText(facts, id)).filter((number) => number > pid && number < bound);
  return numbers.map((number) => ({ host, pid: number, owner: id, called: id }));
}

function sightsInProcesses(moment: Moment, processes: readonly Process[], record: RunRecord): PidSight[] {
  const { host, id, command } = moment;
  return processes.map((process) => {
    if (process.command === command) return { host, pid: process.pid, called: id };
    // The whole machine's table may show the same program as somebody else's.
    const isAlone = record.driver.name !== 'loopback';
    const parent = parentOf(process, processes, terminalsHere(moment, record));
    const owner = parent ?? (isAlone ? ownerOf(process, moment, record) : undefined);
    return { host, pid: process.pid, called: process.program, ...(owner !== undefined && { owner }) };
  });
}

/** By the table's own words: the parent's id, or the terminal that both run in. What was there first is no child. */
function parentOf(process: Process, all: readonly Process[], terminals: readonly Terminal[]): string | undefined {
  const parent = terminals.find(({ pid }) => pid !== undefined && pid === process.parent);
  if (parent !== undefined) return parent.id;
  if (process.tty === undefined || process.tty === '?') return undefined;
  const together = all.filter(({ pid, tty }) => tty === process.tty && pid < process.pid).map(({ pid }) => pid);
  return terminals.findLast(({ pid }) => pid !== undefined && together.includes(pid))?.id;
}

function sightsInSockets(moment: Moment, sockets: readonly Socket[], record: RunRecord): PidSight[] {
  return sockets.flatMap(({ pid, program }) => {
    if (pid === undefined || program === undefined) return [];
    const owner = ownerOf({ pid, program }, moment, record);
    return [{ host: moment.host, pid, called: programName(program), ...(owner !== undefined && { owner }) }];
  });
}

/** The latest terminal before the moment that runs the same program and whose process is the older one. */
function ownerOf(
  { pid, program }: Pick<Process, 'pid' | 'program'>,
  moment: Moment,
  record: RunRecord,
): string | undefined {
  const older = terminalsHere(moment, record).filter((terminal) => terminal.pid !== undefined && terminal.pid < pid);
  return older.findLast(({ command }) => isShownAs({ pid, program }, programOf(command)))?.id;
}

function terminalsHere({ host, beganMs }: Moment, record: RunRecord): Terminal[] {
  return terminalsOf(record).filter((terminal) => terminal.host === host && terminal.beganMs <= beganMs);
}
