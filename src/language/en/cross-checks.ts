import type { Lacking } from '../types.ts';
import { numbers } from './numbers.ts';

const LACKING: Record<Lacking, string> = { handshake: 'its handshake', endpoint: 'that address and port' };

/** What came of holding evidences against each other. */
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

  socketShown: (shown: { local: string; peer: string; state: string; moment: string }) =>
    `${shown.local} with ${shown.peer}, ${shown.state} at ${shown.moment}`,
  reportedBy: (text: string, terminal: string) => `${text}, reported by ${terminal}`,

  hasHandshake: (capture: string) => `its handshake is in capture ${capture}`,
  hasEndpoint: (capture: string) => `capture ${capture} has the same address and port`,
  lacks: (lack: { capture: string; host: string; lacking: Lacking }) =>
    `capture ${lack.capture}, which ran on ${lack.host} at that time, does not have ${LACKING[lack.lacking]}`,
  noCapture: () => 'the run has no capture',
  noneRan: () => 'no capture ran on its hosts when it was opened',
  ranElsewhere: (hosts: readonly string[]) => `captures ran on ${numbers.list(hosts)} only`,
  endedBeforeOpening: (capture: string) => `capture ${capture} had ended before it was opened`,
  openedBefore: (capture: string) => `it was opened before capture ${capture} began`,
  maybeOpenedBefore: (capture: string) => `it may have been opened before capture ${capture} began`,
  maybeOpenedAfter: (capture: string) => `it may have been opened after capture ${capture} had ended`,
  otherInterface: (capture: string, host: string) => `capture ${capture} is on another interface of ${host}`,
  optionsMayLimit: (capture: string) => `the options of capture ${capture} may leave it out`,
  filterUnknown: (capture: string) => `it is not known what capture ${capture} leaves out`,
  filterLeaves: (capture: string, filter: string) => `the filter of capture ${capture} leaves it out (${filter})`,
  filterMayLeave: (capture: string, filter: string) => `the filter of capture ${capture} may leave it out (${filter})`,

  noSegments: () => 'no capture has its segments',
  endedBy: (capture: string) => `capture ${capture} had ended by then`,
  endedAt: (capture: string) => `capture ${capture} ended at that time`,
  implies: (capture: string, state: string) => `the segments in capture ${capture} imply ${state}`,
  impliesOther: (other: { capture: string; implied: readonly string[]; state: string }) => {
    const names = other.implied.length === 0 ? 'no connection' : numbers.list(other.implied);
    return `the segments in capture ${other.capture} imply ${names}, not ${other.state}`;
  },
  timeless: (capture: string) => `capture ${capture} tells no times`,
  notAll: (capture: string) => `capture ${capture} does not have all of the connection`,
  onItsWay: (capture: string, host: string) =>
    `capture ${capture} is on ${host}, and segments may take their time from host to host`,
  queueFull: () =>
    'a server stays in SYN_RECV while its queue of connections is full, or while it waits for the first data',
  finWaits: (bytes: number) => `its FIN waits behind ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} not sent yet`,
};
