import { programName } from '../program-name.ts';
import type { Dialect } from '../reading.ts';
import type { Process } from './process.ts';
import { type PsTable, psTable, UNTITLED_TABLES } from './ps-table.ts';

/** The rows of ps(1), by the columns that its header names. */
export const ps: Dialect<Process> = () => {
  let tables = UNTITLED_TABLES;
  return (line) => {
    const titled = psTable(line);
    if (titled === undefined) return readRow(line, tables);
    tables = [titled];
    return undefined;
  };
};

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
