/** Marks of Markdown and of answers, and characters that no text should begin or end with. */
export const MARKS: readonly string[] = [
  '```',
  '````console server',
  '~~~',
  '<!-- answer: a -->',
  '<!-- /answer -->',
  '<!--',
  '-->',
  '\0',
  '\ufeff',
  '\r',
];
