import { counted, numbers, quantity } from './numbers.ts';

/** What was found at which numbers: "frames 3 and 4". */
export interface Numbered {
  /** Told already, e.g. "3 and 4". */
  numbers: string;
  isOne: boolean;
}

/** Words that a report has around evidence and verdicts. */
export const report = {
  statuses: { held: 'held', failed: 'failed', 'not-testable': 'not testable' },
  /** Before a number of a log's lines, or of a capture's frames. */
  line: (at: Numbered) => counted('line', at),
  frame: (at: Numbered) => counted('frame', at),
  /** A value that the run has not got. */
  notAvailable: '(not available)',
  none: 'none',
  status: (status: number) => `status ${status}`,
  notes: {
    notAvailable: 'Not available',
    incomplete: 'The run is incomplete',
    failed: 'Not borne out',
    'not-testable': 'Not testable',
  },

  // The head.
  frontMatter: {
    author: 'Author',
    email: 'E-mail',
    group: 'Group',
    course: 'Course',
    institution: 'Institution',
    license: 'License',
  },
  made: (when: string, seconds: string) => `Made: ${when}, in ${seconds} s`,
  by: (version: string, driver: string) => `By: labreport ${version}, with hosts of the driver ${driver}`,
  on: (system: string, kernel: string) => `On: ${system}, kernel ${kernel}`,
  tools: (tools: readonly string[]) => `Tools: ${tools.join(', ')}`,
  notShown: (limit: string) => `Not shown here: ${limit}`,
  selfReported: 'Trust: self-reported; nobody has run the lab again and compared',
  reexecuted: (run: { when: string; kernel: string; same: number; runs: number }) =>
    `Trust: self-reported; its record says that the lab was run again on ${run.when}, kernel ${run.kernel}: ${run.same} of ${run.runs} the same. Anybody can write that`,
  stopped: (stop: { step: number; steps: number; place: string; expected: string; seen: string }) =>
    `it stopped at step ${stop.step} of ${stop.steps}${stop.place}. Expected: ${stop.expected} Seen: ${stop.seen} ` +
    'The text is written for a whole run: what it tells of this step and of later ones was not seen.',

  // Below an evidence block.
  endedBy: (signal: string) => `Ended by ${signal}.`,
  endedWith: (status: number) => `Ended with status ${status}.`,
  dropped: (packets: number) => `The kernel dropped ${quantity(packets, 'packet')}.`,
  printedNothing: 'It printed nothing.',
  showing: (text: string) => `those that show ${text}`,
  noLines: (total: number) => `None of ${quantity(total, 'line')}`,
  noPackets: (total: number) => `None of ${quantity(total, 'packet')}`,
  places: (unit: 'line' | 'byte' | 'packet', at: Numbered & { total: number }) =>
    `${counted(UNITS[unit], at)} of ${numbers.count(at.total)}`,
  leftOut: ({ lines, bytes, mark }: { lines: number; bytes: number; mark: string }) => {
    const size = quantity(bytes, 'byte');
    return `${lines === 0 ? size : `${quantity(lines, 'line')} (${size})`} left out at the ${mark}`;
  },
  wholeIn: (link: string) => `the whole is in ${link}`,

  // Why a value is missing.
  notRecorded: 'the record holds none.',
  endedBefore: 'the run ended before it was seen.',
  stillRan: 'it still ran when the run ended.',
  notPrinted: (field: string) => `the tool printed no ${field}.`,
  noSuchPackets: (capture: string) => `capture ${capture} has no such packets.`,

  // The place for an answer.
  unanswered: '*Not answered yet: write here.*',

  // The page.
  contents: 'Contents',

  // Tables.
  claimsHeader: ['Claim', 'Verdict', 'Reason'],
  crossChecksHeader: ['Cross-check', 'Result', 'Reason'],
  noClaims: 'The lab makes no claims.',
  commandsHeader: ['Host', 'Terminal', 'Since', 'Runs'],
  hostsHeader: ['Host', 'Full name', 'Address (network)'],
  environmentHeader: ['What', 'Version'],
  environment: { labreport: 'labreport', driver: 'driver', kernel: 'kernel', system: 'system' },
};

const UNITS = { line: 'Line', byte: 'Byte', packet: 'Packet' };
