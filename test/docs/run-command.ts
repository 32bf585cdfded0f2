import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** What a story's commands find: a folder of their own, labreport in the PATH, a home. */
export interface Place {
  /** Where the next command is run. */
  cwd: string;
  env: Record<string, string>;
}

export interface Outcome {
  status: number;
  /** Standard output and standard error, as a terminal mixes them. */
  output: string;
  cwd: string;
}

/** Runs a command line in bash, where the one before it ended with `before`. */
export async function runCommand(command: string, { cwd, env }: Place, before = 0): Promise<Outcome> {
  const folder = join(env.HOME as string, '.cwd');
  const script = `exec 2>&1; trap 'pwd > "$FOLDER"' EXIT; (exit ${before});\n${command}`;
  const ran = await execa('bash', ['-c', script], {
    cwd,
    env: { ...env, FOLDER: folder },
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
    stripFinalNewline: false,
  });
  const status = ran.exitCode ?? -1;
  return { status, output: ran.stdout, cwd: (await readFile(folder, 'utf8')).trimEnd() };
}
