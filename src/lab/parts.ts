import { createHash } from 'node:crypto';
import type { Claim } from './claims/claims.ts';
import type { Lab } from './types.ts';

/** What a lab says, part by part, as hashes: two labs can be compared of which only one is at hand. */
export interface LabParts {
  /** Hash of each part of lab.yaml but the claims, by its name there. */
  said: Record<string, string>;
  /** By id: hashes of the sentence that readers see, and of what is tested. */
  claims: Record<string, { says: string; test: string }>;
}

/** In what a lab differs from another. */
export interface LabChanges {
  /** Names of parts of lab.yaml, sorted. */
  parts: string[];
  /** Ids of claims that test something else under the same sentence. */
  gutted: string[];
  /** Ids of other claims that were changed, that are gone, and that are new. */
  changed: string[];
  gone: string[];
  added: string[];
}

/** Where files lie is no part of what a lab says: they are compared themselves. Claims have hashes of their own. */
const NOT_SAID = new Set(['name', 'template', 'source', 'claims']);

/** The parts of a lab. Line numbers and the values of parameters are not among them. */
export function partsOf(lab: Lab): LabParts {
  const said = Object.entries(lab).filter(([key]) => !NOT_SAID.has(key));
  return {
    said: Object.fromEntries(said.map(([key, value]) => [key, hashOf(key === 'parameters' ? defaultsOf(lab) : value)])),
    claims: Object.fromEntries(
      lab.claims.map((claim) => [claim.id, { says: hashOf(claim.says), test: testOf(claim) }]),
    ),
  };
}

/** In what `lab` differs from `from`. */
export function compareParts(from: LabParts, lab: LabParts): LabChanges {
  const names = new Set([...Object.keys(from.said), ...Object.keys(lab.said)]);
  const ids = Object.keys(lab.claims).filter((id) => Object.hasOwn(from.claims, id));
  const isOtherTest = (id: string) => from.claims[id]?.test !== lab.claims[id]?.test;
  const isOtherSentence = (id: string) => from.claims[id]?.says !== lab.claims[id]?.says;
  return {
    parts: [...names].filter((name) => from.said[name] !== lab.said[name]).sort(),
    gutted: ids.filter((id) => isOtherTest(id) && !isOtherSentence(id)),
    changed: ids.filter(isOtherSentence),
    gone: Object.keys(from.claims).filter((id) => !Object.hasOwn(lab.claims, id)),
    added: Object.keys(lab.claims).filter((id) => !Object.hasOwn(from.claims, id)),
  };
}

/** Whether two pieces of labs say the same, wherever they stand. */
export function saysSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function testOf({ id: _, says: __, ...test }: Claim): string {
  return hashOf(test);
}

function defaultsOf({ parameters }: Lab): unknown {
  return Object.entries(parameters).map(([name, { value: _, ...parameter }]) => ({ name, ...parameter }));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** The same text for the same values, whatever the order of keys and the lines that they stood in. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (key, each: unknown) => {
      if (key === 'line') return undefined;
      if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
      return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}
