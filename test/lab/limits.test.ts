import { expect, it } from 'vitest';
import { DEFAULT_LIMITS, lowerLimits } from '../../src/lab/limits.ts';

it('another’s limits lower ours, and never raise them', () => {
  expect(lowerLimits({}, DEFAULT_LIMITS)).toEqual(DEFAULT_LIMITS);
  expect(lowerLimits({ processes: 10, memory: 16e9, cpu: 3_600_000 }, DEFAULT_LIMITS)).toEqual({
    ...DEFAULT_LIMITS,
    processes: 10,
  });
});
