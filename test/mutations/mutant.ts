import { readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, YAMLMap, YAMLSeq } from 'yaml';
import { checkClaims } from '../../src/claims/check-claims.ts';
import { compareRuns } from '../../src/compare/compare-runs.ts';
import type { ComparedObservation } from '../../src/compare/observation.ts';
import { Facts } from '../../src/evidence/facts.ts';
import { readRecord } from '../../src/record/read-record.ts';
import { labreport, makeFolder } from '../journeys/labreport.ts';
import type { Caught, LabName, Patch } from './mutations.ts';

/** What a step may wait for at most, s: a mutant's steps often wait for what will never come. */
const LIMIT_S = 3;

/** Runs a lab, patched or as it is, and reads what it saw. */
export async function runLab(lab: LabName, patches: readonly Patch[] = []): Promise<Facts> {
  const cwd = await makeFolder();
  await cp(join('labs', lab), join(cwd, lab), { recursive: true });
  for (const patch of patches) await apply(patch, join(cwd, lab, patch.file));
  await limitSteps(join(cwd, lab, 'lab.yaml'));
  // The lab's own template names evidence that a mutant may not have.
  await writeFile(join(cwd, 'template.md.hbs'), '{{head}}\n');
  const args = ['generate', `./${lab}`, '--template', 'template.md.hbs', '--out', 'report', '--quiet'];
  const { status, stderr } = await labreport(args, { cwd });
  if (![0, 1, 3].includes(Number(status))) throw new Error(`the lab could not be run: ${stderr}`);
  const dir = join(cwd, 'report');
  return new Facts({ record: readRecord(dir), read: (path) => readFileSync(join(dir, path)) });
}

/** A text that is not there exactly once would make another change than the table says. */
async function apply({ from, to }: Patch, file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const count = text.split(from).length - 1;
  if (count !== 1) throw new Error(`${JSON.stringify(from)} is ${count} times in ${file}, expected once`);
  await writeFile(
    file,
    text.replace(from, () => to),
  );
}

async function limitSteps(file: string): Promise<void> {
  const document = parseDocument(await readFile(file, 'utf8'));
  const steps = document.get('steps');
  if (!(steps instanceof YAMLSeq)) throw new Error(`${file} has no steps`);
  for (const step of steps.items) if (step instanceof YAMLMap) step.set('limit', LIMIT_S);
  await writeFile(file, document.toString({ lineWidth: 0 }));
}

/** Who notices that a run is not like the one before it: the claims that failed, or else the observations that differ. */
export function catchersOf({ before, after }: { before: Facts; after: Facts }): Caught {
  const failed = checkClaims({ facts: after }).filter(({ status }) => status === 'failed');
  if (failed.length > 0) return { claims: failed.map(({ claim }) => claim) };
  const { observations } = compareRuns({ before, after });
  return { verify: observations.filter(isOwnFinding).map(({ kind, id }) => `${kind} ${id}`) };
}

/** Verdicts and cross-checks follow from evidence; and what a run that broke off did not come to is no finding. */
function isOwnFinding({ kind, same, differences }: ComparedObservation): boolean {
  const isMissing = differences.some(({ aspect, after }) => aspect === kind && after.length === 0);
  return !same && !isMissing && kind !== 'claim' && kind !== 'cross-check';
}
