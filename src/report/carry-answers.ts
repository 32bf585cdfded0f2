import { type Answer, findAnswers } from './answers.ts';
import { applyEdits } from './fill.ts';

/** A report with nothing in the places for answers, to be compared. */
export function withoutAnswers(markdown: string, answers: readonly Answer[]): string {
  return applyEdits(
    markdown,
    answers.map(({ start, end }) => ({ start, end, text: '' })),
  );
}

/** A new report with the answers of an earlier one, byte for byte; `lost` are those that it does not ask for. */
export function fillAnswers(
  markdown: string,
  { answers, from }: { answers: readonly Answer[]; from: string },
): { markdown: string; lost: string[] } {
  const places = findAnswers(markdown, 'report.md');
  const edits = places.flatMap(({ name, start, end }) => {
    const answer = answers.find((each) => each.name === name);
    return answer === undefined ? [] : [{ start, end, text: from.slice(answer.start, answer.end) }];
  });
  const lost = answers.filter(({ name }) => places.every((place) => place.name !== name)).map(({ name }) => name);
  return { markdown: applyEdits(markdown, edits), lost };
}
