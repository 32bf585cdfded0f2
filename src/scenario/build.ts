import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { expand, parameterValues } from '../lab/expand.ts';
import { LabreportError } from '../text/errors.ts';
import { runCommand } from './command.ts';
import type { Run } from './run.ts';

const BUILD_LIMIT_MS = 120_000;
/** How much of a failed build's output is shown. */
const SHOWN_LINES = 20;

type BuildOptions = Pick<Run, 'lab' | 'clock' | 'dir' | 'folder' | 'environment' | 'onEvent'>;

/** Builds the lab's sources, once, in the folder that all hosts share. A build that fails ends the run. */
export async function runBuild(run: BuildOptions): Promise<void> {
  const { lab, clock, dir, folder, environment } = run;
  if (lab.build === undefined) return;
  const command = expand(lab.build, { parameters: parameterValues(lab), hosts: {}, values: {} });
  const beganMs = clock.nowMs();
  const result = await runCommand({
    argv: ['bash', '-c', command],
    environment,
    cwd: `${folder}/src`,
    dir,
    name: 'build',
    limit: AbortSignal.timeout(BUILD_LIMIT_MS),
  });
  if (!('status' in result.exit) || result.exit.status !== 0) throw buildFailed(run, command, join(dir, result.log));
  const facts = { command, beganMs, endedMs: clock.nowMs(), startedAt: clock.wall(beganMs) };
  run.onEvent({ type: 'evidence', evidence: { kind: 'build', id: 'build', ...facts, ...result } });
  run.onEvent({ type: 'build-ended', atMs: clock.nowMs() });
}

/** What compilers, linkers, shells and make say of a mistake, the most telling first. */
const COMPILER = /^(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): (?<error>(?:fatal )?error: .*)/;
const MISTAKES = [COMPILER, /error:|not found|No such file|Permission denied/, /\*\*\*/];

/** At the compiler's own place where it tells one: `src/hello.c:5:18`, as the lab's folder has it. */
function buildFailed({ lab }: BuildOptions, command: string, log: string): Error {
  const output = readFileSync(log, 'utf8').trimEnd();
  if (output.includes('No space left on device'))
    throw Object.assign(new Error('the build failed'), { code: 'ENOSPC' });
  const lines = output.split('\n');
  const told = MISTAKES.map((mistake) => lines.find((line) => mistake.test(line))).find((line) => line !== undefined);
  const { file = '/', line, column, error = told ?? lines.at(-1) } = COMPILER.exec(told ?? '')?.groups ?? {};
  const place = { file: join(lab.source ?? '', file), line: Number(line), column: Number(column) };
  return new LabreportError({
    place: isAbsolute(file) ? { file: 'lab.yaml' } : place,
    message: `the build failed, expected "${command}" to end with status 0: ${error}`,
    hint: `It printed:\n${lines.slice(-SHOWN_LINES).join('\n')}`,
  });
}
