/** A table of ps(1): its columns in order, and the expression that takes a row apart into them. */
export interface PsTable {
  columns: readonly string[];
  row: RegExp;
}

/** Other titles of the columns that matter here. */
const SYNONYMS: Record<string, string> = { CMD: 'COMMAND', ARGS: 'COMMAND', TT: 'TTY', S: 'STAT', STATE: 'STAT' };

/** What a column holds; `\S+` where nothing is said. Dates are the ones that have blanks inside. */
const PATTERNS: Record<string, string> = {
  PID: '\\d+',
  PPID: '\\d+',
  STAT: '[A-Za-z][A-Za-z<+]*',
  TIME: '(?:\\d+-)?\\d+:\\d\\d(?::\\d\\d)?',
  STARTED: '(?:\\w{3} \\w{3} [ \\d]\\d [\\d:]{8} \\d{4}|\\w{3} \\d\\d|\\S+)',
  // Where it is not the last column, ps fills it up with blanks.
  COMMAND: '.{0,4096}?',
};

/** The table that a header line begins; nothing for other lines. */
export function psTable(line: string): PsTable | undefined {
  const titles = line.trim().split(/\s+/);
  if (!titles.includes('PID') || titles.some((title) => !/^[A-Z%][A-Z%_]*$/.test(title))) return undefined;
  const columns = titles.map((title) => SYNONYMS[title] ?? title);
  const isLast = (i: number) => i === columns.length - 1;
  const fields = columns.map((column, i) =>
    column === 'COMMAND' && isLast(i) ? '(.*)' : `(${PATTERNS[column] ?? '\\S+'})`,
  );
  return { columns, row: new RegExp(`^\\s*${fields.join('\\s+')}$`) };
}

/** What `ps ax`, `ps aux` and `ps -ef` print, for rows that came through grep without their header. */
export const UNTITLED_TABLES: readonly PsTable[] = [
  'PID TTY STAT TIME COMMAND',
  'USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND',
  'UID PID PPID C STIME TTY TIME CMD',
].map((header) => psTable(header) as PsTable);
