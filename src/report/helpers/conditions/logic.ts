import type { Helper } from '../../report.ts';
import { isTrue } from '../../rows.ts';

/**
 * Whether all of the conditions hold.
 * @argument {condition ...} conditions two or more
 * @example {{#if (and (shows "client2" "asdf") (shows "client3" "asdf"))}}Both got their echo.{{/if}}
 */
export const and: Helper = (_, call) => {
  call.expect({ args: Number.POSITIVE_INFINITY });
  return call.args.every(isTrue);
};

/**
 * Whether at least one of the conditions holds.
 * @argument {condition ...} conditions two or more
 * @example {{#if (or (shows "refused" "in use") (shows "refused" "denied"))}}The server was refused.{{/if}}
 */
export const or: Helper = (_, call) => {
  call.expect({ args: Number.POSITIVE_INFINITY });
  return call.args.some(isTrue);
};

/**
 * Whether the condition does not hold.
 * @argument {condition} condition the one
 * @example {{#if (not (shows "server" "error"))}}The server had no errors.{{/if}}
 */
export const not: Helper = (_, call) => {
  call.expect({ args: 1 });
  return !isTrue(call.args[0]);
};
