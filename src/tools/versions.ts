import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { withoutShellSettings } from '../text/shell/settings.ts';
import { findTool } from './find.ts';

/** A busy machine may take seconds to start a few programs; a tool that never answers is rare. */
const LIMIT_MS = 10_000;

/**
 * Asks each tool in turn with the options that tools know. A refused option is told from an answer by the exit status,
 * and by a version number being in the line. One shell asks all tools, side by side: a program that Node starts costs
 * more than the answer. When labreport's end of standard input closes, however labreport ended, all of them end.
 */
const ASK = `export LC_ALL=C
ask() {
  for question in --version -V -v; do
    answer=$("$1" $question 2>&1 </dev/null) || continue
    while IFS= read -r line; do
      [[ $line =~ [0-9]\\.[0-9] ]] && printf '%s\\t%s\\n' "$1" "$line" && return
    done <<<"$answer"
  done
}
exec 3<&0
for tool; do ask "$tool" 3<&- & asked+=($!); done 2>/dev/null
(read -r _ <&3; kill -KILL 0) >/dev/null &
wait "\${asked[@]}"
kill -KILL 0`;

/**
 * The first line in which each tool tells its version, as it tells it. A tool that is missing, tells none or doesn't
 * answer in time is left out.
 */
export async function toolVersions(names: readonly string[]): Promise<Record<string, string>> {
  const plain = [...new Set(names)].filter((name) => !name.includes('/'));
  const found = plain.flatMap((name) => {
    const path = findTool(name);
    return path === undefined ? [] : [[name, path] as const];
  });
  const answers = await askAll(found.map(([, path]) => path));
  return Object.fromEntries(
    found.flatMap(([name, path]) => {
      const line = answers.get(path);
      return line === undefined ? [] : [[name, line]];
    }),
  );
}

/** What each tool said, by its path, when all have or when the limit is over. */
async function askAll(paths: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  // A process group of its own: a tool that doesn't answer is ended with its shell.
  const shell = spawn('bash', ['-c', ASK, 'bash', ...paths], {
    env: withoutShellSettings(process.env),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  for (const emitter of [shell, shell.stdin, shell.stdout]) emitter?.on('error', () => {});
  // Where this machine has no more files or processes to give, there are no pipes either.
  if (!shell.stdout) return answers;
  const limit = setTimeout(() => shell.stdin?.destroy(), LIMIT_MS);
  for await (const line of createInterface({ input: shell.stdout })) {
    const tab = line.indexOf('\t');
    answers.set(line.slice(0, tab), line.slice(tab + 1).trim());
  }
  clearTimeout(limit);
  return answers;
}
