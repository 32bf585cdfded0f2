import type { Language } from '../language.ts';
import { claims } from './claims.ts';
import { confinement } from './confinement.ts';
import { crossChecks } from './cross-checks.ts';
import { figures } from './figures.ts';
import { lab } from './lab.ts';
import { numbers } from './numbers.ts';
import { recorded } from './recorded.ts';
import { report } from './report.ts';

/** Spanish, as it is written in Spain, with the terms of its textbooks on networks. */
export const spanish: Language = {
  code: 'es',
  name: 'español',
  ...{ numbers, claims, crossChecks, report, lab, confinement, figures, recorded },
};
