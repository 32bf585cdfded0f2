import { basename } from 'node:path';
import { isKnownTool } from './packages.ts';

/** Programs that run the program named after them, past their own options and numbers. */
const WRAPPERS = new Set([
  'command',
  'env',
  'exec',
  'nice',
  'nohup',
  'setsid',
  'stdbuf',
  'sudo',
  'time',
  'timeout',
  'xargs',
]);

/** What may stand in front of a program: options and numbers of a wrapper, and the shell's own words. */
const NO_PROGRAM = /^(-.*|\d.*|!|do|elif|else|if|then|until|while)$/;

/** The known tools that shell commands run, in the order in which they are first named. */
export function toolsIn(commands: readonly string[]): string[] {
  const programs = commands.flatMap((command) => simpleCommands(command).flatMap(programsOf));
  return [...new Set(programs.filter(isKnownTool))];
}

/** The parts of a command line between shell operators. What stands in quotes is no operator. */
function simpleCommands(command: string): string[] {
  const unquoted = command.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, '_');
  return unquoted.split(/[|&;()`\n{}]+|\$\(/);
}

/** The program of a simple command, and the one that it wraps. */
function programsOf(command: string): string[] {
  const words = command
    .trim()
    .split(/\s+/)
    .filter((word) => !/^\w+=/.test(word));
  const at = words.findIndex((word) => !NO_PROGRAM.test(word));
  const word = words[at];
  if (word === undefined) return [];
  const program = word.startsWith('.') ? '' : basename(word);
  return WRAPPERS.has(program) ? [program, ...programsOf(words.slice(at + 1).join(' '))] : [program];
}
