/**
 * What bash(1) acts on besides its script, wherever it stands in the environment: a file that it reads first (a relative
 * one in the current folder, which may be somebody else's), its options, an end of every `read`, and functions in the
 * place of tools.
 */
const ACTED_ON = /^(BASH_ENV|ENV|BASHOPTS|SHELLOPTS|POSIXLY_CORRECT|TMOUT|BASH_FUNC_.*)$/;

/**
 * A shell stands above: where there is none and its input is a socket, as it is of what Node starts, bash takes itself for
 * a remote shell and reads ~/.bashrc even for `bash -c` (bash(1), "Invocation").
 */
export const NOT_THE_FIRST = { SHLVL: '1' } as const;

/** The environment without a person's settings of their shell: labreport's own scripts mean the same everywhere. */
export function withoutShellSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !ACTED_ON.test(name));
  return { ...Object.fromEntries(kept), ...NOT_THE_FIRST };
}

/** Takes a person's settings of their shell from this process's own environment, and so from all that it starts. */
export function removeShellSettings(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) if (ACTED_ON.test(name)) delete environment[name];
  Object.assign(environment, NOT_THE_FIRST);
}
