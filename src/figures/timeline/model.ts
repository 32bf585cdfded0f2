import type { Facts } from '../../evidence/facts.ts';
import type { Language } from '../../language/language.ts';
import type { Evidence } from '../../record/run-record.ts';
import { cut } from '../text-size.ts';

/** A whole run on one axis: what ran on each host from when to when. Times are ms since the run began. */
export interface Timeline {
  language: Language;
  lanes: Lane[];
  endMs: number;
  /** Local time at 0. */
  startedAt: string;
  /** When the run broke off, if it did. */
  failedMs?: number;
}

export interface Lane {
  title: string;
  /** Things that are drawn alike, below each other: captures, programs, moments, typed lines. */
  groups: LaneItem[][];
}

export interface LaneItem {
  kind: 'build' | 'terminal' | 'capture' | 'moment' | 'typed';
  label: string;
  beganMs: number;
  endedMs: number;
  /** When packets were seen by a capture, or something was typed into a terminal. */
  marksMs: number[];
}

/** Reads a run's timeline from its record; packets from its captures. */
export function modelTimeline(facts: Facts, language: Language): Timeline {
  const { evidence, hosts, run } = facts.record;
  const lanes = hosts.map(({ name }) => {
    const own = evidence.filter(({ host }) => host === name);
    return { title: name, groups: groupItems(facts, own) };
  });
  const builds = evidence.filter(({ host }) => host === undefined);
  return {
    language,
    lanes:
      builds.length === 0 ? lanes : [{ title: language.figures.build, groups: groupItems(facts, builds) }, ...lanes],
    endMs: Math.max(run.durationMs, ...evidence.map(({ endedMs }) => endedMs)),
    startedAt: run.startedAt,
    ...(run.failure !== undefined && { failedMs: run.durationMs }),
  };
}

const GROUPS: readonly (readonly LaneItem['kind'][])[] = [['build'], ['capture'], ['terminal'], ['moment'], ['typed']];

function groupItems(facts: Facts, evidence: readonly Evidence[]): LaneItem[][] {
  const items = evidence.flatMap((one) => [describe(facts, one), ...typedLines(one)]);
  const groups = GROUPS.map((kinds) => items.filter(({ kind }) => kinds.includes(kind)));
  return groups.filter((group) => group.length > 0);
}

function describe(facts: Facts, evidence: Evidence): LaneItem {
  const { kind, id, beganMs, endedMs, command } = evidence;
  return { kind, label: kind === 'build' ? command : id, beganMs, endedMs, marksMs: marksOf(facts, evidence) };
}

function marksOf(facts: Facts, evidence: Evidence): number[] {
  if (evidence.kind === 'terminal') return evidence.typed.map(({ atMs }) => atMs);
  if (evidence.kind !== 'capture' || evidence.pcap === undefined || evidence.unavailable !== undefined) return [];
  const { epochUs } = facts.record.run;
  return facts.packets(evidence.id).map(({ timeUs }) => (timeUs - epochUs) / 1000);
}

const TYPED_COLUMNS = 30;

/** Lines that were typed; keys such as Ctrl-C are marks alone. */
function typedLines(evidence: Evidence): LaneItem[] {
  if (evidence.kind !== 'terminal') return [];
  const lines = evidence.typed.filter(({ text }) => /[^\0-\x20\x7f]/.test(text));
  return lines.map(({ atMs, text }) => {
    const label = `"${cut(text.replace(/[\r\n]+$/, ''), TYPED_COLUMNS)}"`;
    return { kind: 'typed', label, beganMs: atMs, endedMs: atMs, marksMs: [] };
  });
}
