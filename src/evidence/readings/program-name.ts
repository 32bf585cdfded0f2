/** Length of comm in proc(5), at which ps and ss cut a program's name. */
export const COMM_CHARACTERS = 15;
/** Characters of netstat's "PID/Program name". */
const NETSTAT_OWNER_CHARACTERS = 19;

/**
 * The program's name in a command line, without its folder and arguments: "./TCPechod 8990" and
 * "[TCPechod] <defunct>" are both "TCPechod".
 */
export function programName(command: string): string {
  const kernelOrDead = /^\[(.+?)\](?: <defunct>)?\s*$/.exec(command);
  if (kernelOrDead !== null) return kernelOrDead[1] as string;
  const first = command.trim().split(/\s/, 1)[0] as string;
  // A login shell is "-bash"; sshd calls itself "sshd: user".
  return withoutFolder(first)
    .replace(/^-(?=.)/, '')
    .replace(/:$/, '');
}

/**
 * Whether a program that a tool shows is the one that is wanted, folders aside. A name of one of the lengths in `cuts`
 * may have been cut by the tool: it stands for every name that begins like it.
 */
export function isSameProgram(shown: string, wanted: string, cuts: readonly number[] = [COMM_CHARACTERS]): boolean {
  const name = withoutFolder(wanted);
  if (withoutFolder(shown) === name || programName(shown) === name) return true;
  if (!cuts.includes(shown.length)) return false;
  const beginning = withoutFolder(shown);
  // Cut inside the folder, only the whole path can tell.
  return (beginning !== '' && name.startsWith(beginning)) || (shown.includes('/') && wanted.startsWith(shown));
}

/** Whether a tool shows the program so; how much of the name netstat has room for depends on the id before it. */
export function isShownAs({ pid, program }: { pid: number | undefined; program: string }, wanted: string): boolean {
  return isSameProgram(program, wanted, [COMM_CHARACTERS, NETSTAT_OWNER_CHARACTERS - `${pid}/`.length]);
}

function withoutFolder(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
