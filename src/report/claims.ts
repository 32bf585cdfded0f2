import type { Citation, Verdict } from '../claims/verdict.ts';
import type { Language } from '../language/language.ts';
import { tell } from '../language/tell.ts';
import { escapeText, formatLink } from '../markdown/markdown.ts';
import { say } from '../messages/message.ts';
import type { Call } from '../template/call.ts';
import type { Report } from './report.ts';
import { formatNumbers } from './words.ts';

/** The claim as the template words it; as the lab does where the template does not. */
export function tellClaim({ says }: Report, verdict: Pick<Verdict, 'claim' | 'says'>): string {
  return escapeText(says.get(verdict.claim) ?? verdict.says);
}

/** "**held**" */
export function formatStatus({ language }: Report, { status }: Verdict): string {
  return `**${language.report.statuses[status]}**`;
}

/** The verdict on the claim that a template names. */
export function findVerdict({ facts, verdicts }: Report, call: Call): Verdict {
  const id = call.text(0, 'the name of a claim');
  const verdict = verdicts.find(({ claim }) => claim === id);
  if (verdict !== undefined) return verdict;
  const claim = facts.record.lab.claims.find((candidate) => candidate.id === id);
  if (claim === undefined)
    throw call.unknown(
      'claim',
      id,
      facts.record.lab.claims.map((candidate) => candidate.id),
    );
  return {
    claim: id,
    says: claim.says,
    status: 'not-testable',
    reason: say('notChecked'),
    cites: [],
  };
}

/** The reason and what it rests on, as a sentence of Markdown. */
export function formatReason(report: Report, { reason, cites }: Pick<Verdict, 'reason' | 'cites'>): string {
  const text = escapeText(tell(reason, report.language).replace(/\.$/, ''));
  if (cites.length === 0) return `${text}.`;
  return `${text} (${cites.map((citation) => formatCitation(report, citation)).join('; ')}).`;
}

/** "[wire](logs/wire.txt), frames 3 and 4" */
function formatCitation({ facts, language }: Report, { evidence: id, lines = [], frames = [] }: Citation): string {
  const evidence = facts.find(id);
  const name = evidence === undefined ? escapeText(id) : formatLink(evidence.log, id);
  const parts = [
    ...(lines.length > 0 ? [language.report.line(numbered(lines, language))] : []),
    ...(frames.length > 0 ? [language.report.frame(numbered(frames, language))] : []),
  ];
  return [name, ...parts].join(', ');
}

function numbered(numbers: readonly number[], language: Language) {
  return { numbers: formatNumbers(numbers, language), isOne: numbers.length === 1 };
}
