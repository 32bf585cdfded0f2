import { LANGUAGES } from '../language/languages.ts';
import { hashText } from '../record/hash.ts';
import { type Answer, findAnswers } from '../report/answers.ts';
import { applyEdits } from '../report/fill/edit.ts';

/** Whether nothing but answers was written into a report: with none in their places it has the hash of what was made. */
export function isOnlyAnswered(
  markdown: string,
  { answers, sha256 }: { answers: readonly Answer[]; sha256: string | undefined },
): boolean {
  return Object.values(LANGUAGES).some(
    ({ report }) => hashText(withoutAnswers(markdown, answers, report.unanswered)) === sha256,
  );
}

/** A report as it was before somebody wrote between the marks: in each place a line says that nobody has. */
function withoutAnswers(markdown: string, answers: readonly Answer[], unanswered: string): string {
  const edits = answers.map(({ start, end }) => {
    const mark = markdown.slice(markdown.lastIndexOf('\n', start - 2) + 1, start);
    const lead = /^[ \t>]*/.exec(mark)?.[0] ?? '';
    return { start, end, text: `${lead}${unanswered}\n` };
  });
  return applyEdits(markdown, edits);
}

/** A new report with the answers of an earlier one, byte for byte; `lost` are those that it does not ask for. */
export function fillAnswers(
  markdown: string,
  { answers, from }: { answers: readonly Answer[]; from: string },
): { markdown: string; lost: string[] } {
  const written = answers.filter(({ isAnswered }) => isAnswered);
  const places = findAnswers(markdown, 'report.md');
  const edits = places.flatMap(({ name, start, end }) => {
    const answer = written.find((each) => each.name === name);
    return answer === undefined ? [] : [{ start, end, text: from.slice(answer.start, answer.end) }];
  });
  const lost = written.filter(({ name }) => places.every((place) => place.name !== name)).map(({ name }) => name);
  return { markdown: applyEdits(markdown, edits), lost };
}
