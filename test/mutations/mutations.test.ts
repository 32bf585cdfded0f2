import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/evidence/facts.ts';
import { isLong } from '../journeys/labreport.ts';
import { catchersOf, runLab } from './mutant.ts';
import { type LabName, mutations } from './mutations.ts';

const chosen = Object.entries(mutations).filter(([, { short }]) => isLong || short);
const originals = new Map<LabName, Promise<Facts>>();

/** A run of the lab as it is, made once. */
function original(lab: LabName): Promise<Facts> {
  const run = originals.get(lab) ?? runLab(lab);
  originals.set(lab, run);
  return run;
}

describe('a lab that was not changed', () => {
  test.each([...new Set(chosen.map(([, { lab }]) => lab))])('%s is caught by nobody', async (lab) => {
    expect(catchersOf({ before: await original(lab), after: await runLab(lab) })).toEqual({ verify: [] });
  });
});

describe(`deliberate changes (${chosen.length} of ${Object.keys(mutations).length})`, () => {
  test.each(chosen)('%s', async (_, { lab, patches, caught }) => {
    const [before, after] = [await original(lab), await runLab(lab, patches)];
    expect(catchersOf({ before, after })).toEqual(caught);
  });
});
