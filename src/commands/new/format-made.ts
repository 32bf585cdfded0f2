import { dirname } from 'node:path';
import type { Made } from '../../app/new/make-lab.ts';
import { paint } from '../print/paint.ts';

/** What was made, and the commands that come next. */
export function formatMade({ name, lab, template, schema, schemaWas }: Made): string {
  const made = [
    [`${lab}/lab.yaml`, 'what happens, and what the report claims'],
    [`${lab}/src/`, 'the programs'],
    [template, 'what the report says'],
    ...(schemaWas === 'absent' ? [[schema, 'completes lab.yaml in editors']] : []),
  ];
  const asked = dirname(lab) === 'labs' ? name : asPath(lab);
  const next = [
    [`labreport generate ${asked}`, 'runs it and writes the report'],
    [`labreport check reports/${name}`, 'checks what the report claims'],
    [`labreport preview reports/${name}`, 'shows it while you edit'],
  ];
  const note = schemaWas === 'other' ? `\n${otherSchema(schema)}\n` : '';
  return `Made:\n${formatPairs(made)}${note}\nNext:\n${formatPairs(next)}`;
}

/** A path that generate does not take for a name. */
function asPath(path: string): string {
  return path.includes('/') ? path : `./${path}`;
}

function otherSchema(schema: string): string {
  return `${schema} was there and is not the one of this labreport; if editors mark\nkeys that labreport takes, delete it and run labreport new once more.`;
}

function formatPairs(pairs: readonly (readonly string[])[]): string {
  const width = Math.max(...pairs.map(([left = '']) => left.length));
  const lines = pairs.map(
    ([left = '', right = '']) => `  ${paint('bold', left.padEnd(width))}  ${paint('dim', right)}\n`,
  );
  return lines.join('');
}
