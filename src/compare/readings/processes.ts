import type { Process } from '../../evidence/readings/processes/process.ts';
import type { Terminal } from '../../record/run-record.ts';
import { terminalsOf } from '../evidence-kinds.ts';
import { ownerOf, type PidSight, terminalsHere } from '../names/pid-sight.ts';
import { type ComparedReading, ownsProcess, type Sight, type View } from './compared-reading.ts';

export const processes: ComparedReading<Process> = {
  rule:
    'Processes are compared as a set of rows with id, parent, terminal, state and command. ' +
    'CPU time, memory and start time are free.',
  pids: (rows, sight) => rows.map((process) => sightOf(process, rows, sight)),
  ends: () => undefined,
  isOwn: ({ pid }, view) => ownsProcess(view, pid),
  describe: describeProcesses,
  apart: 'ownProcesses',
  hasDetails: false,
};

function sightOf(process: Process, all: readonly Process[], { moment, record }: Sight): PidSight {
  const { host, id, command } = moment;
  if (process.command === command) return { host, pid: process.pid, called: id };
  // The whole machine's table may show the same program as somebody else's.
  const isAlone = record.driver.traits.ownProcesses;
  const parent = parentOf(process, all, terminalsHere(moment, record));
  const owner = parent ?? (isAlone ? ownerOf(process, moment, record) : undefined);
  return { host, pid: process.pid, called: process.program, ...(owner !== undefined && { owner }) };
}

/** By the table's own words: the parent's id, or the terminal that both run in. What was there first is no child. */
function parentOf(process: Process, all: readonly Process[], terminals: readonly Terminal[]): string | undefined {
  const parent = terminals.find(({ pid }) => pid !== undefined && pid === process.parent);
  if (parent !== undefined) return parent.id;
  if (process.tty === undefined || process.tty === '?') return undefined;
  const together = all.filter(({ pid, tty }) => tty === process.tty && pid < process.pid).map(({ pid }) => pid);
  return terminals.findLast(({ pid }) => pid !== undefined && together.includes(pid))?.id;
}

function describeProcesses(rows: readonly Process[], view: View): string[] {
  const { moment, names, where } = view;
  const ttys = ttyNames(rows, view);
  return rows.map(({ pid, parent, tty, state, command }) => {
    const above = parent === undefined ? [] : [`parent ${names.pid(moment.host, parent)}`];
    const columns = [names.pid(moment.host, pid), ...above, ttys.get(tty) ?? tty ?? '-', state || '-'];
    return [...columns, names.text(command, where)].join(' ');
  });
}

/** The terminal of each row by the one whose program is in the same table; numbers are used again and again. */
function ttyNames(processes: readonly Process[], { moment, record }: View): Map<string | undefined, string> {
  const names = new Map<string | undefined, string>();
  const terminals = terminalsOf(record).filter(({ host }) => host === moment.host);
  for (const { pid, tty } of processes) {
    const terminal: Terminal | undefined = terminals.findLast((each) => each.pid === pid);
    if (tty !== undefined && tty !== '?' && terminal !== undefined) names.set(tty, `‹terminal of ${terminal.id}›`);
  }
  for (const { tty } of processes) {
    if (tty?.startsWith('pts/') && !names.has(tty)) names.set(tty, '‹terminal›');
  }
  return names;
}
