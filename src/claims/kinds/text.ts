import type { Facts } from '../../evidence/facts.ts';
import type { TextClaim } from '../../lab/claims/text.ts';
import { expandPattern } from '../../lab/shell/expand.ts';
import { type Message, say } from '../../messages/message.ts';
import type { Elsewhere } from '../../messages/values.ts';
import { findText, formatPattern, type TextPattern } from '../../text/pattern.ts';
import { textOf } from '../cross/terminal-texts.ts';
import { type Finding, mergeCites, toVerdict, worstOf } from '../judge/finding.ts';
import { isStopAbout } from '../judge/run-stop.ts';
import { whyPartial } from '../judge/testable.ts';
import { sayAll, withDoubt } from '../judge/words.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';
import { linesOf } from './text-lines.ts';

/** Looks for texts that must be there, one after the other, and for texts that must not. */
export const text: ClaimKind<TextClaim> = {
  evidence: ({ in: id }) => [id],
  expand: (claim, scope) => {
    const expand = (pattern: TextPattern) => expandPattern(pattern, scope);
    return { ...claim, shows: claim.shows.map(expand), lacks: claim.lacks.map(expand) };
  },
  check: checkText,
};

function checkText(claim: TextClaim, facts: Facts): Verdict {
  const output = readOutput(claim, facts);
  const findings = [...findShown(claim, output), ...claim.lacks.map((pattern) => judgeLack(pattern, output))];
  const status = worstOf(findings.map((finding) => finding.status));
  const deciding = findings.filter((finding) => finding.status === status);
  const reason = sayAll(deciding.map((finding) => finding.reason));
  return toVerdict(claim, { status, reason, cites: mergeCites(deciding.flatMap(({ cites }) => cites)) });
}

/** What was printed, and whether it may lack something. */
interface Output {
  id: string;
  text: string;
  /** In a terminal: with the echo of what was typed. */
  echoed: string;
  partial: Message | undefined;
  /** Why a text that is missing could still have come; a step that waited for this terminal gave it its time. */
  unfinished: Message | undefined;
}

function readOutput({ in: id }: TextClaim, facts: Facts): Output {
  const evidence = facts.evidence(id);
  const partial = whyPartial(facts, id);
  if (evidence.kind !== 'terminal') {
    const text = facts.text(id);
    return { id, text, echoed: text, partial, unfinished: partial };
  }
  const { text, echoed } = textOf(facts, evidence);
  return { id, text, echoed, partial, unfinished: isStopAbout(facts.record, id) ? undefined : partial };
}

/** A text that was found, and where. */
interface Shown {
  pattern: TextPattern;
  lines: number[];
  end: number;
}

/** One finding for each text up to the first that is missing. */
function findShown({ shows }: TextClaim, output: Output): Finding[] {
  const findings: Finding[] = [];
  let previous: Shown | undefined;
  for (const pattern of shows) {
    const match = findText(output.text, pattern, previous?.end);
    if (match === undefined) return [...findings, judgeMissing(pattern, output, previous)];
    const lines = linesOf(output.text, match);
    findings.push({
      status: 'held',
      reason: say('shows', { text: formatPattern(pattern), lines }),
      cites: [{ evidence: output.id, lines }],
    });
    previous = { pattern, lines, end: match.end };
  }
  return findings;
}

function judgeMissing(pattern: TextPattern, output: Output, previous: Shown | undefined): Finding {
  const { id, unfinished } = output;
  const after = previous && { text: formatPattern(previous.pattern), lines: previous.lines };
  const elsewhere = findElsewhere(pattern, output);
  const missing = { text: formatPattern(pattern), ...(after && { after }), ...(elsewhere && { elsewhere }) };
  const cites = [{ evidence: id, ...(previous && { lines: previous.lines }) }];
  const reason = withDoubt(say('lacksText', missing), unfinished);
  return { status: unfinished === undefined ? 'failed' : 'not-testable', reason, cites };
}

/** Where a text shows that is missing in its place. */
function findElsewhere(pattern: TextPattern, { text, echoed }: Output): Elsewhere | undefined {
  const before = findText(text, pattern);
  if (before !== undefined) return { kind: 'before', lines: linesOf(text, before) };
  const echo = findText(echoed, pattern);
  return echo && { kind: 'echo', lines: linesOf(echoed, echo) };
}

function judgeLack(pattern: TextPattern, { id, text, partial }: Output): Finding {
  const match = findText(text, pattern);
  const name = formatPattern(pattern);
  if (match !== undefined) {
    const lines = linesOf(text, match);
    return { status: 'failed', reason: say('shows', { text: name, lines }), cites: [{ evidence: id, lines }] };
  }
  const cites = [{ evidence: id }];
  const reason = withDoubt(say('showsNowhere', { text: name }), partial);
  return { status: partial === undefined ? 'held' : 'not-testable', reason, cites };
}
