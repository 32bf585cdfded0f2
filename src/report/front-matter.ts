import type { Language } from '../language/language.ts';
import type { FrontMatter } from '../record/run-record.ts';

/** What of the front matter a report's head shows, in this order; the number stands behind the name. */
const SHOWN = ['author', 'email', 'group', 'course', 'institution', 'license'] as const;

/** "Author: Ada Lovelace (12345)" and so on: a line of text for each that was told. */
export function formatFrontMatter(frontMatter: FrontMatter = {}, language: Language): string[] {
  return SHOWN.flatMap((key) => {
    const value = key === 'author' ? formatAuthor(frontMatter) : frontMatter[key];
    return value === undefined ? [] : [`${language.report.frontMatter[key]}: ${value}`];
  });
}

/** "Ada Lovelace (12345)". */
export function formatAuthor({ author, id }: FrontMatter): string | undefined {
  if (author === undefined) return id;
  return id === undefined ? author : `${author} (${id})`;
}
