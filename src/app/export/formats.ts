import { LabreportError } from '../../text/errors.ts';
import { suggest } from '../../text/suggest.ts';

/** What a report can be written as. */
export const FORMATS = ['md', 'html', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

/** The formats that `--format md,html` names. */
export function parseFormats(text: string): Format[] {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  const unknown = words.find((word) => !isFormat(word));
  if (unknown === undefined) return FORMATS.filter((format) => words.includes(format));
  const near = suggest(unknown, FORMATS);
  throw new LabreportError({
    code: 'usage',
    message: `unknown format "${unknown}", expected one or more of ${FORMATS.join(', ')}, with commas between them`,
    hint: near === undefined ? 'For example: --format md,html,pdf' : `did you mean ${near}?`,
  });
}

function isFormat(word: string): word is Format {
  return (FORMATS as readonly string[]).includes(word);
}
