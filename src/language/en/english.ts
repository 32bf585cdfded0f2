import { claims } from './claims.ts';
import { confinement } from './confinement.ts';
import { crossChecks } from './cross-checks.ts';
import { figures } from './figures.ts';
import { lab } from './lab.ts';
import { numbers } from './numbers.ts';
import { report } from './report.ts';

/** The language of records, of messages, and of templates that tell no other. Its type is that of all languages. */
export const english = {
  /** As a template tells it: `{{!-- lang: en --}}`, and as HTML has it. */
  code: 'en',
  name: 'English',
  numbers,
  claims,
  crossChecks,
  report,
  lab,
  confinement,
  figures,
  /** A sentence that a record holds, e.g. a limit of a driver; one that is not known stays as it is. */
  recorded: (sentence: string): string => sentence,
};
