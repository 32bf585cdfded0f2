import { lstatSync } from 'node:fs';

/** Where an edited Markdown file is put beside a new one: report.edited-1.md, or the first number that is free. */
export function editedName(file: string): string {
  const stem = file.replace(/\.md$/, '');
  let number = 1;
  while (lstatSync(`${stem}.edited-${number}.md`, { throwIfNoEntry: false }) !== undefined) number++;
  return `${stem}.edited-${number}.md`;
}
