/** A process as ps(1) shows it. */
export interface Process {
  /** Line in the text it was read from, from 1. */
  line: number;
  pid: number;
  parent?: number;
  tty?: string;
  /** STAT, e.g. "S+"; empty where ps printed none (`ps -ef`), but "Z" wherever it says <defunct>. */
  state: string;
  /** The command line as printed, e.g. "./TCPechod 8990" or "[TCPechod] <defunct>". */
  command: string;
  /** Program name without folder, arguments, brackets and "<defunct>". */
  program: string;
}
