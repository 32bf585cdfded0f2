import type { Facts } from '../../evidence/facts.ts';
import { type Message, type RunMessage, say } from '../../messages/message.ts';
import type { Evidence, Moment } from '../../record/run-record.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { isCutShort, stopOf, whyStopped } from './run-stop.ts';

/** Why nothing can be said by this evidence at all; undefined when it is there. */
export function whyMissing(facts: Facts, id: string): Message | undefined {
  const evidence = findEvidence(facts, id);
  if (evidence === undefined) {
    const stop = whyStopped(facts.record);
    return stop === undefined ? say('noEvidence', { id }) : say('beforeAnything', { stop, id });
  }
  const { kind, unavailable } = evidence;
  const name = { kind, id };
  if (unavailable !== undefined) {
    return say('unavailable', { evidence: name, why: inOneLine(unavailable) });
  }
  if (evidence.kind === 'capture' && evidence.pcap === undefined) return say('noPackets', { evidence: name });
  if (evidence.kind === 'capture') return whyBroken(facts, id);
  return evidence.kind === 'moment' ? whyNoTool(facts, evidence) : undefined;
}

/** Why the evidence may lack something; undefined when it is whole. */
export function whyPartial(facts: Facts, id: string): Message | undefined {
  return whyCutShort(facts, id) ?? whyIncomplete(facts, id);
}

/** Why something that was to come never could; undefined when the run went on to the evidence's end. */
export function whyCutShort(facts: Facts, id: string): Message | undefined {
  const evidence = findEvidence(facts, id);
  if (evidence === undefined || !isCutShort(facts.record, evidence)) return undefined;
  return say('beforeOver', { stop: stopOf(facts.record), evidence: { kind: evidence.kind, id } });
}

/** Why a capture may lack packets that came; undefined for what is no capture. */
export function whyIncomplete(facts: Facts, id: string): Message | undefined {
  const evidence = findEvidence(facts, id);
  if (evidence?.kind !== 'capture') return undefined;
  const dropped = droppedIn(facts, id);
  if (dropped > 0) return say('packetsDropped', { count: dropped, capture: id });
  return evidence.complete === true ? undefined : say('notComplete', { capture: id });
}

/** How many packets tcpdump said that the kernel had dropped. */
export function droppedIn(facts: Facts, id: string): number {
  const evidence = findEvidence(facts, id);
  return evidence?.kind === 'capture' ? (evidence.packets?.dropped ?? 0) : 0;
}

export function findEvidence(facts: Facts, id: string): Evidence | undefined {
  return facts.find(id);
}

function whyBroken(facts: Facts, id: string): Message | undefined {
  const problem = facts.captureProblem(id);
  return problem === undefined ? undefined : say('unreadable', { capture: id, problem: problem });
}

// A shell runs the rest of a pipeline without the tool: "no sockets" would then be said of a host that nobody looked at.
const NO_TOOL = /^bash: (?:line \d+: )?(?<tool>\S+): command not found$/m;

function whyNoTool(facts: Facts, { id }: Moment): Message | undefined {
  const tool = NO_TOOL.exec(facts.text(id))?.groups?.tool;
  return tool === undefined ? undefined : say('toolMissing', { moment: id, tool });
}

/** A program's own words can have several lines. */
function inOneLine(message: RunMessage): RunMessage {
  if (message.id !== 'said') return message;
  return say('said', { text: makeVisibleLine(message.values.text.trim().replace(/\s+/g, ' ')) });
}
