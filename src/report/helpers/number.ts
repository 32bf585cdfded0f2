import type { Helper } from '../report.ts';
import { formatNumberWord } from '../words.ts';

/**
 * A number as a word, up to twelve; other numbers in digits.
 * @example {{number (count (sockets "netstat-open" state="ESTABLISHED"))}} connections
 */
export const number: Helper = (_, call) => {
  call.expect({ args: 1 });
  return formatNumberWord(call.number(0, 'a number, e.g. (count ...)'));
};
