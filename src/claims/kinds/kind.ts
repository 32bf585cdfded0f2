import type { Facts } from '../../evidence/facts.ts';
import type { Claim } from '../../lab/claims/claims.ts';
import type { Scope } from '../../lab/shell/expand.ts';
import type { Verdict } from '../verdict.ts';

/** A kind of claim: what it is about, and how it is judged. */
export interface ClaimKind<C extends Claim> {
  /** Ids of the evidence that it is about. */
  evidence(claim: C): readonly string[];
  /** The claim with values in place of the references in its ports and texts. Throws where one has no value. */
  expand?(claim: C, scope: Scope): C;
  /** Its evidence is there, and its references are expanded, when it is called. */
  check(claim: C, facts: Facts): Verdict;
}
