import { selectPackets } from '../../evidence/select.ts';
import type { Packets } from '../../evidence/types.ts';
import type { PacketPattern } from '../../lab/pieces/packet.ts';
import { PACKET_PROTOCOLS, TCP_FLAGS, type TcpFlag } from '../../lab/terms.ts';
import type { Call } from '../../template/call.ts';
import { Missing } from '../../template/captured.ts';
import { findOutput, type Report } from '../report.ts';

/** Options that choose packets. */
export const PACKET_OPTIONS = ['flags', 'from', 'to', 'of', 'port', 'payload', 'protocol'] as const;

/** The packets of a capture that the helper's options choose; `of` is the connection of a terminal's program. */
export function queryPackets(report: Report, call: Call, captureId: string): Packets | Missing {
  const { facts } = report;
  const of = call.option('of');
  const pattern = readPattern(report, call);
  const context = facts.context(captureId);
  if (of === undefined) return selectPackets(facts.packets(captureId), pattern, context);
  const terminal = findOutput(report, call, { id: of, kinds: ['terminal'] });
  if (terminal instanceof Missing) return terminal;
  const connection = facts.connectionOf(captureId, of);
  return connection === undefined ? [] : selectPackets(connection.packets, pattern, { ...context, connection });
}

function readPattern(report: Report, call: Call): PacketPattern {
  const { payload, port } = { payload: call.option('payload'), port: call.option('port') };
  return {
    ...readSide(report, call, 'from'),
    ...readSide(report, call, 'to'),
    ...readFlags(call),
    ...(payload !== undefined && { payload }),
    ...(port !== undefined && { port }),
    ...readProtocol(call),
  };
}

/** A host's name, or the side of the connection. */
function readSide(report: Report, call: Call, name: 'from' | 'to'): Pick<PacketPattern, 'from' | 'to'> {
  const side = call.option(name);
  if (side === undefined) return {};
  const known = ['client', 'server', ...report.facts.record.hosts.map((host) => host.name)];
  if (!known.includes(side)) throw call.unknown(`host for ${name}=`, side, known);
  return { [name]: side };
}

function readFlags(call: Call): Pick<PacketPattern, 'flags'> {
  const flags = call.option('flags');
  if (flags === undefined) return {};
  return { flags: flags.split(/[\s,]+/).map((flag) => readOneOf(call, 'flag', flag, TCP_FLAGS)) as TcpFlag[] };
}

function readProtocol(call: Call): Pick<PacketPattern, 'protocol'> {
  const protocol = call.option('protocol');
  return protocol === undefined ? {} : { protocol: readOneOf(call, 'protocol', protocol, PACKET_PROTOCOLS) };
}

function readOneOf<T extends string>(call: Call, what: string, word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw call.unknown(what, word, known);
  return found;
}
