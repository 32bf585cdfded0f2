import { resolve } from 'node:path';
import { describeStep } from '../../lab/verbs/verbs.ts';
import type { Language } from '../../language/language.ts';
import type { Source } from '../../preview/server/preview-source.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { formatLab } from '../../report/head.ts';
import { openReport } from '../record/open-report.ts';
import { presentFacts } from '../record/readable-facts.ts';
import { reportLanguage } from '../record/report-language.ts';
import { releasedLabs } from '../trust/released.ts';
import { followTemplate } from './template.ts';
import { runsAgain } from './updater.ts';

/** What the head of the report tells of its lab may have been edited: this is found anew. */
function describeLab(record: RunRecord, language: Language): { text: string; isChanged: boolean } {
  const identity = identifyLab(record, releasedLabs);
  return { text: formatLab({ ...record, identity }, language)[0] ?? '', isChanged: identity.is === 'changed' };
}

/** Where the preview of a report gets what it shows; `template` is the file to follow, where a person has named one. */
export async function previewSource(path: string, template: string | undefined): Promise<Source> {
  const { dir, file, record } = await openReport(path);
  const followed = await followTemplate({ dir, record, file: template });
  const language = reportLanguage(dir);
  return {
    dir,
    file,
    markdown: resolve(file),
    language,
    describeStep,
    describeLab: (of) => describeLab(of, language),
    async open() {
      const opened = await openReport(path);
      return { text: opened.text, facts: presentFacts(opened.record, dir) };
    },
    loadTemplate: followed.load,
    templatePaths: followed.paths,
    runAgain: runsAgain(file),
  };
}
