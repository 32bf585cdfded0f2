/** What a Makefile tells of its targets without being run. */
export interface Targets {
  names: string[];
  /** True when make may know more of them: patterns, variables and included files are make's business. */
  open: boolean;
}

/** The names that make looks for in this order (GNU make manual, 3.2). */
export const MAKEFILE_NAMES = ['GNUmakefile', 'makefile', 'Makefile'] as const;

/** The targets of a Makefile's rules, in order. */
export function targetsOf(makefile: string): Targets {
  const lines = makefile.replaceAll('\\\n', ' ').split('\n');
  const rules = lines.flatMap((line) => /^([^\s#:=][^:=#]*?)\s*::?(?![:=])/.exec(line)?.[1] ?? []);
  const words = rules.flatMap((rule) => rule.split(/\s+/));
  const isPlain = (word: string) => /^[\w./+-]+$/.test(word);
  const isInclude = /^[-s]?include\b/m.test(makefile);
  return {
    names: [...new Set(words.filter((word) => isPlain(word) && !word.startsWith('.')))],
    open: isInclude || words.some((word) => !isPlain(word)),
  };
}

/** The targets that a command asks make for; undefined where it isn't a plain `make a b c`. */
export function goalsOf(command: string): string[] | undefined {
  const words = command.trim().split(/\s+/);
  if (words[0] !== 'make' || !words.every((word) => /^[\w.][\w.-]*$/.test(word))) return undefined;
  return words.slice(1);
}
