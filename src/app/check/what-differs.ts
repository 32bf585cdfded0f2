import type { Difference } from '../../edited/intact/difference.ts';

/** What is wrong with a part of the report, behind its place. */
export function whatDiffers({ kind, helper, about }: Pick<Difference, 'kind' | 'helper' | 'about'>): string {
  if (kind === 'invented') return 'nothing in the record shows this';
  const what = kind === 'hidden' ? 'is written here, but no reader sees it' : 'is not as the record has it';
  return `${helper} ${about} ${what}`;
}
