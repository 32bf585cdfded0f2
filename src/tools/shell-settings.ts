/**
 * What bash(1) acts on besides its script, wherever it stands in the environment: a file that it reads first (a relative
 * one in the current folder, which may be somebody else's), its options, an end of every `read`, and functions in the
 * place of tools.
 */
const ACTED_ON = /^(BASH_ENV|ENV|BASHOPTS|SHELLOPTS|POSIXLY_CORRECT|TMOUT|BASH_FUNC_.*)$/;

/** Takes a person's settings of their shell from an environment: labreport's own scripts mean the same everywhere. */
export function removeShellSettings(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) if (ACTED_ON.test(name)) delete environment[name];
}
