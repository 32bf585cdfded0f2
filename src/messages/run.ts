import type { NoValues } from './claims.ts';
import type { Ending, PacketName } from './values.ts';

/**
 * What a record says: limits and pins of a driver, what a step waited for and what was seen instead, why an evidence is
 * not there. Their ids and values are part of the record's format. `Message` is any of them, as a part
 * of another one.
 */
export interface RunMessages<Message> {
  /** Words of a program, of the system, or of an old record: the same in every language. */
  said: { text: string };

  // What a driver can't show.
  sharedDevice: NoValues;
  sharedMachine: NoValues;
  noHostNames: NoValues;
  offloaded: NoValues;
  driverUnusable: { driver: string; why: string };

  // What a driver fixed so that runs come out the same.
  fixedMacs: NoValues;
  ownHostsFile: NoValues;
  plainPackets: NoValues;
  tcpPinned: NoValues;
  ownProcessIds: NoValues;
  ownFiles: NoValues;
  congestionControl: { algorithm: string };
  sharedFiles: NoValues;

  // What a step waited for.
  textOn: { text: string; terminal: string };
  captureBegins: NoValues;
  captureWhole: { capture: string };
  enoughMachine: NoValues;
  programBegins: { terminal: string };
  programEnds: { terminal: string; by: string };
  commandEnds: { command: string; host: string };
  socketsIn: { count: number; state: string; host: string };
  packetsLike: { count: number; capture: string; match: PacketName };
  processesOf: { count: number; program: string; state?: string; host: string };
  noOption: NoValues;
  pcapFilter: NoValues;
  givenBefore: NoValues;
  typedLine: { terminal: string };

  // What was seen instead.
  noAnswer: NoValues;
  tcpdumpEnded: { exit: Ending };
  tcpdumpLimited: { limit: string };
  /** How far a program came, the last that it printed, and a file that the build should have made. */
  printed: { end: Message; last?: string; unmade?: string };
  programRan: { seconds: number };
  programEnded: { exit: Ending };
  programLimited: { limit: string };
  portHeld: { port: number; host: string; holder?: { program: string; pid: number } };
  ranOn: { seconds: number };
  killedAfter: { seconds: number };
  notWithin: { seconds: number };
  countAfter: { count: number; seconds: number };
  controlCharacter: { line: string };
  valueIs: { name: string; value: string };
  valueForShell: { name: string; value: string };
  filterIs: { capture: string; filter: string };
  noValue: { name: string };

  // Why an evidence is not there.
  fileMissing: { file: string };
  madeOtherwise: { judge: string };
}
