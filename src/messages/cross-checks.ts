import type { NoValues } from './claims.ts';
import type { Lacking } from './values.ts';

/** What came of holding evidences against each other: what was compared, and why it agrees, disagrees or can't be tested. */
export interface CrossCheckMessages {
  socketShown: { local: string; peer: string; state: string; moment: string };
  reportedBy: { text: string; terminal: string };

  hasHandshake: { capture: string };
  hasEndpoint: { capture: string };
  lacks: { capture: string; host: string; lacking: Lacking };
  noCapture: NoValues;
  noneRan: NoValues;
  ranElsewhere: { hosts: readonly string[] };
  endedBeforeOpening: { capture: string };
  openedBefore: { capture: string };
  maybeOpenedBefore: { capture: string };
  maybeOpenedAfter: { capture: string };
  otherInterface: { capture: string; host: string };
  optionsMayLimit: { capture: string };
  filterUnknown: { capture: string };
  filterLeaves: { capture: string; filter: string };
  filterMayLeave: { capture: string; filter: string };

  noSegments: NoValues;
  endedBy: { capture: string };
  endedAt: { capture: string };
  implies: { capture: string; state: string };
  impliesOther: { capture: string; implied: readonly string[]; state: string };
  timeless: { capture: string };
  notAll: { capture: string };
  onItsWay: { capture: string; host: string };
  queueFull: NoValues;
  finWaits: { bytes: number };
}
