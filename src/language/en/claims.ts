import type { ClaimMessages } from '../../messages/claims.ts';
import type { Message } from '../../messages/message.ts';
import type { Elsewhere, Ending, EventName, EvidenceName } from '../../messages/values.ts';
import type { Words } from '../words.ts';
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

/** Why claims hold, fail or can't be tested. */
export const claims: Words<ClaimMessages<Message>> = {
  all: ({ parts }, tell) => numbers.list(parts.map(tell)),
  but: ({ found, doubt }, tell) => `${tell(found)}, but ${tell(doubt)}`,
  because: ({ found, lack }, tell) => `${tell(found)}: ${tell(lack)}`,

  // Counts of sockets, processes and packets.
  sockets: ({ tallies }) =>
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
  processes: ({ tallies }) =>
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
  packets: ({ tallies, connection }) => {
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
  noConnectionOf: ({ terminal }) => `the capture holds no connection of terminal ${terminal}`,
  showSequence: ({ connections }) => {
    const [first, ...others] = connections;
    if (first !== undefined && others.length === 0) return `${formatConnection(first)} shows the sequence`;
    return `${others.length === 1 ? 'both' : `all ${connections.length}`} connections show the sequence`;
  },
  someShowSequence: ({ total, shown, expected }) => {
    const verb = shown === 1 ? 'shows' : 'show';
    return `of ${quantity(total, 'connection')}, ${shown} ${verb} the sequence (${formatExpected(expected)})`;
  },
  lackSequence: ({ connection, missing, after, others }) => {
    const where = after === undefined ? '' : ` after frame ${after}`;
    const text = `${formatConnection(connection)} shows no ${formatPacket(missing)}${where}`;
    if (others === 0) return text;
    const verb = others === 1 ? 'does' : 'do';
    return `${text}; ${quantity(others, 'other connection')} ${verb} not show the sequence either`;
  },

  // Texts.
  shows: ({ text, lines }) => `${text} shows in ${formatLines(lines)}`,
  showsNowhere: ({ text }) => `${text} shows nowhere`,
  lacksText: ({ text, after, elsewhere }) => {
    const where = after === undefined ? '' : ` after ${after.text} (${formatLines(after.lines)})`;
    return `${text} does not show${where}${elsewhere === undefined ? '' : formatElsewhere(elsewhere)}`;
  },

  // How programs ended.
  endedAsExpected: ({ exit }) => `${formatEnding(exit)}, as expected`,
  endedOtherwise: ({ exit, expected }) => `${formatEnding(exit)}, expected ${formatEnd(expected)}`,
  notEnded: ({ expected }) => `it still ran at the end of the run, expected ${formatEnd(expected)}`,

  // Events and their order.
  came: ({ event, atMs }) => `${formatEvent(event)} came ${formatSeconds(atMs)} after the run began`,
  cameAfter: ({ event, gapMs, previous }) =>
    `${formatEvent(event)} came ${formatGap(gapMs)} after ${formatEvent(previous)}`,
  cameBefore: ({ event, gapMs, previous }) =>
    `${formatEvent(event)} came ${formatGap(gapMs)} before ${formatEvent(previous)}`,
  cameWith: ({ event, previous }) => `${formatEvent(event)} came at the same time as ${formatEvent(previous)}`,
  didNotCome: ({ text, on, again }) => `${text} on ${on} did not come${again ? ' again' : ''}`,
  notTyped: ({ text, into, again }) => `${text} was not typed into ${into}${again ? ' again' : ''}`,
  noPacket: ({ packet, capture, other }) => `there is no ${other ? 'other ' : ''}${formatPacket(packet)} in ${capture}`,
  notStopped: ({ id }) => `${id} was not stopped`,
  stillRan: ({ id }) => `${id} still ran at the end of the run`,
  clocksDiffer: ({ ms }) => `times of packets can be compared with other times to ${ms} ms only`,

  // Commands of the lab's author.
  tooLong: ({ seconds }) => `the claims could not be checked within ${seconds} s`,
  commandNotRun: ({ command }) => `its command ${command} was not run`,
  commandSaid: ({ command, exit, limitS, output }) => {
    const said = output === '' ? ' and printed nothing' : ` and printed "${output}"`;
    if (exit === undefined) return `${command} had not ended after ${limitS} s${said}`;
    const end = 'signal' in exit ? `was ended by ${exit.signal}` : `ended with status ${exit.status}`;
    return `${command} ${end}${said}`;
  },

  runsIt: ({ reason, flag }, tell) => `${tell(reason)} (${flag} runs it)`,

  // What the evidence lacks.
  runStopped: ({ step, line }) =>
    `the run stopped at step ${step}${line === undefined ? '' : ` (line ${line} of lab.yaml)`}`,
  notSeen: ({ expected, seen }, tell) => `expected ${tell(expected)}, but ${tell(seen)}`,
  beforeOwnEnd: ({ stop, id }, tell) => `${tell(stop)}, before ${id} had ended by itself`,
  beforeAnything: ({ stop, id }, tell) => `${tell(stop)}, before there was anything of ${id}`,
  beforeOver: ({ stop, evidence }, tell) => `${tell(stop)}, before ${formatEvidence(evidence)} was over`,
  noEvidence: ({ id }) => `the record holds no evidence ${id}`,
  unavailable: ({ evidence, why }, tell) => `${formatEvidence(evidence)} is not available: ${tell(why)}`,
  noPackets: ({ evidence }) => `${formatEvidence(evidence)} has no packets on record`,
  unreadable: ({ capture, problem }, tell) =>
    `the packets of capture ${capture} could not be read to the end: ${tell(problem)}`,
  toolMissing: ({ moment, tool }) => `the command of moment ${moment} needs ${tool}, which was not found`,
  packetsDropped: ({ count, capture }) => `the kernel dropped ${quantity(count, 'packet')} of capture ${capture}`,
  notComplete: ({ capture }) => `capture ${capture} was stopped before it was known to be complete`,
  framePartial: ({ frame, capture }) => `frame ${frame} of capture ${capture} was captured only in part`,
  frameUntold: ({ frame, capture }) =>
    `frame ${frame} of capture ${capture} tells no host, as can be under the loopback driver`,
  frameTimeless: ({ frame, capture }) => `frame ${frame} of capture ${capture} tells no time`,
  notChecked: () => 'it was not checked',
};

function formatSeconds(ms: number): string {
  return `${numbers.decimal((ms / 1000).toFixed(3))} s`;
}

/** Two events right after each other may have the same time. */
function formatGap(ms: number): string {
  if (ms === 0) return 'right';
  return ms < 10 ? `${numbers.decimal(ms.toFixed(3))} ms` : formatSeconds(ms);
}

function exist(count: number): string {
  return count === 1 ? 'exists' : 'exist';
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function formatElsewhere({ kind, lines }: Elsewhere): string {
  if (kind === 'before') return `; it shows before that, in ${formatLines(lines)}`;
  return `; ${formatLines(lines)} ${lines.length === 1 ? 'shows' : 'show'} it only as the echo of what was typed`;
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
  return kind === 'build' ? 'the build' : `${kind} ${id}`;
}
