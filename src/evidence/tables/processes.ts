import { eachLine } from '../../text/lines.ts';
import type { Process } from '../types.ts';
import { programName } from './program-name.ts';
import { type PsTable, psTable, UNTITLED_TABLES } from './ps-table.ts';

/** The processes that ps(1) printed, by the columns that its header names; every other line is passed over. */
export function parseProcesses(text: string): Process[] {
  const processes: Process[] = [];
  let table: PsTable | undefined;
  let number = 0;
  for (const line of eachLine(text)) {
    number++;
    const titled = psTable(line);
    if (titled !== undefined) {
      table = titled;
      continue;
    }
    const process = readRow(line, table === undefined ? UNTITLED_TABLES : [table]);
    if (process !== undefined) processes.push({ line: number, ...process });
  }
  return processes;
}

function readRow(line: string, tables: readonly PsTable[]): Omit<Process, 'line'> | undefined {
  for (const { columns, row } of tables) {
    const fields = row.exec(line.trimEnd());
    if (fields !== null) return processOf(new Map(columns.map((column, i) => [column, fields[i + 1] as string])));
  }
  return undefined;
}

function processOf(fields: ReadonlyMap<string, string>): Omit<Process, 'line'> {
  const parent = fields.get('PPID');
  const tty = fields.get('TTY');
  // `ps f` and `ps -H` draw a tree in front of the command.
  const command = (fields.get('COMMAND') ?? '').replace(/^[\s|]*(\\_ )?/, '').trimEnd();
  const state = fields.get('STAT') ?? (command.endsWith('<defunct>') ? 'Z' : '');
  return {
    pid: Number(fields.get('PID')),
    ...(parent !== undefined && { parent: Number(parent) }),
    ...(tty !== undefined && { tty }),
    state,
    command,
    program: programName(command),
  };
}
