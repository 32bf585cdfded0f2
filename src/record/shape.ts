import type { Evidence } from './run-record.ts';

/** Files of an evidence, relative to the report's folder. */
export function filesOf(evidence: Evidence): string[] {
  const { log } = evidence;
  if (evidence.kind === 'terminal') return [log, evidence.cast];
  if (evidence.kind === 'capture') return [log, ...(evidence.pcap === undefined ? [] : [evidence.pcap])];
  return [log];
}
