import type { Language } from '../language.ts';
import { claims } from './claims.ts';
import { confinement } from './confinement.ts';
import { crossCheckMessages, crossChecks } from './cross-checks.ts';
import { edited } from './edited.ts';
import { figures } from './figures.ts';
import { lab } from './lab.ts';
import { numbers } from './numbers.ts';
import { packets } from './packets.ts';
import { report } from './report.ts';
import { run } from './run.ts';

/** Spanish, as it is written in Spain, with the terms of its textbooks on networks. */
export const spanish: Language = {
  code: 'es',
  name: 'español',
  numbers,
  messages: { ...claims, ...crossCheckMessages, ...run, ...packets, ...edited },
  crossChecks,
  report,
  lab,
  confinement,
  figures,
};
