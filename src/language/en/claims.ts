import type { Count, PacketPattern } from '../../lab/types.ts';
import type {
  ConnectionName,
  Elsewhere,
  Ending,
  EventName,
  EvidenceName,
  PacketTally,
  ProcessTally,
  SocketTally,
} from '../types.ts';
import { numbers } from './numbers.ts';
import {
  formatConnection,
  formatExpected,
  formatLines,
  formatPacket,
  join,
  nounOf,
  qualify,
  quantity,
} from './phrases.ts';

/** Why claims hold, fail or can't be tested: parts of sentences, without a capital letter and a full stop. */
export const claims = {
  list: numbers.list,
  /** What was found, and why it does not settle the matter. */
  but: (found: string, doubt: string) => `${found}, but ${doubt}`,

  // Counts of sockets, processes and packets.
  sockets: (tallies: readonly SocketTally[]) =>
    numbers.list(
      tallies.map(({ found, query, expected }, i) => {
        const { program, port, peer, peerPort, state } = query;
        const words = [
          i === 0 ? quantity(found, 'socket') : `${found}`,
          program && `of ${program}`,
          port && `on port ${port}`,
          peer !== undefined || peerPort !== undefined ? 'to' : '',
          peer,
          peerPort && `port ${peerPort}`,
          state === undefined ? exist(found) : `${are(found)} ${state}`,
        ];
        return `${join(words)} (${formatExpected(expected)})`;
      }),
    ),
  processes: (tallies: readonly ProcessTally[]) =>
    numbers.list(
      tallies.map(({ found, query: { program, state }, expected }, i) => {
        const words = [
          i === 0 ? quantity(found, 'process', 'processes') : `${found}`,
          program && `of ${program}`,
          state === undefined ? exist(found) : `${are(found)} in state ${state}`,
        ];
        return `${join(words)} (${formatExpected(expected)})`;
      }),
    ),
  packets: (tallies: readonly PacketTally[], connection: ConnectionName | undefined) => {
    const holder = connection === undefined ? 'the capture' : formatConnection(connection);
    const counts = tallies.map(({ found, pattern, expected }) => {
      const noun = `${nounOf(pattern)}${found === 1 ? '' : 's'}`;
      return `${join([`${found}`, pattern.flags?.join(' '), noun, ...qualify(pattern)])} (${formatExpected(expected)})`;
    });
    return `${holder} holds ${numbers.list(counts)}`;
  },
  portsNamed: () => 'ports are shown by name here (netstat and ss show numbers with -n)',
  noProgram: () => 'no program is shown here (netstat and ss show it with -p)',
  noState: () => 'no state is shown here (ps shows it with "x" or "-o stat")',
  hostUntold: () => 'under the loopback driver not every address tells its host',
  shared: () => 'under the loopback driver these may be of other hosts or programs of this machine',

  // Connections and the sequences that they show.
  noConnection: () => 'the capture holds no connection',
  noConnectionOf: (terminal: string) => `the capture holds no connection of terminal ${terminal}`,
  showSequence: (connections: readonly [ConnectionName, ...ConnectionName[]]) => {
    const [first, ...others] = connections;
    if (others.length === 0) return `${formatConnection(first)} shows the sequence`;
    return `${others.length === 1 ? 'both' : `all ${connections.length}`} connections show the sequence`;
  },
  someShowSequence: ({ total, shown, expected }: { total: number; shown: number; expected: Count }) => {
    const verb = shown === 1 ? 'shows' : 'show';
    return `of ${quantity(total, 'connection')}, ${shown} ${verb} the sequence (${formatExpected(expected)})`;
  },
  /** What is missing in the first of some connections, and how many others lack something. */
  lackSequence: (lack: { connection: ConnectionName; missing: PacketPattern; after?: number; others: number }) => {
    const { connection, missing, after, others } = lack;
    const where = after === undefined ? '' : ` after frame ${after}`;
    const text = `${formatConnection(connection)} shows no ${formatPacket(missing)}${where}`;
    if (others === 0) return text;
    const verb = others === 1 ? 'does' : 'do';
    return `${text}; ${quantity(others, 'other connection')} ${verb} not show the sequence either`;
  },
  because: (found: string, lack: string) => `${found}: ${lack}`,

  // Texts.
  shows: (text: string, lines: readonly number[]) => `${text} shows in ${formatLines(lines)}`,
  showsNowhere: (text: string) => `${text} shows nowhere`,
  lacks: (lack: { text: string; after?: { text: string; lines: readonly number[] }; elsewhere?: Elsewhere }) => {
    const { text, after, elsewhere } = lack;
    const where = after === undefined ? '' : ` after ${after.text} (${formatLines(after.lines)})`;
    return `${text} does not show${where}${elsewhere === undefined ? '' : formatElsewhere(elsewhere)}`;
  },

  // How programs ended.
  endedAsExpected: (exit: Ending) => `${formatEnding(exit)}, as expected`,
  endedOtherwise: (exit: Ending, expected: number | string) => `${formatEnding(exit)}, expected ${formatEnd(expected)}`,
  notEnded: (expected: number | string) => `it still ran at the end of the run, expected ${formatEnd(expected)}`,

  // Events and their order.
  came: (event: EventName, seconds: string) => `${formatEvent(event)} came ${seconds} s after the run began`,
  cameAfter: (pair: { event: EventName; gap: string; previous: EventName }) =>
    `${formatEvent(pair.event)} came ${pair.gap} after ${formatEvent(pair.previous)}`,
  cameBefore: (pair: { event: EventName; gap: string; previous: EventName }) =>
    `${formatEvent(pair.event)} came ${pair.gap} before ${formatEvent(pair.previous)}`,
  cameWith: (event: EventName, previous: EventName) =>
    `${formatEvent(event)} came at the same time as ${formatEvent(previous)}`,
  noGap: () => 'right',
  didNotCome: (missing: { text: string; on: string; again: boolean }) =>
    `${missing.text} on ${missing.on} did not come${missing.again ? ' again' : ''}`,
  notTyped: (missing: { text: string; into: string; again: boolean }) =>
    `${missing.text} was not typed into ${missing.into}${missing.again ? ' again' : ''}`,
  noPacket: (missing: { packet: PacketPattern; capture: string; other: boolean }) =>
    `there is no ${missing.other ? 'other ' : ''}${formatPacket(missing.packet)} in ${missing.capture}`,
  notStopped: (id: string) => `${id} was not stopped`,
  stillRan: (id: string) => `${id} still ran at the end of the run`,
  clocksDiffer: (ms: string) => `times of packets can be compared with other times to ${ms} ms only`,

  // Commands of the lab's author.
  tooLong: (seconds: number) => `the claims could not be checked within ${seconds} s`,
  commandNotRun: (command: string) => `its command ${command} was not run`,
  commandSaid: (answer: { command: string; exit?: Ending; limitS: number; output: string }) => {
    const { command, exit, limitS, output } = answer;
    const said = output === '' ? ' and printed nothing' : ` and printed "${output}"`;
    if (exit === undefined) return `${command} had not ended after ${limitS} s${said}`;
    const end = 'signal' in exit ? `was ended by ${exit.signal}` : `ended with status ${exit.status}`;
    return `${command} ${end}${said}`;
  },

  // What the evidence lacks.
  runStopped: (step: number, line: number | undefined) =>
    `the run stopped at step ${step}${line === undefined ? '' : ` (line ${line} of lab.yaml)`}`,
  beforeOwnEnd: (stop: string, id: string) => `${stop}, before ${id} had ended by itself`,
  beforeAnything: (stop: string, id: string) => `${stop}, before there was anything of ${id}`,
  beforeOver: (stop: string, evidence: EvidenceName) => `${stop}, before ${formatEvidence(evidence)} was over`,
  noEvidence: (id: string) => `the record holds no evidence ${id}`,
  unavailable: (evidence: EvidenceName, why: string) => `${formatEvidence(evidence)} is not available: ${why}`,
  noPackets: (evidence: EvidenceName) => `${formatEvidence(evidence)} has no packets on record`,
  unreadable: (capture: string, problem: string) =>
    `the packets of capture ${capture} could not be read to the end: ${problem}`,
  toolMissing: (moment: string, tool: string) => `the command of moment ${moment} needs ${tool}, which was not found`,
  packetsDropped: (count: number, capture: string) =>
    `the kernel dropped ${quantity(count, 'packet')} of capture ${capture}`,
  notComplete: (capture: string) => `capture ${capture} was stopped before it was known to be complete`,
  framePartial: (frame: number, capture: string) => `frame ${frame} of capture ${capture} was captured only in part`,
  frameUntold: (frame: number, capture: string) =>
    `frame ${frame} of capture ${capture} tells no host, as can be under the loopback driver`,
  frameTimeless: (frame: number, capture: string) => `frame ${frame} of capture ${capture} tells no time`,
  notChecked: () => 'it was not checked',
};

function exist(count: number): string {
  return count === 1 ? 'exists' : 'exist';
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function formatElsewhere({ kind, lines }: Elsewhere): string {
  if (kind === 'before') return `; it shows before that, in ${formatLines(lines)}`;
  return `; ${formatLines(lines)} shows it only as the echo of what was typed`;
}

function formatEnding(exit: Ending): string {
  return 'status' in exit ? `it ended with status ${exit.status}` : `${exit.signal} ended it`;
}

function formatEnd(expected: number | string): string {
  return typeof expected === 'number' ? `status ${expected}` : expected;
}

function formatEvent(event: EventName): string {
  switch (event.kind) {
    case 'shows':
      return `${event.text} on ${event.on}`;
    case 'typed':
      return `the line ${event.text} typed into ${event.into}`;
    case 'begins':
      return `the start of ${event.id}`;
    case 'ends':
      return `the end of ${event.id}`;
    case 'stops':
      return `the stop of ${event.id}`;
    case 'packet':
      return `the ${event.isNext ? 'next' : 'first'} ${formatPacket(event.packet)} in ${event.capture}`;
  }
}

function formatEvidence({ kind, id }: EvidenceName): string {
  return `${kind} ${id}`;
}
