import type { Capture, Moment, RunRecord, Terminal } from '../record/run-record.ts';

/** The terminals of a run, in the order in which they began. */
export function terminalsOf({ evidence }: RunRecord): Terminal[] {
  return evidence.filter((each) => each.kind === 'terminal');
}

export function momentsOf({ evidence }: RunRecord): Moment[] {
  return evidence.filter((each) => each.kind === 'moment');
}

/** The captures whose packets can be read. */
export function capturesOf({ evidence }: RunRecord): Capture[] {
  return evidence.filter((each) => each.kind === 'capture').filter(({ pcap }) => pcap !== undefined);
}
