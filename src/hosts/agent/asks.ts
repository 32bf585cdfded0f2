import type { Fields } from './frames.ts';

/** What an agent can be asked for at any time. */
export interface Asks {
  /** Something that is done at once; gives the results. */
  ask(what: string, ...args: readonly (string | number)[]): Promise<Fields>;
  /** The files that can be read, by their paths. In a path "*" is any name, "#" any number; a relative one is of /proc. */
  read(...paths: readonly string[]): Promise<Map<string, string>>;
  /** Where links lead to, by their paths. */
  links(...paths: readonly string[]): Promise<Map<string, string>>;
}
