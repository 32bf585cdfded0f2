import * as z from 'zod/mini';
import type { TextPattern } from '../../text/pattern.ts';
import { checkReferences } from '../check/references.ts';
import type { World } from '../check/world.ts';
import type { Path } from '../source.ts';
import { addValues, buildPattern, pattern, recordedPattern } from './pattern.ts';

/** The key of a lab.yaml for what a terminal must show before the step is done. */
export function until(description: string) {
  return { until: z.exactOptional(pattern(description)) };
}

/** What a record holds of it. */
export const recordedUntil = { until: z.exactOptional(recordedPattern) };

/** The pattern, where there is one. */
export function buildUntil(raw: { until?: string }): { until?: TextPattern } {
  return raw.until === undefined ? {} : { until: buildPattern(raw.until) };
}

/** What it looks for on the terminal: it may refer to all that is known, and its named groups are known from then on. */
export function checkUntil(world: World, terminal: string, { until }: { until?: string }, path: Path): void {
  if (until === undefined) return;
  const place = [...path, 'until'];
  checkReferences(world, { path: place, value: until, expands: ['until'] });
  addValues(world, terminal, until, place);
}
