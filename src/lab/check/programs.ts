import type { RawStep } from '../schema/steps.ts';
import { parseArgv } from '../shell/argv.ts';
import type { Path } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';
import { checkReferences } from './references.ts';
import type { World } from './world.ts';

/** Programs are run without a shell, and in the same way wherever they are opened. */
export function checkPrograms(world: World): void {
  const { lab } = world;
  const findings: Finding[] = [];
  for (const [name, { run }] of Object.entries(lab.programs ?? {})) {
    const path = ['programs', name, 'run'];
    checkReferences({ ...world, known: new Map(), later: new Map(), findings }, path, run);
    const [first] = parseArgv(run) ?? [];
    if (first === undefined || first.some((part) => typeof part !== 'string'))
      findings.push({
        path,
        message: 'expected a program and its arguments: words, quotes and references, which no shell reads',
        hint: 'for variables: env NAME=VALUE PROGRAM; what needs a shell is a "run" of a step, or a script among the sources',
      });
  }
  if (lab.programs !== undefined && lab.source === undefined)
    findings.push({
      path: ['programs'],
      part: 'key',
      message: 'programs without "source", expected the folder that they are in',
    });
  world.findings.push(...findings);
}

/** A step runs a command of the lab's, or one of its programs. */
export function checkRun(world: World, step: RawStep, path: Path): void {
  if (!('open' in step || 'moment' in step)) return;
  const { run, program } = step;
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
