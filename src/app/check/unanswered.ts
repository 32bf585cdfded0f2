import type { Answer } from '../../report/answers.ts';

/** A question to the report's author that is not answered yet. */
export interface Unanswered {
  name: string;
  /** Where the answer is to stand, from 1. */
  line?: number;
}

/** The questions that a report does not answer, and those whose places are gone. */
export function findUnanswered(answers: readonly Answer[], asked: readonly string[]): Unanswered[] {
  const gone = asked.filter((name) => answers.every((answer) => answer.name !== name));
  const empty = answers.filter(({ isAnswered }) => !isAnswered).map(({ name, line }) => ({ name, line }));
  return [...empty, ...gone.map((name) => ({ name }))];
}
