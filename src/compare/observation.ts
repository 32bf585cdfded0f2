/** What can be compared between two runs of a lab. */
export type ObservationKind = 'run' | 'build' | 'terminal' | 'moment' | 'capture' | 'claim' | 'cross-check';

/** What one run showed of one thing, in words that are the same wherever the same was observed. */
export interface Observation {
  kind: ObservationKind;
  /** Id of the evidence or claim, kind of the cross-check; "run" for the run itself. */
  id: string;
  aspects: Aspect[];
  /** Which free observations were compared by what is invariant, one sentence each. */
  rules: string[];
}

/** One side of an observation, e.g. the typed lines of a terminal. */
export interface Aspect {
  name: string;
  lines: readonly string[];
  /** For readers only, e.g. the reason of a verdict; not compared. */
  note?: string;
}

export interface Comparison {
  /** Nothing that was observed differs; the environment may. */
  same: boolean;
  observations: ComparedObservation[];
  environment: EnvironmentDifference[];
}

export interface ComparedObservation {
  kind: ObservationKind;
  id: string;
  same: boolean;
  rules: readonly string[];
  differences: Difference[];
}

/** An aspect that two runs don't share: all its lines in both. */
export interface Difference {
  aspect: string;
  before: readonly string[];
  after: readonly string[];
  notes?: { before?: string; after?: string };
}

/** e.g. another kernel: told beside the result, and no failure. */
export interface EnvironmentDifference {
  what: string;
  before: string;
  after: string;
}
