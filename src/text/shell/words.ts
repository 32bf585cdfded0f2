/** A word for a shell, in single quotes where it needs any. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The argv that runs words as a shell runs a command, without reading them: bash tells what it can't find or run. */
export function asProgram(words: readonly string[]): string[] {
  return ['bash', '-c', '"$@"', 'bash', ...words];
}

/** The same for the commands of a pipeline. */
export function asPipeline(commands: readonly (readonly string[])[]): string[] {
  let count = 0;
  const script = commands.map((words) => words.map(() => `"\${${++count}}"`).join(' ')).join(' | ');
  return ['bash', '-c', script, 'bash', ...commands.flat()];
}
