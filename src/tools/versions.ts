import { execFile } from 'node:child_process';
import { findTool } from './find.ts';

const LIMIT_MS = 2000;
const QUESTIONS = ['--version', '-V', '-v'];

/**
 * The first line in which each tool tells its version, as it tells it. A tool that is missing, tells none or doesn't
 * answer in time is left out.
 */
export async function toolVersions(names: readonly string[]): Promise<Record<string, string>> {
  const pairs = await Promise.all([...new Set(names)].map(async (name) => [name, await toolVersion(name)] as const));
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

async function toolVersion(name: string): Promise<string | undefined> {
  const path = name.includes('/') ? undefined : findTool(name);
  if (path === undefined) return undefined;
  const limit = AbortSignal.timeout(LIMIT_MS);
  for (const question of QUESTIONS) {
    const line = await answer(path, question, limit);
    if (line !== undefined) return line;
  }
  return undefined;
}

/** A refused option is told from an answer by the exit status, and by a version number being in the line. */
function answer(path: string, question: string, signal: AbortSignal): Promise<string | undefined> {
  const options = { signal, killSignal: 'SIGKILL', env: { ...process.env, LC_ALL: 'C' } } as const;
  return new Promise((resolve) => {
    const child = execFile(path, [question], options, (error, stdout, stderr) => {
      const lines = error === null ? `${stdout}\n${stderr}`.split('\n') : [];
      resolve(lines.find((line) => /\d\.\d/.test(line))?.trim());
    });
    child.stdin?.end();
  });
}
