import type { Verdict } from '../../claims/types.ts';
import type { Call } from '../call.ts';
import { findVerdict, formatReason, formatStatus } from '../claims.ts';
import { escapeText, formatNote } from '../markdown.ts';
import { type Helper, leaveNote, type Report } from '../report.ts';

/**
 * A claim with its verdict, the reason and what it rests on; as a block, prose that stands only when the claim holds.
 * Where it does not, the text after {{else}} stands, and without {{else}} a warning.
 * @example {{claim "no-reset"}}
 * @example {{#claim "no-reset"}}No connection was reset.{{else}}Connections were reset: {{claim "no-reset"}}{{/claim}}
 */
export const claim: Helper = (report, call) => {
  call.expect({ args: 1 });
  const verdict = findVerdict(report, call);
  if (!call.isBlock) {
    const key = `${escapeText(verdict.says)}: **`;
    const text = `${escapeText(verdict.says)}: ${formatStatus(verdict)}. ${capital(formatReason(report, verdict))}`;
    report.placeholders.verdicts.push({ kind: 'sentence', helper: call.name, about: verdict.claim, text, key });
    return text;
  }
  if (verdict.status === 'held') return call.body();
  return call.hasElse ? call.otherwise() : leaveWarning(report, call, verdict);
};

function leaveWarning(report: Report, call: Call, verdict: Verdict): string {
  const label = verdict.status === 'failed' ? 'Not borne out' : 'Not testable';
  const text = `${escapeText(verdict.says)}. ${capital(formatReason(report, verdict))}`;
  const inline = `**${label}:** ${text.slice(0, -1)}`;
  return leaveNote(report, call, { markdown: formatNote(label, text), inline, about: verdict.claim });
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
