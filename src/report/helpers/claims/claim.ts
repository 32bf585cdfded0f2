import type { Verdict } from '../../../claims/verdict.ts';
import { formatNote } from '../../../markdown/markdown.ts';
import type { Call } from '../../../template/call.ts';
import { findVerdict, formatReason, formatStatus, tellClaim } from '../../claims.ts';
import { type Helper, leaveNote, type Report } from '../../report.ts';

/**
 * A claim with its verdict, the reason and what it rests on. As a block: prose that stands only when the claim holds; where
 * it does not, the text after {{else}} stands, and without {{else}} a warning.
 * @argument {text} id the name of a claim
 * @block what is true when the claim holds; may be left out
 * @example {{claim "builds-clean"}}
 * @example {{#claim "traffic-no-reset"}}No connection was reset.{{else}}Connections were reset.{{/claim}}
 */
export const claim: Helper = (report, call) => {
  call.expect({ args: 1 });
  const verdict = findVerdict(report, call);
  if (!call.isBlock) {
    const says = tellClaim(report, verdict);
    const key = `${says}: **`;
    const text = `${says}: ${formatStatus(report, verdict)}. ${capital(formatReason(report, verdict))}`;
    report.shown.push({ kind: 'sentence', helper: call.name, about: verdict.claim, text, key });
    return text;
  }
  if (report.isTrial) return both(report, call, verdict);
  return verdict.status === 'held' ? call.body() : otherwise(report, call, verdict);
};

/** A run takes one of the two texts. */
function both(report: Report, call: Call, verdict: Verdict): string {
  const around = report.branches;
  const inBranch = (held: boolean, text: () => string) => {
    report.branches = [...around, { claim: verdict.claim, held }];
    return text();
  };
  const texts = [inBranch(true, () => call.body()), inBranch(false, () => otherwise(report, call, verdict))];
  report.branches = around;
  return texts.join('');
}

function otherwise(report: Report, call: Call, verdict: Verdict): string {
  return call.hasElse ? call.otherwise() : leaveWarning(report, call, verdict);
}

function leaveWarning(report: Report, call: Call, verdict: Verdict): string {
  const label = report.language.report.notes[verdict.status === 'failed' ? 'failed' : 'not-testable'];
  const text = `${tellClaim(report, verdict)}. ${capital(formatReason(report, verdict))}`;
  const inline = `**${label}:** ${text.slice(0, -1)}`;
  return leaveNote(report, call, { markdown: formatNote(label, text), inline, about: verdict.claim });
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
