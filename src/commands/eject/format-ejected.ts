import { formatPlaces } from '../../app/eject/copies.ts';
import type { Ejected } from '../../app/eject/eject-template.ts';

const BECAME = { new: 'new', same: 'there already, the same', replaced: 'replaced' };

/** What was copied, and what to do with it. */
export function formatEjected({ name, template, copies, others, next }: Ejected): string {
  const width = Math.max(0, ...copies.map(({ path }) => path.length));
  const lines = copies.map(({ path, became, difference }) => {
    const was = difference === undefined ? '' : `; it differed ${formatPlaces(difference.places)}`;
    return `  ${path.padEnd(width)}  ${BECAME[became]}${was}`;
  });
  const head =
    copies.length === 0 ? [`${template} is the file that labreport reads. Edit it.`] : ['To edit:', ...lines];
  const languages = others.map((code) => `labreport eject ${name} --lang ${code}`);
  return [
    ...head,
    '',
    next.report === undefined
      ? 'Then run the lab with it:'
      : `Then see it in ${next.report}, without running anything:`,
    `  ${next.command}`,
    ...(languages.length === 0 ? [] : ['', 'In other languages:', ...languages.map((line) => `  ${line}`)]),
    '',
  ].join('\n');
}
