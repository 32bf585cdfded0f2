import type { Call } from '../../../template/call.ts';
import { isBlank } from '../../../template/trace.ts';
import { formatAnswer, isAnswerName } from '../../answers.ts';
import type { Branch, Helper, Report } from '../../report.ts';

/**
 * A question to the report's author, and a place for the answer. `labreport check` says which are still unanswered; when
 * the report is made again, the answers stay.
 * @argument {text} name a name for the answer: letters, digits, "-", "." and "_"
 * @block the question
 * @example
 * {{#answer "why-reset"}}
 * What did the reset mean?
 * {{/answer}}
 */
export const answer: Helper = (report, call) => {
  call.expect({ args: 1 });
  const name = call.text(0, 'a name for the answer');
  if (!call.isBlock) {
    throw call.fail(
      `{{answer "${name}"}} without its question, expected {{#answer "${name}"}}question{{/answer}}`,
      'A block begins with #.',
    );
  }
  if (!isAnswerName(name)) throw call.fail(`unexpected answer "${name}", expected letters, digits, "-", "." and "_"`);
  remember(report, call, name);
  const lines = call.body().split('\n');
  const endsLine = isBlank(lines.at(-1) ?? '');
  const question = endsLine ? lines.slice(0, -1) : lines;
  if (question.every(isBlank)) throw call.fail(`answer "${name}" has no question, expected one before {{/answer}}`);
  const indent = /^[ \t]*/.exec(question[0] ?? '')?.[0] ?? '';
  const quoted = question.map((line) => `> ${line.trimStart()}`.trimEnd());
  const asked = [...quoted, '', ...formatAnswer(name, report.language.report.unanswered)];
  const text = asked.map((line, i) => (i === 0 || line === '' ? line : indent + line)).join('\n');
  return `${indent}${text}${endsLine ? `\n${lines.at(-1)}` : ''}`;
};

function remember({ answers, branches }: Report, call: Call, name: string): void {
  const twin = answers.find((other) => other.name === name && !excludes(other.branches, branches));
  if (twin !== undefined) throw call.fail(`answer "${name}" is asked for a second time, expected another name`);
  answers.push({ name, branches });
}

/** No run takes both: a claim can't both hold and not hold. */
function excludes(one: readonly Branch[], other: readonly Branch[]): boolean {
  return one.some(({ claim, held }) => other.some((branch) => branch.claim === claim && branch.held !== held));
}
