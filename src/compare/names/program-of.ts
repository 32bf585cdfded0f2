import { COMM_CHARACTERS, isSameProgram } from '../../evidence/tables/program-name.ts';

/** Characters of netstat's "PID/Program name". */
const NETSTAT_OWNER_CHARACTERS = 19;

/** The program as a command line names it; assignments may stand before it. */
export function programOf(command: string): string {
  return command.split(/\s+/).find((word) => !word.includes('=')) ?? command;
}

/** Whether a tool shows the program so; how much of the name netstat has room for depends on the id before it. */
export function isShownAs({ pid, program }: { pid: number; program: string }, wanted: string): boolean {
  return isSameProgram(program, wanted, [COMM_CHARACTERS, NETSTAT_OWNER_CHARACTERS - `${pid}/`.length]);
}
