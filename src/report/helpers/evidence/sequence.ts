import { drawSequence } from '../../../figures/sequence/draw-sequence.ts';
import { writeMermaid } from '../../../figures/sequence/mermaid.ts';
import { modelSequence } from '../../../figures/sequence/model.ts';
import type { Sequence } from '../../../figures/sequence/sequence-rows.ts';
import { describeSequence } from '../../../figures/sequence/words.ts';
import { tell } from '../../../language/tell.ts';
import { escapeText, formatCode, formatNote } from '../../../markdown/markdown.ts';
import type { Call } from '../../../template/call.ts';
import { Missing } from '../../../template/captured.ts';
import { parseRanges } from '../../blocks/excerpt.ts';
import { PACKET_OPTIONS, queryPackets } from '../../blocks/packet-query.ts';
import { leaveFigure, nameFigure } from '../../leave-figure.ts';
import { findOutput, type Helper, leaveBlock, missing, type Report } from '../../report.ts';

const CHOOSING = ['of', ...PACKET_OPTIONS.filter((option) => option !== 'of'), 'packets'];
const FORMATS = ['figure', 'mermaid'];

/**
 * A sequence diagram of a capture's packets: its hosts, each packet with its frame number, flags, relative seq and ack, and
 * the states that the two ends go through.
 * @argument {text} id the name of a capture
 * @option {text} [flags] TCP flags that all are set: "SYN", "FIN ACK"
 * @option {text} [from] who sent it: a host, or client or server of its connection
 * @option {text} [to] who it went to, likewise
 * @option {text} [of] a terminal's name: only packets of the connection that its program opened
 * @option {number} [port] a port at either end
 * @option {text} [payload] a text in what it carries
 * @option {text} [protocol] TCP, UDP, ICMP or ARP
 * @option {text} [packets] packets by their numbers in the capture: "1-7"
 * @option {text} [format="figure"] "figure" for a picture, or "mermaid" for Mermaid's text
 * @example {{sequence "traffic" of="client2"}}
 * @example {{sequence "closing" of="forking-client3" format="mermaid"}}
 */
export const sequence: Helper = (report, call) => {
  call.expect({ args: 1, options: [...CHOOSING, 'format'] });
  const id = call.text(0, 'the name of a capture');
  const format = call.option('format') ?? 'figure';
  if (!FORMATS.includes(format)) throw call.unknown('format', format, FORMATS);
  const evidence = findOutput(report, call, { id, kinds: ['capture'] });
  if (evidence instanceof Missing) return leaveNone(report, call, evidence.reason);
  const model = makeModel(report, call, id);
  if (model instanceof Missing) return leaveNone(report, call, model.reason);
  if (format === 'mermaid') {
    return leaveBlock(report, call, { parts: [{ markdown: formatCode(writeMermaid(model), 'mermaid') }] });
  }
  const alt = describeSequence(model, nameSubject(report, call, id));
  return leaveFigure(report, call, {
    name: nameFigure([id], call, CHOOSING),
    svg: drawSequence(model, { title: alt, capture: id }).svg,
    alt,
  });
};

function leaveNone(report: Report, call: Call, reason: string): string {
  return leaveBlock(report, call, {
    parts: [{ markdown: formatNote(report.language.report.notes.notAvailable, escapeText(reason)) }],
  });
}

function makeModel(report: Report, call: Call, id: string): Sequence | Missing {
  const { facts } = report;
  const found = queryPackets(report, call, id);
  if (found instanceof Missing) return found;
  const ranges = call.option('packets') === undefined ? undefined : parseRanges(call, 'packets');
  const packets = found.filter(
    ({ frame }) => ranges?.some(({ first, last }) => first <= frame && frame <= last) ?? true,
  );
  if (packets.length === 0) return missing(report, (words) => words.noSuchPackets(id));
  const of = call.option('of');
  const connection = of === undefined ? undefined : facts.connectionOf(id, of);
  const model = modelSequence({
    record: facts.record,
    packets,
    among: connection?.packets ?? facts.packets(id),
    connections: connection === undefined ? facts.connections(id) : [connection],
    language: report.language,
  });
  return { ...model, notes: [...model.notes, ...warnings(report, id)] };
}

/** What the capture lacks. */
function warnings({ facts, language }: Report, id: string): string[] {
  const evidence = facts.evidence(id);
  const dropped = evidence.kind === 'capture' ? (evidence.packets?.dropped ?? 0) : 0;
  const problem = facts.captureProblem(id);
  return [
    ...(dropped > 0 ? [language.figures.dropped(dropped)] : []),
    ...(problem === undefined ? [] : [language.figures.unreadable(tell(problem, language))]),
  ];
}

function nameSubject({ language }: Report, call: Call, id: string): string {
  const of = call.option('of');
  const isPart = CHOOSING.some((option) => option !== 'of' && call.option(option) !== undefined);
  return language.figures.subject({ capture: id, of, isPart });
}
