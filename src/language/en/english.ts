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

/** The language of records, of messages, and of templates that tell no other. Its type is that of all languages. */
export const english = {
  /** As a template tells it: `{{!-- lang: en --}}`, and as HTML has it. */
  code: 'en',
  name: 'English',
  numbers,
  /** The words of each message. */
  messages: { ...claims, ...crossCheckMessages, ...run, ...packets, ...edited },
  crossChecks,
  report,
  lab,
  confinement,
  figures,
};
