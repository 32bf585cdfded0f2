import type { Language, Phrase } from '../../language/language.ts';

/** "a", "a and b", "a, b and c". */
export function listPhrases(phrases: readonly Phrase[]): Phrase {
  return (language) => language.claims.list(phrases.map((phrase) => phrase(language)));
}

/** What was found, and why it does not settle the matter, where there is such a reason. */
export function withDoubt(found: Phrase, doubt: Phrase | undefined): Phrase {
  if (doubt === undefined) return found;
  return (language) => language.claims.but(found(language), doubt(language));
}

/** The reason of a verdict or a cross-check in a language. */
export function tellReason(of: { reason: string; reasonIn?: Phrase }, language: Language): string {
  return of.reasonIn?.(language) ?? of.reason;
}
