import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Writable } from 'node:stream';
import { copyFile } from '../../files/copy.ts';
import { look } from '../../files/inside.ts';
import { confineReader, FILTER_DESCRIPTOR } from '../../hosts/namespaces/bubblewrap.ts';
import { seccompFilter } from '../../hosts/namespaces/seccomp.ts';
import { sendSignal } from '../../hosts/send-signal.ts';
import type { CommandClaim } from '../../lab/claims/command.ts';
import { DEFAULT_LIMITS, type Limits, lowerLimits } from '../../lab/limits.ts';
import { expand } from '../../lab/shell/expand.ts';
import type { Lab } from '../../lab/types.ts';
import type { CommandAnswer, Exit, RunRecord } from '../../record/run-record.ts';
import { startConfined } from '../../scenario/limits/shell.ts';

/** How long a claim's command may take. */
const LIMIT_MS = 10_000;
/** As much of its output is kept. */
const KEPT_BYTES = 4096;

/** The claims of a lab that rest on a command of its own. */
export function commandClaims({ claims }: Lab): CommandClaim[] {
  return claims.filter((claim): claim is CommandClaim => claim.kind === 'command');
}

/** Copies the files that the claims' commands name, so that the report has what its claims rest on. */
export function copyClaimCommands({ lab, labDir, to }: { lab: Lab; labDir: string; to: string }): void {
  const words = commandClaims(lab).flatMap(({ command }) => command.split(/[\s"';|&()<>]+/));
  for (const word of new Set(words.map((each) => normalize(each)))) {
    if (word.startsWith('..') || word.startsWith('/') || look(labDir, word)?.kind !== 'file') continue;
    if (look(to, word) !== undefined) continue;
    mkdirSync(dirname(join(to, word)), { recursive: true });
    copyFile({ dir: labDir, path: word }, join(to, word));
  }
}

/** Asks the claims' own commands, which find a run's record where it will be. */
export async function withAnswers(record: RunRecord, dir: string, confined = false): Promise<RunRecord> {
  if (commandClaims(record.lab).length === 0) return record;
  await writeFile(join(dir, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
  return { ...record, answers: await answerClaims({ lab: record.lab, dir, confined }) };
}

/**
 * Runs the commands of a lab's claims on the record in a report's folder, one after the other, as the person who asks.
 * They run in the folder of lab.yaml; the record's path is their first argument. Confined ones see the report and the
 * tools alone, and can change nothing.
 */
export async function answerClaims(options: {
  lab: Lab;
  dir: string;
  confined?: boolean;
  /** Where they run; without it in the report's copy of the lab. */
  cwd?: string;
  limitMs?: number;
}): Promise<CommandAnswer[]> {
  const { lab, dir, confined = false, cwd = join(dir, 'lab'), limitMs = LIMIT_MS } = options;
  const limits = lowerLimits(lab.limits ?? {}, DEFAULT_LIMITS);
  const answers: CommandAnswer[] = [];
  for (const { id, command } of commandClaims(lab)) {
    const line = expand(command, { parameters: {}, hosts: {}, values: {} });
    const asked = { line, cwd, record: join(dir, 'record.json'), confined, limitMs, limits };
    answers.push({ claim: id, limitMs, ...(await ask(asked)) });
  }
  return answers;
}

interface Asked {
  line: string;
  cwd: string;
  record: string;
  confined: boolean;
  limitMs: number;
  limits: Limits;
}

async function ask(asked: Asked): Promise<Pick<CommandAnswer, 'exit' | 'output'>> {
  const { line, cwd, record, confined, limitMs, limits } = asked;
  // A command that says where the path goes gets it there alone.
  const script = /\$(?:1\b|\{1\}|@|\*)/.test(line) ? line : `${line} "$1"`;
  // A group of its own: all that it started ends with it.
  const argv = ['bash', '-c', `${within(limits, confined)}${script}`, 'bash', record];
  const view = { folder: dirname(record), cwd, processes: limits.processes };
  const [file, ...args] = confined ? confineReader(argv, view) : argv;
  const child = spawn(file as string, args, {
    cwd,
    env: environment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', confined ? 'pipe' : 'ignore'],
  });
  if (confined) giveFilter(child);
  let output = Buffer.alloc(0);
  let printed = 0;
  const keep = (bytes: Buffer) => {
    printed += bytes.length;
    if (printed > limits.output) endGroup(child.pid);
    output = Buffer.concat([output, bytes.subarray(0, KEPT_BYTES - output.length)]);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    endGroup(child.pid);
  }, limitMs);
  const exit = await new Promise<Exit>((resolve) => {
    // As a shell says of what it can't find.
    child.on('error', ({ message }) => {
      keep(Buffer.from(message));
      resolve({ status: 127 });
    });
    child.on('close', (status, signal) => resolve(signal === null ? { status: status ?? 0 } : { signal }));
  });
  clearTimeout(limit);
  endGroup(child.pid);
  return { ...(!isLate && { exit }), output: output.toString('utf8') };
}

/**
 * The kernel's limits (setrlimit(2)) for what a command starts. A report's own limits can only be narrower than the
 * defaults. Processes are counted for each user, and a confined command's user is one of its own.
 */
function within(limits: Limits, confined: boolean): string {
  const { files, disk, cpu, memory } = limits;
  const data = `ulimit -d ${Math.ceil(memory / 1024)} 2>/dev/null; `;
  if (confined) return startConfined(limits) + data;
  const values = { c: 0, n: files, f: Math.ceil(disk / 1024), t: Math.ceil(cpu / 1000) };
  const commands = Object.entries(values).map(([option, value]) => `ulimit -${option} ${value} 2>/dev/null; `);
  return commands.join('') + data;
}

/** bubblewrap reads the filter from the descriptor that confineReader has named. */
function giveFilter({ stdio }: ChildProcess): void {
  const pipe = stdio[FILTER_DESCRIPTOR] as Writable | null | undefined;
  // A command that could not be started reads nothing.
  pipe?.on('error', () => {}).end(seccompFilter());
}

/** Ends a command with all that it started. */
function endGroup(pid: number | undefined): void {
  if (pid !== undefined) sendSignal(-pid, 'SIGKILL');
}

/** What a check needs to find its tools; nothing else of the person's own, which may hold secrets. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TZ } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8', ...(TZ !== undefined && { TZ }) };
}
