import type { Lab } from './types.ts';

/** What a program can have too much of, as lab.yaml and reports call it. */
export const LIMIT_NAMES = ['processes', 'files', 'output', 'cpu', 'memory', 'disk'] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** `output`, `memory` and `disk` in bytes, `cpu` in ms, the others in number. */
export type Limits = Record<LimitName, number>;

/** What holds where a lab says nothing else. */
export const DEFAULT_LIMITS: Limits = {
  processes: 64,
  files: 256,
  output: 16e6,
  cpu: 60_000,
  memory: 512e6,
  disk: 100e6,
};

/**
 * How a run keeps apart what is not of the person who runs it. `programs`: the lab is theirs or labreport's, what is built
 * from the sources is not. `everything`: nobody here knows what the lab's commands do either.
 */
export interface Confine {
  limits: Limits;
  what: 'programs' | 'everything';
}

/** The limits of a lab for programs that are not its own. */
export function limitsOf({ limits }: Pick<Lab, 'limits'>): Limits {
  return { ...DEFAULT_LIMITS, ...limits };
}
