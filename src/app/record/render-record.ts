import { checkClaims } from '../../claims/check-claims.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { CrossCheck } from '../../claims/cross/cross-check.ts';
import type { Verdict } from '../../claims/verdict.ts';
import type { ReadLog } from '../../evidence/facts.ts';
import { readInside } from '../../files/read.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { type RenderedReport, renderReport, traceReport } from '../../report/render.ts';
import type { TraceNode } from '../../template/trace.ts';
import type { Template } from '../inputs/templates.ts';
import { factsOf } from './readable-facts.ts';

/** What a record says, and the report that shows it. */
export interface RenderedRecord extends RenderedReport {
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
}

/** The same, and which statement of the template printed which part of it. */
export interface TracedRecord extends RenderedRecord {
  trace: TraceNode;
}

interface Recorded {
  record: RunRecord;
  dir: string;
  template: Template;
}

/** Checks the claims of a record and makes its Markdown; reads the logs that it needs from `dir`. */
export function renderRecord(recorded: Recorded): RenderedRecord {
  const seen = readSeen(recorded);
  return { ...seen, ...renderReport(seen.rendering) };
}

/** The same with its trace. */
export function traceRecord(recorded: Recorded): TracedRecord {
  const seen = readSeen(recorded);
  return { ...seen, ...traceReport(seen.rendering) };
}

function readSeen({ record, dir, template }: Recorded) {
  const read = readLogs(dir);
  const facts = factsOf(record, dir);
  const verdicts = checkClaims({ facts });
  const crossChecks = crossCheck({ facts });
  return { verdicts, crossChecks, rendering: { facts, read, verdicts, crossChecks, template } };
}

/** A report often shows several parts of a log one after the other: the last one that was read is kept. */
function readLogs(dir: string): ReadLog {
  let last: { path: string; bytes: Uint8Array } | undefined;
  return (path) => {
    if (last?.path !== path) last = { path, bytes: readInside(dir, path) };
    return last.bytes;
  };
}
