import type { Call } from '../../../template/call.ts';
import { MARK } from '../../../template/placeholders.ts';
import { withoutMarks } from '../../../template/trace.ts';
import { LabreportError } from '../../../text/errors.ts';
import { oneOf, suggest } from '../../../text/suggest.ts';
import type { Helper } from '../../report.ts';

/**
 * Claims in the template's own words, one to a line: the claim's id, a colon and a sentence without a full stop. Prints
 * nothing. It stands before the claims that it is about; a claim that it leaves out is worded as in lab.yaml.
 * @block the lines
 * @example
 * {{#says}}builds-clean: The compiler has nothing to complain of{{/says}}
 * {{claim "builds-clean"}}
 */
export const says: Helper = (report, call) => {
  call.expect({ args: 0 });
  const known = report.facts.record.lab.claims.map(({ id }) => id);
  if (report.shown.some(({ about }) => known.includes(about))) {
    throw call.fail('unexpected {{#says}} after a claim was shown, expected it at the top of the template');
  }
  for (const [i, line] of withoutMarks(call.body()).split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, id = '', sentence = ''] = /^\s*([\w-]+):\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (id === '' || sentence.includes(MARK))
      throw refuse(call, i, `unexpected "${line.trim()}", expected id: sentence`);
    if (report.says.has(id)) throw refuse(call, i, `unexpected second wording of claim "${id}"`);
    if (!known.includes(id)) throw unknownClaim(call, i, { id, known });
    report.says.set(id, sentence);
  }
  return '';
};

function unknownClaim(call: Call, index: number, { id, known }: { id: string; known: string[] }): LabreportError {
  const near = suggest(id, known);
  return refuse(call, index, `unknown claim "${id}", expected ${oneOf(known)}`, near && `Did you mean "${near}"?`);
}

/** For a line of the body, which begins on the line after {{#says}}. */
function refuse(call: Call, index: number, message: string, hint?: string): LabreportError {
  const { file, line = 0 } = call.place;
  const isBelow = (call.range?.end.line ?? line) > line;
  const place = { file, line: line + index + (isBelow ? 1 : 0) };
  return new LabreportError({ code: 'template-invalid', message, place, ...(hint !== undefined && { hint }) });
}
