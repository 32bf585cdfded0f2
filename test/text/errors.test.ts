import { expect, test } from 'vitest';
import { LabreportError, type Problem } from '../../src/text/errors.ts';

const WHOLE: Problem = {
  code: 'lab-invalid',
  message: 'unknown host "b", expected a',
  hint: 'did you mean a?\nalso lab.yaml:9:1 no steps',
  place: { file: 'lab.yaml', line: 4, column: 2 },
};

test.each<[Problem, string]>([
  [WHOLE, 'lab.yaml:4:2 unknown host "b", expected a\n  did you mean a?\n  also lab.yaml:9:1 no steps'],
  [{ code: 'busy', message: 'somebody works there' }, 'somebody works there'],
])('its words and its data: %o', (problem, text) => {
  const error = new LabreportError({ ...problem, cause: new Error('below') });
  expect(error.text).toBe(text);
  expect(error.problem).toEqual(problem);
  // What another process gets, and what it makes of it.
  expect(new LabreportError(structuredClone(JSON.parse(JSON.stringify(error.problem)))).problem).toEqual(problem);
});

test('the same error told with another place keeps the rest', () => {
  const cause = new Error('below');
  const error = new LabreportError({ ...WHOLE, cause }).with({ place: { file: 'labs/a/lab.yaml' } });
  expect({ ...error.problem, cause: error.cause }).toEqual({ ...WHOLE, place: { file: 'labs/a/lab.yaml' }, cause });
});
