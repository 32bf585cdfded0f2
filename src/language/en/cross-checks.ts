import type { CrossCheckMessages } from '../../messages/cross-checks.ts';
import type { Lacking } from '../../messages/values.ts';
import type { Words } from '../words.ts';
import { numbers } from './numbers.ts';

const LACKING: Record<Lacking, string> = { handshake: 'its handshake', endpoint: 'that address and port' };

/** Words around what came of holding evidences against each other. */
export const crossChecks = {
  /** What each kind says when all agree. */
  kinds: {
    handshake: 'Each connection that netstat or ss shows has its handshake in a capture',
    accepted: 'Each connection that a server reports has the same address and port in a capture',
    state: 'Each state that netstat or ss shows follows from the segments before it (RFC 9293)',
  },
  /** "12 of 12 agree". */
  agreeing: (agreeing: number, total: number) => `${agreeing} of ${total} ${agreeing === 1 ? 'agrees' : 'agree'}`,
  disagrees: 'disagrees',
  /** "4 not testable: it was opened before capture wire began (3), the run has no capture (1)". */
  untestable: (total: number, reasons: readonly string[]) => `${total} not testable: ${reasons.join(', ')}`,
};

/** What was compared, and why it agrees, disagrees or can't be tested. */
export const crossCheckMessages: Words<CrossCheckMessages> = {
  socketShown: ({ local, peer, state, moment }) => `${local} with ${peer}, ${state} at ${moment}`,
  reportedBy: ({ text, terminal }) => `${text}, reported by ${terminal}`,

  hasHandshake: ({ capture }) => `its handshake is in capture ${capture}`,
  hasEndpoint: ({ capture }) => `capture ${capture} has the same address and port`,
  lacks: ({ capture, host, lacking }) =>
    `capture ${capture}, which ran on ${host} at that time, does not have ${LACKING[lacking]}`,
  noCapture: () => 'the run has no capture',
  noneRan: () => 'no capture ran on its hosts when it was opened',
  ranElsewhere: ({ hosts }) => `captures ran on ${numbers.list(hosts)} only`,
  endedBeforeOpening: ({ capture }) => `capture ${capture} had ended before it was opened`,
  openedBefore: ({ capture }) => `it was opened before capture ${capture} began`,
  maybeOpenedBefore: ({ capture }) => `it may have been opened before capture ${capture} began`,
  maybeOpenedAfter: ({ capture }) => `it may have been opened after capture ${capture} had ended`,
  otherInterface: ({ capture, host }) => `capture ${capture} is on another interface of ${host}`,
  optionsMayLimit: ({ capture }) => `the options of capture ${capture} may leave it out`,
  filterUnknown: ({ capture }) => `it is not known what capture ${capture} leaves out`,
  filterLeaves: ({ capture, filter }) => `the filter of capture ${capture} leaves it out (${filter})`,
  filterMayLeave: ({ capture, filter }) => `the filter of capture ${capture} may leave it out (${filter})`,

  noSegments: () => 'no capture has its segments',
  endedBy: ({ capture }) => `capture ${capture} had ended by then`,
  endedAt: ({ capture }) => `capture ${capture} ended at that time`,
  implies: ({ capture, state }) => `the segments in capture ${capture} imply ${state}`,
  impliesOther: ({ capture, implied, state }) => {
    const names = implied.length === 0 ? 'no connection' : numbers.list(implied);
    return `the segments in capture ${capture} imply ${names}, not ${state}`;
  },
  timeless: ({ capture }) => `capture ${capture} tells no times`,
  notAll: ({ capture }) => `capture ${capture} does not have all of the connection`,
  onItsWay: ({ capture, host }) =>
    `capture ${capture} is on ${host}, and segments may take their time from host to host`,
  queueFull: () =>
    'a server stays in SYN_RECV while its queue of connections is full, or while it waits for the first data',
  finWaits: ({ bytes }) => `its FIN waits behind ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} not sent yet`,
};
