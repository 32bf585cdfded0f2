import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { labJsonSchema } from '../../../src/lab/schema/json-schema.ts';

const root = join(import.meta.dirname, '../../..');

it('labs/lab.schema.json is what scripts/schema.mjs would write now', () => {
  const committed = readFileSync(join(root, 'labs/lab.schema.json'), 'utf8');
  expect(committed).toBe(`${JSON.stringify(labJsonSchema(), undefined, 2)}\n`);
});

it('describes every key that an editor can complete', () => {
  expect(keysWithoutDescription(labJsonSchema(), '')).toEqual([]);
});

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  [key: string]: unknown;
}

function keysWithoutDescription(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {} } = value as Schema;
  const bare = Object.entries(properties).filter(([, { description }]) => description === undefined);
  const deeper = Object.entries(value).flatMap(([key, inner]) => keysWithoutDescription(inner, `${path}/${key}`));
  return [...bare.map(([key]) => `${path}/${key}`), ...deeper];
}
