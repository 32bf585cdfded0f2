import type { Citation, Verdict } from '../claims/types.ts';
import type { Call } from './call.ts';
import { escapeText, formatLink } from './markdown.ts';
import type { Report } from './report.ts';
import { formatNumbers } from './words.ts';

const STATUS = { held: 'held', failed: 'failed', 'not-testable': 'not testable' } as const;

/** "**held**" */
export function formatStatus({ status }: Verdict): string {
  return `**${STATUS[status]}**`;
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
  return { claim: id, says: claim.says, status: 'not-testable', reason: 'it was not checked', cites: [] };
}

/** The reason and what it rests on, as a sentence of Markdown. */
export function formatReason(report: Report, { reason, cites }: Pick<Verdict, 'reason' | 'cites'>): string {
  const text = escapeText(reason.replace(/\.$/, ''));
  if (cites.length === 0) return `${text}.`;
  return `${text} (${cites.map((citation) => formatCitation(report, citation)).join('; ')}).`;
}

/** "[wire](logs/wire.txt), frames 3 and 4" */
function formatCitation({ facts }: Report, { evidence: id, lines = [], frames = [] }: Citation): string {
  const evidence = facts.record.evidence.find((candidate) => candidate.id === id);
  const name = evidence === undefined ? escapeText(id) : formatLink(evidence.log, id);
  return `${name}${formatPart('line', lines)}${formatPart('frame', frames)}`;
}

function formatPart(unit: string, numbers: readonly number[]): string {
  if (numbers.length === 0) return '';
  return `, ${unit}${numbers.length === 1 ? '' : 's'} ${formatNumbers(numbers)}`;
}
