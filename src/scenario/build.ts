import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parameterValues } from '../lab/shell/expand.ts';
import { showShell } from '../lab/shell/shell-text.ts';
import { MAKEFILE_NAMES, targetsOf } from '../lab/sources/makefile.ts';
import type { Build, LimitHit } from '../record/run-record.ts';
import { LabreportError } from '../text/errors.ts';
import { runCommand } from './command.ts';
import { hitOf } from './limits/excess.ts';
import type { Run } from './run-state.ts';
import { asShell } from './steps/how-to-run.ts';

const BUILD_LIMIT_MS = 120_000;
/** How much of a failed build's output is shown. */
const SHOWN_LINES = 20;

type BuildOptions = Pick<Run, 'lab' | 'clock' | 'dir' | 'site' | 'folder' | 'environment' | 'confinement'>;

/** Builds the lab's sources, once, for all hosts. A build that fails ends the run. */
export async function runBuild(run: BuildOptions): Promise<Build | undefined> {
  const { lab, clock, dir, site, folder, environment, confinement } = run;
  if (lab.build === undefined) return undefined;
  const scope = { parameters: parameterValues(lab), hosts: {}, values: {} };
  const [command, argv] = [showShell(lab.build, scope), asShell(lab.build, scope)];
  const beganMs = clock.nowMs();
  const result = await runCommand({
    ...(confinement?.command() ?? { machine: site.machine }),
    argv,
    environment,
    cwd: `${folder}/src`,
    dir,
    name: 'build',
    limit: AbortSignal.timeout(BUILD_LIMIT_MS),
  });
  const hit = confinement?.hitOf('build', 'build', result.exit) ?? fullDisk(run, join(dir, result.log));
  if (hit !== undefined) throw buildExceeded(command, hit);
  if (!('status' in result.exit) || result.exit.status !== 0) throw buildFailed(run, command, join(dir, result.log));
  const facts = { command, beganMs, endedMs: clock.nowMs(), startedAt: clock.wall(beganMs) };
  return { kind: 'build', id: 'build', ...facts, ...result };
}

/** A disk that only confined programs have is full, and not the machine's. */
function fullDisk({ confinement }: BuildOptions, log: string): LimitHit | undefined {
  const isFull = confinement !== undefined && readFileSync(log, 'utf8').includes('No space left on device');
  return isFull ? hitOf('disk', confinement.limits) : undefined;
}

function buildExceeded(command: string, { name, limit, unit }: LimitHit): Error {
  return new LabreportError({
    code: 'build-failed',
    message: `the build had too much: "${command}" was ended for its limit \`${name}\` (${limit} ${unit}), expected it to stay below`,
    hint: `A lab can allow more: "limits: { ${name}: ... }" in its lab.yaml.`,
  });
}

/** What compilers, linkers, shells and make say of a mistake, the most telling first. */
const COMPILER = /^(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): (?<error>(?:fatal )?error: .*)/;
const MISTAKES = [COMPILER, /error:|not found|No such file|Permission denied/, /\*\*\*/];

/** At the compiler's own place where it tells one: `src/hello.c:5:18`, as the lab's folder has it. */
function buildFailed(run: BuildOptions, command: string, log: string): Error {
  const output = readFileSync(log, 'utf8').trimEnd();
  if (output.includes('No space left on device'))
    throw Object.assign(new Error('the build failed'), { code: 'ENOSPC' });
  const lines = output.split('\n');
  const told = MISTAKES.map((mistake) => lines.find((line) => mistake.test(line))).find((line) => line !== undefined);
  const { file = '/', line, column, error = told ?? lines.at(-1) } = COMPILER.exec(told ?? '')?.groups ?? {};
  const place = { file: join(run.lab.source ?? '', file), line: Number(line), column: Number(column) };
  return new LabreportError({
    code: 'build-failed',
    place: isAbsolute(file) ? { file: 'lab.yaml' } : place,
    message: `the build failed, expected "${command}" to end with status 0: ${error}`,
    hint: `${targetsHint(run, output)}It printed:\n${lines.slice(-SHOWN_LINES).join('\n')}`,
  });
}

/** Which targets there are, where make was asked for one that there isn't. */
function targetsHint({ dir }: BuildOptions, output: string): string {
  if (!output.includes('No rule to make target')) return '';
  const file = MAKEFILE_NAMES.map((name) => join(dir, 'src', name)).find((path) => existsSync(path));
  const names = file === undefined ? [] : targetsOf(readFileSync(file, 'utf8')).names;
  return names.length === 0 ? '' : `The Makefile has the targets ${names.join(', ')}.\n`;
}
