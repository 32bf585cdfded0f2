import { spawn } from 'node:child_process';
import { LabreportError } from '../text/errors.ts';
import { withoutShellSettings } from '../text/shell/settings.ts';

/** Debian keeps ip and tcpdump where an ordinary user's PATH does not look. */
export const TOOL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ToolResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a tool to its end; a status other than 0 is a result, a tool that can't be started is one with status null. */
export function tryTool(argv: readonly string[], input = ''): Promise<ToolResult> {
  const [file, ...args] = argv as [string, ...string[]];
  return new Promise((resolve) => {
    const child = spawn(file, args, { env: { ...withoutShellSettings(process.env), PATH: TOOL_PATH, LC_ALL: 'C' } });
    const result: ToolResult = { status: null, stdout: '', stderr: '' };
    child.on('error', (error) => resolve({ ...result, stderr: error.message }));
    // Where the machine can't give pipes, there are none.
    if (child.stdout === null || child.stdout === undefined) return;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      result.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      result.stderr += text;
    });
    child.stdin.on('error', () => {}).end(input);
    child.on('close', (status) => resolve({ ...result, status }));
  });
}

/** Runs a tool that must succeed; what it printed to standard output. */
export async function runTool(argv: readonly string[], input = ''): Promise<string> {
  const { status, stdout, stderr } = await tryTool(argv, input);
  if (status === 0) return stdout;
  // A script would fill the report's head.
  const [name, ...args] = argv;
  const command = args[0] === '-c' ? name : argv.join(' ');
  throw new LabreportError({
    code: 'driver-unavailable',
    message: `could not make the lab's hosts: "${command}" ended with status ${status}: ${stderr.trim()}`,
    hint: 'Run "labreport doctor" to see what this machine lacks.',
  });
}
