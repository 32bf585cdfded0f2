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
 * What of a run is kept apart from this machine: `programs` where the lab is labreport's or the person's own and only the
 * sources are somebody else's, `everything` where the lab is somebody else's too.
 */
export interface Confine {
  limits: Limits;
  what: 'programs' | 'everything';
}

/** The narrower of two sets of limits, one by one: whoever runs what is another's may be asked for less, never for more. */
export function lowerLimits(theirs: Partial<Limits>, ours: Limits): Limits {
  const narrower = LIMIT_NAMES.map((name) => [name, Math.min(theirs[name] ?? ours[name], ours[name])] as const);
  return Object.fromEntries(narrower) as Limits;
}

/** The limits of a lab for programs that are not its own. */
export function limitsOf({ limits }: { limits?: Partial<Limits> }): Limits {
  return { ...DEFAULT_LIMITS, ...limits };
}
