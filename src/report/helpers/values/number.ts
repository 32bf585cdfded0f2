import type { Helper } from '../../report.ts';

/**
 * A number as a word, up to twelve; other numbers in digits.
 * @argument {number} number e.g. (count ...)
 * @example {{number (count (sockets "netstat-open" state="ESTABLISHED"))}} connections
 */
export const number: Helper = ({ language }, call) => {
  call.expect({ args: 1 });
  return language.numbers.word(call.number(0, 'a number, e.g. (count ...)'));
};
