import type { CrossCheck } from '../../../claims/cross/cross-check.ts';
import type { Citation, Verdict } from '../../../claims/verdict.ts';
import type { Facts } from '../../../evidence/facts.ts';
import { look } from '../../../files/inside.ts';
import { formatDateTime, formatTime, formatZonedTime } from '../../../language/clock.ts';
import type { Language } from '../../../language/language.ts';
import { tell } from '../../../language/tell.ts';
import type { Message, Tell } from '../../../messages/message.ts';
import { notSeen } from '../../../messages/not-seen.ts';
import type { Evidence, Exit } from '../../../record/run-record.ts';
import { makeVisible, makeVisibleLine } from '../../../text/visible.ts';
import type { Cite, EvidenceSummary, Overview } from '../../protocol.ts';

/** What the page shows beside the report. */
export function describeRun(run: {
  facts: Facts;
  verdicts: readonly Verdict[];
  crossChecks: readonly CrossCheck[];
  lab: Overview['lab'];
  dir: string;
  language: Language;
}): Overview {
  const { facts, verdicts, crossChecks, lab, dir, language } = run;
  const words = (message: Message) => tell(message, language);
  const { record } = facts;
  const { failure } = record.run;
  return {
    title: makeVisibleLine(record.lab.title),
    made: makeVisibleLine(formatZonedTime(record.run.startedAt)),
    lab: { ...lab, text: makeVisibleLine(lab.text) },
    evidence: record.evidence.map((evidence) => describeEvidence(evidence, { facts, dir, words })),
    claims: verdicts.map(({ claim, says, status, reason, cites }) => ({
      claim,
      status,
      cites: cites.map(citeOf),
      says: makeVisibleLine(says),
      reason: makeVisibleLine(words(reason)),
    })),
    crossChecks: crossChecks.map(({ subject, status, reason, cites }) => ({
      status,
      cites: cites.map(citeOf),
      subject: makeVisibleLine(words(subject)),
      reason: makeVisibleLine(words(reason)),
    })),
    ...(failure && { failure: makeVisibleLine(asSentence(words(notSeen(failure)))) }),
  };
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A claim about all packets of a long capture rests on more than anybody looks at. */
const MOST_CITED = 2000;

function citeOf({ evidence, lines = [], frames = [] }: Citation): Cite {
  return { evidence, lines: lines.slice(0, MOST_CITED), frames: frames.slice(0, MOST_CITED) };
}

function describeEvidence(
  evidence: Evidence,
  { facts, dir, words }: { facts: Facts; dir: string; words: Tell },
): EvidenceSummary {
  const { id, kind, host, command, startedAt, beganMs, endedMs, log, unavailable } = evidence;
  return {
    id,
    kind,
    log,
    ...(host !== undefined && { host }),
    command: makeVisible(command),
    time: formatTime(startedAt),
    durationMs: endedMs - beganMs,
    ended: formatEnd(evidence),
    head: makeVisible(`[${formatDateTime(startedAt)}] ${command}`).split('\n')[0] ?? '',
    logBytes: sizeOf(dir, log) ?? 0,
    ...castOf(evidence, dir),
    ...packetsOf(evidence, facts),
    ...(unavailable !== undefined && { unavailable: makeVisible(words(unavailable)) }),
  };
}

function castOf(evidence: Evidence, dir: string): { castBytes?: number } {
  const bytes = evidence.kind === 'terminal' ? sizeOf(dir, evidence.cast) : undefined;
  return bytes === undefined ? {} : { castBytes: bytes };
}

/** A capture that can't be read has no table. */
function packetsOf(evidence: Evidence, facts: Facts): { packets?: number } {
  if (evidence.kind !== 'capture' || evidence.pcap === undefined || evidence.unavailable !== undefined) return {};
  try {
    return { packets: facts.packets(evidence.id).length };
  } catch {
    return {};
  }
}

/** Ctrl-C and status 0 go without saying. */
function formatEnd({ exit }: Evidence): string {
  const text = exit === undefined ? '' : describeExit(exit);
  return text === '' ? '' : makeVisibleLine(text);
}

function describeExit(exit: Exit): string {
  if ('signal' in exit) return exit.signal === 'SIGINT' ? '' : `ended by ${exit.signal}`;
  return exit.status === 0 ? '' : `status ${exit.status}`;
}

function sizeOf(dir: string, path: string): number | undefined {
  return look(dir, path)?.bytes;
}
