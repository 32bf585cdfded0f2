import type { Facts } from '../evidence/facts.ts';
import type { Evidence, Moment } from '../record/types.ts';
import { makeVisibleLine } from '../text/visible.ts';
import { formatStop, isCutShort } from './run-stop.ts';
import { formatQuantity } from './words.ts';

/** Why nothing can be said by this evidence at all; undefined when it is there. */
export function whyMissing(facts: Facts, id: string): string | undefined {
  const evidence = findEvidence(facts, id);
  if (evidence === undefined) {
    const stop = formatStop(facts.record);
    return stop === undefined ? `the record holds no evidence ${id}` : `${stop}, before there was anything of ${id}`;
  }
  const name = `${evidence.kind} ${id}`;
  if (evidence.unavailable !== undefined) return `${name} is not available: ${oneLine(evidence.unavailable)}`;
  if (evidence.kind === 'capture' && evidence.pcap === undefined) return `${name} has no packets on record`;
  if (evidence.kind === 'capture') return whyBroken(facts, id);
  return evidence.kind === 'moment' ? whyNoTool(facts, evidence) : undefined;
}

/** Why the evidence may lack something; undefined when it is whole. */
export function whyPartial(facts: Facts, id: string): string | undefined {
  return whyCutShort(facts, id) ?? whyIncomplete(facts, id);
}

/** Why something that was to come never could; undefined when the run went on to the evidence's end. */
export function whyCutShort(facts: Facts, id: string): string | undefined {
  const evidence = findEvidence(facts, id);
  if (evidence === undefined || !isCutShort(facts.record, evidence)) return undefined;
  return `${formatStop(facts.record)}, before ${evidence.kind} ${id} was over`;
}

/** Why a capture may lack packets that came; undefined for what is no capture. */
export function whyIncomplete(facts: Facts, id: string): string | undefined {
  const evidence = findEvidence(facts, id);
  if (evidence?.kind !== 'capture') return undefined;
  const dropped = droppedIn(facts, id);
  if (dropped > 0) return `the kernel dropped ${formatQuantity(dropped, 'packet')} of capture ${id}`;
  return evidence.complete === true ? undefined : `capture ${id} was stopped before it was known to be complete`;
}

/** How many packets tcpdump said that the kernel had dropped. */
export function droppedIn(facts: Facts, id: string): number {
  const evidence = findEvidence(facts, id);
  return evidence?.kind === 'capture' ? (evidence.packets?.dropped ?? 0) : 0;
}

export function findEvidence({ record }: Facts, id: string): Evidence | undefined {
  return record.evidence.find((evidence) => evidence.id === id);
}

function whyBroken(facts: Facts, id: string): string | undefined {
  const problem = facts.captureProblem(id);
  return problem && `the packets of capture ${id} could not be read to the end: ${problem}`;
}

// A shell runs the rest of a pipeline without the tool: "no sockets" would then be said of a host that nobody looked at.
const NO_TOOL = /^bash: (?:line \d+: )?(?<tool>\S+): command not found$/m;

function whyNoTool(facts: Facts, { id }: Moment): string | undefined {
  const tool = NO_TOOL.exec(facts.text(id))?.groups?.tool;
  return tool === undefined ? undefined : `the command of moment ${id} needs ${tool}, which was not found`;
}

function oneLine(text: string): string {
  return makeVisibleLine(text.trim().replace(/\s+/g, ' '));
}
