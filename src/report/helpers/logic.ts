import type { Helper } from '../report.ts';
import { isTrue } from '../rows.ts';

/**
 * Whether all of the conditions hold.
 * @example {{#if (and (shows "client2" "asdf") (shows "client3" "qwer"))}}Both got their echo.{{/if}}
 */
export const and: Helper = (_, call) => call.args.every(isTrue);

/**
 * Whether at least one of the conditions holds.
 * @example {{#if (or (shows "server" "error") (shows "server" "abort"))}}The server complained.{{/if}}
 */
export const or: Helper = (_, call) => call.args.some(isTrue);

/**
 * Whether the condition does not hold.
 * @example {{#if (not (shows "server" "error"))}}The server had no errors.{{/if}}
 */
export const not: Helper = (_, call) => {
  call.expect({ args: 1 });
  return !isTrue(call.args[0]);
};
