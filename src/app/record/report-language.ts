import { join } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { readInside } from '../../files/read.ts';
import { english } from '../../language/en/english.ts';
import type { Language } from '../../language/language.ts';
import { languageOf } from '../../report/template-language.ts';

/** The language of the template that a report keeps; English where that can't be told. */
export function reportLanguage(dir: string): Language {
  const file = join(dir, 'lab', 'template.md.hbs');
  try {
    return languageOf({ file, text: readInside(dir, 'lab/template.md.hbs', MOST.textBytes).toString('utf8') });
  } catch {
    return english;
  }
}
