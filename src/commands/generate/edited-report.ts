import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashText } from '../../record/hash.ts';
import { beside, type Kept } from '../../record/previous.ts';
import { type Answer, findAnswers } from '../../report/answers.ts';
import { fillAnswers, withoutAnswers } from '../../report/carry-answers.ts';
import { LabreportError } from '../../text/errors.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { nearPath } from '../inputs/near-path.ts';
import { openRecord } from '../record/open-record.ts';
import { renderRecord } from '../record/render-record.ts';

/** An edited report that is going to be replaced. */
export interface EditedReport {
  text: string;
  answers: Answer[];
  /** Where it stays beside the new one; absent where nothing but answers was edited. */
  kept?: Kept[number];
}

/** Refuses to replace a report in which more than answers was edited, unless that is asked for. */
export async function openEdited(options: { out: string; text: string; replace: boolean }): Promise<EditedReport> {
  const { out, text, replace } = options;
  const file = nearPath(join(out, 'report.md'));
  const answers = findAnswers(text, file);
  if (await isOnlyAnswered(out, { text, answers, file })) return { text, answers };
  if (replace) return { text, answers, kept: beside(out) };
  throw new LabreportError({
    message: `${file} was edited after it was made, expected to replace only what nobody has edited`,
    hint:
      `To run the lab again and refresh what the report shows of it, edits kept: labreport update ${nearPath(out)}\n` +
      'To make it anew: --replace; the edited one is then kept beside the new one. Or another folder: --out DIR',
  });
}

/** Puts the answers into the new report in `dir`. Those that it does not ask for any more stay in the one beside it. */
export async function carryAnswers(
  { answers, text, kept }: EditedReport,
  { dir, out }: { dir: string; out: string },
): Promise<Kept> {
  const written = answers.filter(({ isAnswered }) => isAnswered);
  if (written.length === 0) return kept === undefined ? [] : [kept];
  const file = join(dir, 'report.md');
  const { markdown, lost } = fillAnswers(await readFile(file, 'utf8'), { answers: written, from: text });
  await writeFile(file, markdown);
  if (kept !== undefined) return [kept];
  return lost.length === 0 ? [] : [beside(out)];
}

/** Whether it is, but for answers, what its record gives. A record that can't be read tells nothing of that. */
async function isOnlyAnswered(
  out: string,
  { text, answers, file }: { text: string; answers: readonly Answer[]; file: string },
): Promise<boolean> {
  if (answers.length === 0) return false;
  try {
    const { record, dir } = await openRecord(out);
    const { markdown } = renderRecord({ record, dir, template: await keptTemplate(dir) });
    if (hashText(markdown) !== record.report?.sha256) return false;
    const [one, other] = [withoutAnswers(text, answers), withoutAnswers(markdown, findAnswers(markdown, file))];
    return one === other;
  } catch (error) {
    if (error instanceof LabreportError || isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
