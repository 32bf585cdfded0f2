import { isUtf8 } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillAnswers, isOnlyAnswered } from '../../edited/carry-answers.ts';
import { beside, type Kept } from '../../record/previous.ts';
import { type Answer, findAnswers } from '../../report/answers.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';

/** An edited report that is going to be replaced. */
export interface EditedReport {
  text: string;
  answers: Answer[];
  /** Where it stays beside the new one; absent where nothing but answers was edited. */
  kept?: Kept[number];
}

/** Refuses to replace a report in which more than answers was edited, unless that is asked for. */
export function openEdited(options: {
  out: string;
  bytes: Buffer;
  sha256: string | undefined;
  replace: boolean;
}): EditedReport {
  const { out, bytes, sha256, replace } = options;
  const file = nearPath(join(out, 'report.md'));
  const text = bytes.toString('utf8');
  // Of other bytes something would be lost.
  const answers = isUtf8(bytes) ? findAnswers(text, file) : [];
  if (isOnlyAnswered(text, { answers, sha256 })) return { text, answers };
  if (replace) return { text, answers, kept: beside(out) };
  throw new LabreportError({
    code: 'report-edited',
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
  if (!answers.some(({ isAnswered }) => isAnswered)) return kept === undefined ? [] : [kept];
  const file = join(dir, 'report.md');
  const { markdown, lost } = fillAnswers(await readFile(file, 'utf8'), { answers, from: text });
  await writeFile(file, markdown);
  if (kept !== undefined) return [kept];
  return lost.length === 0 ? [] : [beside(out)];
}
