import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { READINGS } from '../../../src/evidence/readings/readings.ts';

test('labs may name each tool that is read', () => {
  const packages = JSON.parse(readFileSync('src/tools/packages.json', 'utf8'));
  const tools = Object.values(READINGS).flatMap((reading) => reading.tools);
  expect(tools.filter((tool) => !Object.hasOwn(packages, tool))).toEqual([]);
});
