import type { Whole } from '../../claims/whole.ts';

/** What one run again shows of the lab's claims: how many there are, and how many of them hold and can't be tested. */
export interface HeldRun {
  whole: Whole;
  total: number;
  held: number;
  untested: number;
  /** Ids of the claims that failed. */
  failed: string[];
  /** The run came to its end. */
  isComplete: boolean;
}
