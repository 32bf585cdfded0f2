import type { Evidence, FileHash, RunRecord } from '../run-record.ts';
import { checkAddresses, checkReach, checkTraits } from './driver-checks.ts';
import type { Flaw } from './tree.ts';

/** What the parts of a record say of each other: the first that can't be so. */
export function findContradiction(record: RunRecord): Flaw | undefined {
  return CHECKS.map((check) => check(record)).find((flaw) => flaw !== undefined);
}

const CHECKS: readonly ((record: RunRecord) => Flaw | undefined)[] = [
  ({ evidence }) => findTwin(evidence, ({ id }) => id, { path: ['evidence'], key: 'id' }),
  ({ hosts }) => findTwin(hosts, ({ name }) => name, { path: ['hosts'], key: 'name' }),
  ({ lab }) => findTwin(lab.claims, ({ id }) => id, { path: ['lab', 'claims'], key: 'id' }),
  ({ files }) => findTwin(files, ({ path }) => path, { path: ['files'], key: 'path' }),
  ({ inputs }) => findTwin(inputs, ({ path }) => path, { path: ['inputs'], key: 'path' }),
  checkSteps,
  checkFailure,
  checkHosts,
  checkTimes,
  checkChunks,
  checkVerified,
  checkTraits,
  checkReach,
  checkAddresses,
];

function findTwin<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { path, key }: { path: string[]; key: string },
): Flaw | undefined {
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    if (seen.has(nameOf(item))) return { path: [...path, i, key], expected: 'one that is there once' };
    seen.add(nameOf(item));
  }
  return undefined;
}

function checkSteps({ steps, lab }: RunRecord): Flaw | undefined {
  const expected = `a step of the lab, which has ${lab.steps.length}`;
  const i = steps.findIndex(({ step }) => step >= lab.steps.length);
  return i < 0 ? undefined : { path: ['steps', i, 'step'], expected };
}

function checkFailure({ run: { failure }, lab }: RunRecord): Flaw | undefined {
  if (failure === undefined || failure.step < lab.steps.length) return undefined;
  return { path: ['run', 'failure', 'step'], expected: `a step of the lab, which has ${lab.steps.length}` };
}

function checkHosts({ evidence, hosts }: RunRecord): Flaw | undefined {
  const names = new Set(hosts.map(({ name }) => name));
  const i = evidence.findIndex(({ host }) => host !== undefined && !names.has(host));
  return i < 0 ? undefined : { path: ['evidence', i, 'host'], expected: `one of ${[...names].join(', ') || 'none'}` };
}

/** What ends has begun before. */
function checkTimes({ evidence, steps }: RunRecord): Flaw | undefined {
  const isTurned = ({ beganMs, endedMs }: { beganMs: number; endedMs: number }) => endedMs < beganMs;
  const expected = 'a time that is not before beganMs';
  const i = evidence.findIndex(isTurned);
  if (i >= 0) return { path: ['evidence', i, 'endedMs'], expected };
  const k = steps.findIndex(isTurned);
  return k < 0 ? undefined : { path: ['steps', k, 'endedMs'], expected };
}

/** Bytes come one after the other, and no more than there are. */
function checkChunks({ evidence, files }: RunRecord): Flaw | undefined {
  const sizes = new Map(files.map(({ path, bytes }: FileHash) => [path, bytes]));
  for (const [i, each] of evidence.entries()) {
    const k = each.kind === 'terminal' ? wrongChunk(each, sizes.get(each.log)) : -1;
    if (k >= 0) return { path: ['evidence', i, 'chunks', k], expected: 'a later time, and more bytes of the log' };
  }
  return undefined;
}

function wrongChunk({ chunks }: Extract<Evidence, { kind: 'terminal' }>, size = Number.MAX_SAFE_INTEGER): number {
  return chunks.findIndex(([atMs, endByte], k) => {
    const [beforeMs, startByte] = chunks[k - 1] ?? [0, 0];
    return atMs < beforeMs || endByte < startByte || endByte > size;
  });
}

function checkVerified({ verified = [] }: RunRecord): Flaw | undefined {
  const i = verified.findIndex(({ runs, same }) => same > runs);
  return i < 0 ? undefined : { path: ['verified', i, 'same'], expected: 'at most as many as there were runs' };
}
