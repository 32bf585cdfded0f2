/** Something that is wrong with a report, and what mends it. */
export interface Problem {
  kind: 'author' | 'answer' | 'claim' | 'cross-check' | 'file' | 'evidence' | 'run' | 'forgery';
  /** Place, then what is wrong. */
  message: string;
  mend: string;
}
