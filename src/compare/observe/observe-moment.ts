import type { Facts } from '../../evidence/facts.ts';
import type { Process, Socket } from '../../evidence/types.ts';
import type { Moment, Terminal } from '../../record/run-record.ts';
import { terminalsOf } from '../evidence-kinds.ts';
import type { Names, Where } from '../names/names.ts';
import { isShownAs, programOf } from '../names/program-of.ts';
import { PROCESSES_RULE, SHARED_ROWS_RULE, SOCKETS_RULE } from '../names/rules.ts';
import type { Observation } from '../observation.ts';
import { comparedText } from '../text-of.ts';
import { linesOf, observeAvailability, observeCommand, observeEnd } from './observe-terminal.ts';

interface View {
  moment: Moment;
  facts: Facts;
  names: Names;
  where: Where;
}

/** A moment: its command, the rows of the tables that it shows, all other lines, and how it ended. */
export function observeMoment(moment: Moment, facts: Facts, names: Names): Observation {
  const view: View = { moment, facts, names, where: { evidence: moment, rules: new Set() } };
  const aspects = [
    observeCommand(moment.id, facts, names),
    observeAvailability(moment),
    { name: 'sockets', lines: socketRows(view) },
    { name: 'processes', lines: processRows(view) },
    { name: 'lines', lines: otherLines(view) },
    observeEnd(moment.exit),
  ];
  return { kind: 'moment', id: moment.id, aspects, rules: [...view.where.rules] };
}

function socketRows(view: View): string[] {
  const { moment, facts, names, where } = view;
  const sockets = facts.sockets(moment.id);
  if (sockets.length > 0) where.rules.add(SOCKETS_RULE);
  const isOwn = ({ pid, local, peer }: Socket) =>
    ownsProcess(view, pid) || [names.ports.name(local, peer), names.ports.name(peer, local)].some(Boolean);
  return ownRows(view, sockets, isOwn)
    .map(({ protocol, state, receiveQueue, sendQueue, local, peer, pid, program }) => {
      const owner = pid === undefined ? '-' : `${names.pid(moment.host, pid)}/${wholeProgram(view, pid, program)}`;
      const ends = `${names.endpoint(local, peer)} ${names.endpoint(peer, local)}`;
      return `${protocol} ${state ?? '-'} ${receiveQueue} ${sendQueue} ${ends} ${owner}`;
    })
    .sort();
}

/** Its terminal's command tells the name that netstat may have cut short. */
function wholeProgram({ moment, facts, names }: View, pid: number, program = ''): string {
  const owner = names.pids.owner(moment.host, pid);
  const terminal = terminalsOf(facts.record).find(({ id }) => id === owner);
  const whole = terminal === undefined ? program : programOf(terminal.command);
  return isShownAs({ pid, program }, whole) ? whole : program;
}

function processRows(view: View): string[] {
  const { moment, facts, names, where } = view;
  const processes = facts.processes(moment.id);
  if (processes.length > 0) where.rules.add(PROCESSES_RULE);
  const ttys = ttyNames(view, processes);
  return ownRows(view, processes, ({ pid }) => ownsProcess(view, pid))
    .map(({ pid, parent, tty, state, command }) => {
      const above = parent === undefined ? [] : [`parent ${names.pid(moment.host, parent)}`];
      const columns = [names.pid(moment.host, pid), ...above, ttys.get(tty) ?? tty ?? '-', state || '-'];
      return [...columns, names.text(command, where)].join(' ');
    })
    .sort();
}

/** The terminal of each row by the one whose program is in the same table; numbers are used again and again. */
function ttyNames({ moment, facts }: View, processes: readonly Process[]): Map<string | undefined, string> {
  const names = new Map<string | undefined, string>();
  const terminals = terminalsOf(facts.record).filter(({ host }) => host === moment.host);
  for (const { pid, tty } of processes) {
    const terminal: Terminal | undefined = terminals.findLast((each) => each.pid === pid);
    if (tty !== undefined && tty !== '?' && terminal !== undefined) names.set(tty, `‹terminal of ${terminal.id}›`);
  }
  for (const { tty } of processes) {
    if (tty?.startsWith('pts/') && !names.has(tty)) names.set(tty, '‹terminal›');
  }
  return names;
}

/** What the moment printed beside the rows of its tables, and beside the details that ss(8) prints below a row. */
function otherLines({ moment, facts, names, where }: View): string[] {
  const lines = linesOf(comparedText(facts, moment.id));
  const sockets = new Set(facts.sockets(moment.id).map(({ line }) => line));
  const rows = new Set([...sockets, ...facts.processes(moment.id).map(({ line }) => line)]);
  const isDetail = (line: string, i: number): boolean => /^\s/.test(line) && sockets.has(i);
  const others = lines.filter((line, i) => !rows.has(i + 1) && !isDetail(line, i));
  return linesOf(names.text(others.join('\n'), where));
}

function ownRows<T>({ facts, where }: View, rows: readonly T[], isOwn: (row: T) => boolean): readonly T[] {
  if (facts.record.driver.name !== 'loopback' || rows.length === 0) return rows;
  where.rules.add(SHARED_ROWS_RULE);
  return rows.filter(isOwn);
}

function ownsProcess({ moment, names }: View, pid: number | undefined): boolean {
  return pid !== undefined && names.pids.owner(moment.host, pid) !== undefined;
}
