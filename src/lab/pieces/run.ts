import * as z from 'zod/mini';
import { unknownWord } from '../check/findings.ts';
import type { World } from '../check/world.ts';
import { nameOf, text } from '../schema/parts.ts';
import { lines, name } from '../schema/recorded.ts';
import type { Path } from '../source.ts';

/** Keys of a lab.yaml for what a step runs: a program of the lab, or a command line. */
export function runKeys({ program, run }: { program: string; run: string }) {
  return { program: z.exactOptional(nameOf(program)), run: z.exactOptional(text(run)) };
}

/** What a record holds of it. */
export const recordedRun = { run: lines, program: z.exactOptional(name) };

interface RawRun {
  run?: string;
  program?: string;
}

/** The command line, and which program of the lab it is. */
export function buildRun({ run = '', program }: RawRun, programs: Readonly<Record<string, { run: string }>>) {
  return program === undefined ? { run } : { run: programs[program]?.run ?? '', program };
}

/** A step runs a command of the lab's, or one of its programs. */
export function checkRun(world: World, { run, program }: RawRun, path: Path): void {
  const { programs = {} } = world.lab;
  if ((run === undefined) === (program === undefined)) {
    const got = run === undefined ? 'neither' : 'both';
    world.findings.push({ path, message: `expected one of the keys "run" and "program", got ${got}` });
  } else if (program !== undefined && !Object.hasOwn(programs, program)) {
    const problem = unknownWord({ what: 'program', word: program, known: Object.keys(programs) });
    world.findings.push({ path: [...path, 'program'], ...problem });
  } else if (world.lab.programs !== undefined && run !== undefined && /^\s*\.{1,2}\//.test(run)) {
    world.findings.push({
      path: [...path, 'run'],
      message: 'a file of the sources, expected one of "programs": what --source replaces must be known',
      hint: `programs: { NAME: { run: ${JSON.stringify(run.trim())} } }, and here program: NAME`,
    });
  }
}
