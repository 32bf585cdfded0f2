import { hashText } from '../../record/hash.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { type Entity, withoutAbsent } from './entity.ts';

/** Where tools that labs often use are at home. */
const HOMES: Readonly<Record<string, string>> = {
  bash: 'https://www.gnu.org/software/bash/',
  gcc: 'https://gcc.gnu.org/',
  grep: 'https://www.gnu.org/software/grep/',
  ip: 'https://wiki.linuxfoundation.org/networking/iproute2',
  make: 'https://www.gnu.org/software/make/',
  netstat: 'https://net-tools.sourceforge.io/',
  ps: 'https://gitlab.com/procps-ng/procps',
  ss: 'https://wiki.linuxfoundation.org/networking/iproute2',
  tcpdump: 'https://www.tcpdump.org/',
  unshare: 'https://github.com/util-linux/util-linux',
};

/** Every program that a command of the run names, and labreport itself. */
export function softwareOf(record: RunRecord): Entity[] {
  const programs = new Set(record.evidence.flatMap(({ command }) => programsIn(command)));
  const tools = new Set([...programs, ...Object.keys(record.machine.tools)]);
  return [describeLabreport(record), ...[...tools].sort().map((program) => describe(program, record))];
}

/** The id of a program's entity. */
export function softwareId(program: string): string {
  return `#software-${encodeURIComponent(program)}`;
}

export const LABREPORT_ID = softwareId('labreport');

function describeLabreport({ labreport }: RunRecord): Entity {
  return { '@id': LABREPORT_ID, '@type': 'SoftwareApplication', name: 'labreport', softwareVersion: labreport };
}

function describe(program: string, record: RunRecord): Entity {
  const says = record.machine.tools[program];
  const isOwn = program.startsWith('./');
  return withoutAbsent({
    '@id': softwareId(program),
    '@type': 'SoftwareApplication',
    name: isOwn ? program.slice(2) : program,
    description: isOwn ? "A program of the lab, built from the lab's sources" : says,
    url: isOwn ? 'lab/src/' : HOMES[program],
    softwareVersion: isOwn ? sourcesVersion(record) : versionIn(says),
  });
}

/** Programs of the lab have no number: a hash over the hashes of the sources tells one state of them from another. */
function sourcesVersion({ inputs }: RunRecord): string | undefined {
  const sources = inputs.filter(({ path }) => path.startsWith('lab/src/'));
  if (sources.length === 0) return undefined;
  return `sha256-${hashText(sources.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')).slice(0, 12)}`;
}

/** "4.99.3" of "tcpdump version 4.99.3". */
function versionIn(says: string | undefined): string | undefined {
  return says === undefined ? undefined : (/\d+(\.\d+)+/.exec(says)?.[0] ?? says);
}

/** The programs of a command line: the first word of each part, past the shell's own and what only sets a variable. */
export function programsIn(command: string): string[] {
  const unquoted = command.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, '_');
  const parts = unquoted.split(/[|&;()`\n{}]+|\$\(/).map((part) => part.trim().split(/\s+/));
  const programs = parts.flatMap((words) => words.find((word) => !isShell(word)) ?? []);
  return [...new Set(programs.filter((program) => /^[\w./+-]+$/.test(program) && !LOOPS.has(program)))];
}

function isShell(word: string): boolean {
  return word === '' || /^\w+=/.test(word) || /^(!|do|elif|else|if|then|until|while)$/.test(word);
}

/** What stands behind these is no program, and they themselves are none. */
const LOOPS = new Set(['case', 'done', 'esac', 'fi', 'for', 'function', 'select']);
