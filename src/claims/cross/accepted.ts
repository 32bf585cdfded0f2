import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import { SOCKETS } from '../../evidence/readings/sockets/sockets.ts';
import type { Packet } from '../../evidence/types.ts';
import { type Message, say } from '../../messages/message.ts';
import type { Terminal } from '../../record/run-record.ts';
import { oncePerRun } from '../judge/once.ts';
import { judgeAbsence } from './absence.ts';
import { type AcceptLine, acceptLines } from './accept-lines.ts';
import type { CrossCheck, CrossFinding } from './cross-check.ts';
import { connectionsWith, type End, isEnd } from './ends.ts';
import { momentsOf } from './moment-sockets.ts';
import { terminalsOf } from './terminal-texts.ts';
import { since } from './times/interval.ts';
import { openingOf } from './times/opening.ts';
import { toCrossCheck } from './to-cross-check.ts';
import { LAG_MS, timeOf, type Watch } from './watch.ts';

/** As many frames of a connection are cited. */
const CITED = 3;

/** Each connection that a server's output reports has the same remote address and port in a capture. */
export function checkAccepted(facts: Facts, watches: readonly Watch[]): CrossCheck[] {
  return terminalsOf(facts).flatMap((terminal) => {
    const lines = acceptLines(facts, terminal);
    const local = lines.length === 0 ? { addresses: [] } : localEnd(facts, terminal);
    return lines.map((line) => {
      const { id } = terminal;
      const subject: Message = say('reportedBy', { text: line.text, terminal: id });
      const cite = { evidence: id, lines: [line.line] };
      return toCrossCheck({ check: 'accepted', subject, cite }, judge(facts, watches, { line, local }));
    });
  });
}

function judge(
  facts: Facts,
  watches: readonly Watch[],
  { line, local }: { line: AcceptLine; local: End },
): CrossFinding {
  for (const { capture } of watches) {
    const frames = findFrames(facts, capture.id, { line, local });
    if (frames.length === 0) continue;
    const { id } = capture;
    const reason: Message = say('hasEndpoint', { capture: id });
    return { status: 'agrees', reason, cites: [{ evidence: id, frames }] };
  }
  const ends = { client: line.remote, server: local };
  // A server reports no connection that was there before it.
  const opening = since(openingOf(facts, { ...ends, seenMs: line.atMs }), [line.terminal.beganMs]);
  const protocols = line.isConnection ? (['tcp'] as const) : (['tcp', 'udp'] as const);
  return judgeAbsence(facts, watches, { ...ends, opening, seenMs: line.atMs, protocols, lacking: 'endpoint' });
}

/** Where the terminal's program listens: its port is one that it was started with, where that is only one. */
function localEnd(facts: Facts, { host, command, pid }: Terminal): End {
  const addresses = (facts.context().addresses[host] ?? []).map(plainAddress);
  const named = (command.match(/(?<![\w.])\d{1,5}(?![\w.])/g) ?? []).map(Number);
  const listening = (pid !== undefined && portsByProcess(facts).get(`${host} ${pid}`)) || [];
  const [port, other] = new Set(listening.length > 0 ? listening : named);
  return { addresses, port: other === undefined ? port : undefined };
}

/** The ports on which the moments show a process listening, by its host and id. */
const portsByProcess = oncePerRun((facts) => {
  const ports = new Map<string, number[]>();
  for (const { id, host } of momentsOf(facts)) {
    for (const { state, pid, local } of facts.rows(SOCKETS, id)) {
      if (state !== 'LISTEN' || pid === undefined || local.port === undefined) continue;
      ports.set(`${host} ${pid}`, [...(ports.get(`${host} ${pid}`) ?? []), local.port]);
    }
  }
  return ports;
});

/** The first frames between the reported end and the server's host, from the server's start to its line. */
function findFrames(facts: Facts, capture: string, { line, local }: { line: AcceptLine; local: End }): number[] {
  const { terminal, remote, atMs } = line;
  const isTheirs = (packet: Packet) => {
    const { source, destination } = packet;
    const time = timeOf(packet, facts.record);
    if (source === undefined || destination === undefined || time === undefined) return false;
    const isBetween = (one: typeof source, other: typeof source) => isEnd(one, remote) && isLocal(facts, other, local);
    const isInTime = time >= terminal.beganMs - LAG_MS && time <= atMs + LAG_MS;
    return isInTime && (isBetween(source, destination) || isBetween(destination, source));
  };
  const frames: number[] = [];
  for (const packet of packetsOf(facts, capture, remote)) {
    if (isTheirs(packet)) frames.push(packet.frame);
    if (frames.length === CITED) break;
  }
  return frames;
}

/** Packets with that end: of TCP those of its connections, so that a large capture is not read anew for each line. */
function* packetsOf(facts: Facts, capture: string, remote: End): Generator<Packet> {
  const connections = connectionsWith(facts, capture, remote).filter(({ client }) => isEnd(client, remote));
  for (const { packets } of connections) yield* packets;
  yield* facts.datagrams(capture);
}

/** Where hosts share a network stack, a server may have any address of the machine. */
function isLocal({ record }: Facts, end: { address: string; port?: number }, local: End): boolean {
  return !record.driver.traits.ownNetwork || isEnd(end, { addresses: local.addresses });
}
