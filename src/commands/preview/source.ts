import { join, resolve } from 'node:path';
import type { Source } from '../../preview/server/types.ts';
import { packageRoot } from '../inputs/roots.ts';
import { describeStep } from '../print/step-text.ts';
import { openRecord } from '../record/open-record.ts';
import { presentFacts } from '../record/readable-facts.ts';
import { followTemplate } from './template.ts';

/** Where the preview of a report gets what it shows; `template` is the file to follow, where a person has named one. */
export async function previewSource(path: string, template: string | undefined): Promise<Source> {
  const { dir, file, record } = await openRecord(path);
  const followed = await followTemplate({ dir, record, file: template });
  return {
    ...{ dir, file, markdown: resolve(file), describeStep },
    async open() {
      const opened = await openRecord(path);
      return { text: opened.text, facts: presentFacts(opened.record, dir) };
    },
    loadTemplate: followed.load,
    templatePaths: followed.paths,
    runAgain: [process.execPath, join(packageRoot(), 'dist', 'cli.js'), 'update', file, '--json'],
  };
}
