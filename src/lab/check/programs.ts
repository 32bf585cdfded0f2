import { parseArgv } from '../shell/argv.ts';
import type { Finding } from './findings.ts';
import { checkReferences } from './references.ts';
import type { World } from './world.ts';

/** Programs are run without a shell, and in the same way wherever they are opened. */
export function checkPrograms(world: World): void {
  const { lab } = world;
  const findings: Finding[] = [];
  for (const [name, { run }] of Object.entries(lab.programs ?? {})) {
    const path = ['programs', name, 'run'];
    checkReferences({ ...world, known: new Map(), later: new Map(), findings }, { path, value: run, expands: ['run'] });
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
