import { type Confine, DEFAULT_LIMITS, limitsOf, lowerLimits } from './limits.ts';
import type { Lab } from './types.ts';

/**
 * Whose bytes something is: labreport's own, read from its package when they are run; the person's, who has named them, or
 * updates a report where they lie in labs/; or somebody else's, as all that comes with a report or an archive.
 */
export type Whose = 'labreport' | 'yours' | 'theirs';

/** A folder, and whose bytes are in it. */
export interface Owned {
  dir: string;
  whose: Whose;
}

/** Whose all that is which a run executes. It is decided where a folder is opened, and goes with it to the run. */
export interface Provenance {
  /** lab.yaml, with the commands in it, and the files of claims' commands. */
  lab: Whose;
  /** What is built and run. */
  sources: Whose;
  /** The values of parameters that are not the lab's own defaults. */
  parameters: Whose;
}

/**
 * What of a run is kept apart from this machine: a run that has anything of theirs confines it. Somebody else's lab can allow
 * its programs less than others have, but not more.
 */
export function confineFor({ lab: whose, sources, parameters }: Provenance, lab: Lab): Confine | undefined {
  if (whose === 'theirs') return { limits: lowerLimits(lab.limits ?? {}, DEFAULT_LIMITS), what: 'everything' };
  if (sources === 'theirs' || parameters === 'theirs') return { limits: limitsOf(lab), what: 'programs' };
  return undefined;
}
