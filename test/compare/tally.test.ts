import { expect, test } from 'vitest';
import type { Comparison, Difference } from '../../src/compare/observation.ts';
import { tallyRuns } from '../../src/compare/tally.ts';

const OTHER: Difference = { aspect: 'lines', before: ['a'], after: ['b'] };

function comparison(differences: Difference[]): Comparison {
  const [same, rules] = [differences.length === 0, ['a rule']];
  return { same, environment: [], observations: [{ kind: 'terminal', id: 'server', same, rules, differences }] };
}

test('runs that differ alike are told once, whatever their notes', () => {
  const noted = { ...OTHER, notes: { after: 'reason' } };
  const runs = [[], [OTHER], [], [noted], [{ ...OTHER, after: [] }]].map(comparison);
  expect(tallyRuns(runs)).toEqual([
    {
      kind: 'terminal',
      id: 'server',
      runs: 5,
      same: 2,
      rules: ['a rule'],
      variants: [
        { runs: [2, 4], differences: [OTHER] },
        { runs: [5], differences: [{ ...OTHER, after: [] }] },
      ],
    },
  ]);
});
