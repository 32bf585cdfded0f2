import { isAbsolute, normalize } from 'node:path';
import type { Evidence, RunRecord } from './types.ts';

/** What a record that somebody else gave lacks to be read as one; undefined when it has what is needed. */
export function findFlaw(record: unknown): string | undefined {
  if (!isObject(record)) return 'is no mapping';
  const { lab, run, driver, machine } = record;
  const lists = ['evidence', 'hosts', 'steps', 'files', 'inputs'].find((key) => !Array.isArray(record[key]));
  if (lists !== undefined) return `has no list "${lists}"`;
  if (!isObject(lab) || !Array.isArray(lab.steps) || !Array.isArray(lab.claims))
    return 'has no lab with steps and claims';
  if (!isObject(run) || typeof run.startedAt !== 'string' || typeof run.epochUs !== 'number')
    return 'has no time of its run';
  if (!isObject(driver) || !isObject(machine)) return 'has no driver or machine';
  const { frontMatter = {} } = record;
  if (!isObject(frontMatter) || Object.values(frontMatter).some((value) => typeof value !== 'string'))
    return 'has front matter that is not texts';
  const { evidence, files, inputs } = record as unknown as RunRecord;
  return evidence.map(flawOfEvidence).find(isFlaw) ?? [...files, ...inputs].map(flawOfHash).find(isFlaw);
}

/** Files of an evidence, relative to the report's folder. */
export function filesOf(evidence: Evidence): string[] {
  const { log } = evidence;
  if (evidence.kind === 'terminal') return [log, evidence.cast];
  if (evidence.kind === 'capture') return [log, ...(evidence.pcap === undefined ? [] : [evidence.pcap])];
  return [log];
}

const KINDS = ['terminal', 'moment', 'capture', 'build'];

function flawOfEvidence(evidence: unknown, i: number): string | undefined {
  const name = `evidence[${i}]`;
  if (!isObject(evidence) || typeof evidence.id !== 'string' || !KINDS.includes(evidence.kind as string)) {
    return `has an ${name} without id or kind`;
  }
  if (evidence.kind === 'terminal' && !(Array.isArray(evidence.chunks) && Array.isArray(evidence.typed))) {
    return `has a terminal "${evidence.id}" without times`;
  }
  const wrong = filesOf(evidence as unknown as Evidence).find((path) => !isInside(path));
  return wrong === undefined
    ? undefined
    : `names a file outside its folder: ${JSON.stringify(wrong)} of "${evidence.id}"`;
}

function flawOfHash(hash: unknown): string | undefined {
  if (isObject(hash) && typeof hash.sha256 === 'string' && isInside(hash.path)) return undefined;
  return `names a file outside its folder: ${JSON.stringify(isObject(hash) ? hash.path : hash)}`;
}

/** A record is read wherever it came from: it must not make labreport read other files. */
function isInside(path: unknown): boolean {
  return typeof path === 'string' && path !== '' && !isAbsolute(path) && !normalize(path).startsWith('..');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFlaw(flaw: string | undefined): flaw is string {
  return flaw !== undefined;
}
