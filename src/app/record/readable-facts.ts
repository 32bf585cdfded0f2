import { Facts } from '../../evidence/facts.ts';
import { look } from '../../files/inside.ts';
import { readInside } from '../../files/read.ts';
import { say } from '../../messages/message.ts';
import type { FileFinding } from '../../record/integrity.ts';
import { openLogInside } from '../../record/open-log.ts';
import type { Evidence, RunRecord } from '../../record/run-record.ts';
import { filesOf } from '../../record/shape.ts';

/** What a record says, with the logs in `dir`. */
export function factsOf(record: RunRecord, dir: string): Facts {
  return new Facts({
    record,
    read: (path) => readInside(dir, path),
    open: (path) => openLogInside(dir, path),
  });
}

/** The same, where logs may be missing or something else than files; they are looked at, not read. */
export function presentFacts(record: RunRecord, dir: string): Facts {
  const paths = record.evidence.flatMap(filesOf);
  const lost = paths.filter((path) => look(dir, path)?.kind !== 'file');
  return readableFacts(
    { record, dir },
    lost.map((path) => ({ path, problem: 'missing' })),
  );
}

/** The same where files are missing: their evidence is not available then. */
export function readableFacts(report: { record: RunRecord; dir: string }, findings: readonly FileFinding[]): Facts {
  return factsOf(withoutLost(report.record, lostIn(findings)), report.dir);
}

/** The same to be compared with another run: evidence whose file is missing shows nothing. */
export function comparableFacts(report: { record: RunRecord; dir: string }, findings: readonly FileFinding[]): Facts {
  const { dir } = report;
  const lost = lostIn(findings);
  const record = withoutLost(report.record, lost);
  return new Facts({
    record: { ...record, evidence: record.evidence.map((each) => withoutPcap(each, lost)) },
    read: (path) => (lost.has(path) ? Buffer.alloc(0) : readInside(dir, path)),
    open: (path) => openLogInside(dir, path),
  });
}

function lostIn(findings: readonly FileFinding[]): ReadonlySet<string> {
  const lost = findings.filter(({ problem }) => problem === 'missing' || problem === 'not-a-file');
  return new Set(lost.map(({ path }) => path));
}

function withoutLost(record: RunRecord, lost: ReadonlySet<string>): RunRecord {
  const evidence = record.evidence.map((each): Evidence => {
    const file = filesOf(each).find((path) => isNeeded(each, path) && lost.has(path));
    return file === undefined ? each : { ...each, unavailable: say('fileMissing', { file }) };
  });
  return { ...record, evidence };
}

function withoutPcap(evidence: Evidence, lost: ReadonlySet<string>): Evidence {
  if (evidence.kind !== 'capture' || evidence.pcap === undefined || !lost.has(evidence.pcap)) return evidence;
  const { pcap: _, ...rest } = evidence;
  return rest;
}

/** The cast and standard error are beside the log, for people to look at. */
function isNeeded(evidence: Evidence, path: string): boolean {
  return path === evidence.log || (evidence.kind === 'capture' && path === evidence.pcap);
}
