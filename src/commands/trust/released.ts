import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleasedLabs } from '../../record/lab-identity.ts';
import { packageRoot } from '../inputs/roots.ts';

/** The labs that came with each version of labreport; scripts/released.mjs writes the table. */
export function releasedLabs(): ReleasedLabs {
  return JSON.parse(readFileSync(join(packageRoot(), 'labs', 'released.json'), 'utf8'));
}
