import type { Shown } from '../../report/shown.ts';

/** Something in a report that is not as it would be rendered now. */
export interface Difference {
  /** An evidence or a verdict that was edited, one that no reader sees, or one that nothing in the record bears out. */
  kind: 'edited' | 'hidden' | 'invented';
  /** Helper that showed it, and what it is about; absent for what was invented. */
  helper?: string;
  about?: string;
  /** Line in the report, from 1. */
  line: number;
  /** The first line that differs; absent where the report has none in its place. */
  expected?: string;
  found?: string;
}

/** What came of holding a report's text against what would be rendered now. */
export interface Comparison {
  /** How many evidences and verdicts are in the report as they would be rendered. */
  same: number;
  differences: Difference[];
  /** What would be rendered and is not in the report any more. */
  deleted: Shown[];
}
