import table from '../../../labs/released.json' with { type: 'json' };
import type { ReleasedLabs } from '../../record/lab-identity.ts';

/** The labs that came with each version of labreport; scripts/released.mjs writes the table. */
export const releasedLabs: ReleasedLabs = table;
