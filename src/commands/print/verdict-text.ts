import type { CrossCheck } from '../../claims/cross/cross-check.ts';
import { sumCrossChecks } from '../../claims/cross/sum.ts';
import type { Verdict } from '../../claims/verdict.ts';
import { tellAgreeing, tellUntestable } from '../../language/cross-checks.ts';
import type { Language } from '../../language/language.ts';
import { tell } from '../../language/tell.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { paint } from './paint.ts';

/** A line for each claim that does not hold, with the reason in the report's language. */
export function formatUnheld(verdicts: readonly Verdict[], language: Language): string[] {
  const unheld = verdicts.filter(({ status }) => status !== 'held');
  return unheld.map(({ claim, status, reason }) => {
    return `${paint(status === 'failed' ? 'red' : 'yellow', status)} ${makeVisibleLine(`${claim}: ${tell(reason, language)}`)}`;
  });
}

/** A line for each disagreement between evidences, in the report's language. */
export function formatDisagreements(crossChecks: readonly CrossCheck[], language: Language): string[] {
  const disagreeing = crossChecks.filter(({ status }) => status === 'disagrees');
  return disagreeing.map(
    ({ subject, reason }) =>
      `${paint('red', 'disagrees')} ${makeVisibleLine(`${tell(subject, language)}: ${tell(reason, language)}`)}`,
  );
}

/** "41 of 44 claims held, 3 of 44 not testable"; nothing when the lab makes none. */
export function formatHeld(verdicts: readonly Pick<Verdict, 'status'>[]): string {
  const count = (wanted: Verdict['status']) => verdicts.filter(({ status }) => status === wanted).length;
  const [held, untested, all] = [count('held'), count('not-testable'), verdicts.length];
  if (all === 0) return '';
  return `${held} of ${all} claims held${untested === 0 ? '' : `, ${untested} of ${all} not testable`}`;
}

/** "18 of 18 cross-checks agree", of those that could be made; nothing when there was none. */
export function formatAgreed(crossChecks: readonly CrossCheck[]): string {
  const tested = crossChecks.filter(({ status }) => status !== 'not-testable');
  const agreeing = tested.filter(({ status }) => status === 'agrees').length;
  return tested.length === 0 ? '' : `${agreeing} of ${tested.length} cross-checks agree`;
}

const NAMES = { handshake: 'handshakes', accepted: 'accepted connections', state: 'states' } as const;

/** A line for each kind of cross-check, with the reasons why some can't be made. */
export function formatCrossChecks(crossChecks: readonly CrossCheck[]): string[] {
  return sumCrossChecks(crossChecks).map((sum) => {
    const untestable = tellUntestable(sum);
    return makeVisibleLine(`${NAMES[sum.kind]}: ${tellAgreeing(sum)}${untestable === '' ? '' : `; ${untestable}`}`);
  });
}
