import { basename } from 'node:path';
import type { Update } from './update-report.ts';

/** A statement of the template as it is written there, {{value "client2.port"}}; evidence by its name. */
export function nameStatement(id: string, { report: { template } }: Pick<Update, 'report'>): string {
  const [, file, line, column] = /^(?:[a-z]+ of )?[a-z]+ (.*?):(\d+):(\d+)(?: \+ .*)?$/.exec(id) ?? [];
  if (file === undefined) return id;
  const text = textOf(file, template);
  const rest = text
    .split('\n')
    .slice(Number(line) - 1)
    .join('\n')
    .slice(Number(column) - 1);
  const [statement] = rest.split('}}');
  return rest.includes('}}') ? `${statement?.replace(/\s+/g, ' ')}}}` : '';
}

function textOf(file: string, { text, partials, partialFiles, ...main }: Update['report']['template']): string {
  if (file === main.file) return text;
  const name = Object.entries(partialFiles ?? {}).find(([, path]) => path === file)?.[0] ?? basename(file, '.hbs');
  return partials[name] ?? '';
}
