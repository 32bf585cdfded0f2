import type { Facts } from '../../evidence/facts.ts';
import { statesBefore, walkStates } from '../../evidence/tcp/states.ts';
import type { TcpState } from '../../lab/terms.ts';
import { type Message, say } from '../../messages/message.ts';
import { whyPartial } from '../judge/testable.ts';
import type { CrossCheck, CrossFinding } from './cross-check.ts';
import { type Captured, findConnections, handshakeOf } from './handshake.ts';
import { type ShownSocket, shownSockets } from './moment-sockets.ts';
import { toCrossCheck } from './to-cross-check.ts';
import { LAG_MS, timeOf, type Watch } from './watch.ts';

/** A segment that was lost on its way between two hosts is sent again after that time. */
const RETRANSMISSION_MS = 1000;

/** The state that netstat or ss shows is one that the segments so far imply (RFC 9293). */
export function checkStates(facts: Facts, watches: readonly Watch[]): CrossCheck[] {
  return shownSockets(facts).map((shown) => {
    const cite = { evidence: shown.moment.id, lines: [shown.socket.line] };
    return toCrossCheck({ check: 'state', subject: shown.subject, cite }, judge(facts, watches, shown));
  });
}

const RANK: readonly CrossFinding['status'][] = ['agrees', 'disagrees', 'not-testable'];

function judge(facts: Facts, watches: readonly Watch[], shown: ShownSocket): CrossFinding {
  const findings = findConnections(facts, watches, shown).map((captured) => compare(facts, shown, captured));
  const best = findings.sort((one, other) => RANK.indexOf(one.status) - RANK.indexOf(other.status))[0];
  return best ?? { status: 'not-testable', reason: say('noSegments'), cites: [] };
}

function compare(facts: Facts, shown: ShownSocket, captured: Captured): CrossFinding {
  const { id } = captured.watch.capture;
  const { state } = shown.socket;
  if (captured.watch.untilMs < shown.moment.beganMs) {
    return { status: 'not-testable', reason: say('endedBy', { capture: id }), cites: [] };
  }
  const implied = implyStates(facts, captured, shown, LAG_MS);
  const cites = [{ evidence: id, ...(implied.frames.length > 0 && { frames: implied.frames }) }];
  if (implied.states.includes(state)) {
    return { status: 'agrees', reason: say('implies', { capture: id, state }), cites };
  }
  const doubt = whyDoubtful(facts, shown, captured, implied);
  if (doubt !== undefined) return { status: 'not-testable', reason: doubt, cites };
  const other = { capture: id, implied: implied.states, state };
  return { status: 'disagrees', reason: say('impliesOther', other), cites };
}

/** States that one end had at some time during a moment, and the frames that brought them. */
interface Implied {
  states: TcpState[];
  frames: number[];
}

function implyStates(facts: Facts, { connection, side }: Captured, { moment }: ShownSocket, lagMs: number): Implied {
  let held: { state: TcpState | undefined; frame?: number }[] = [{ state: statesBefore(connection)[side] }];
  for (const { packet, ...states } of walkStates(connection)) {
    const step = { frame: packet.frame, state: states[side] };
    const atMs = timeOf(packet, facts.record) ?? 0;
    // What comes before the moment is all forgotten but for the last.
    if (atMs <= moment.beganMs - lagMs) held = [step];
    else if (atMs <= moment.endedMs + lagMs) held.push(step);
  }
  const changes = held.filter(({ state }, i) => i === 0 || state !== held[i - 1]?.state);
  return {
    states: [...new Set(changes.flatMap(({ state }) => state ?? []))],
    frames: changes.flatMap(({ frame }) => frame ?? []),
  };
}

/** Why the kernel may show another state than the segments imply, or the capture may lack some; undefined for none. */
function whyDoubtful(facts: Facts, shown: ShownSocket, captured: Captured, implied: Implied): Message | undefined {
  const { watch, connection } = captured;
  const { id, host } = watch.capture;
  const partial = whyPartial(facts, id);
  if (partial !== undefined) return partial;
  if (connection.packets.some(({ timeUs }) => timeUs === 0)) return say('timeless', { capture: id });
  if (watch.untilMs < shown.moment.endedMs + LAG_MS) return say('endedAt', { capture: id });
  if (handshakeOf(connection) === undefined) return say('notAll', { capture: id });
  if (host !== shown.moment.host) {
    const late = implyStates(facts, captured, shown, RETRANSMISSION_MS);
    const isOnItsWay = late.states.includes(shown.socket.state);
    if (isOnItsWay) return say('onItsWay', { capture: id, host });
  }
  return whyUnseen(shown, implied);
}

/** States of Linux's own that come or stay without a segment. */
function whyUnseen({ socket: { state, sendQueue } }: ShownSocket, { states }: Implied): Message | undefined {
  if (state === 'SYN_RECV' && states.includes('ESTABLISHED')) {
    return say('queueFull');
  }
  const waits = state === 'FIN_WAIT1' ? 'ESTABLISHED' : 'CLOSE_WAIT';
  const hasClosed = state === 'FIN_WAIT1' || state === 'LAST_ACK';
  if (hasClosed && sendQueue > 0 && states.includes(waits)) {
    return say('finWaits', { bytes: sendQueue });
  }
  return undefined;
}
