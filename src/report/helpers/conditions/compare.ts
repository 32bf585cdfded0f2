import type { Helper } from '../../report.ts';

/**
 * Whether two values are the same.
 * @argument {text or number} one a value
 * @argument {text or number} other another
 * @example {{#if (eq (count (sockets "netstat-open" state="ESTABLISHED")) 2)}}Both are connected.{{/if}}
 */
export const eq: Helper = (_, call) => {
  call.expect({ args: 2 });
  return call.text(0, 'a value') === call.text(1, 'a value');
};

/**
 * Whether the first number is greater than the second.
 * @argument {number} one a number
 * @argument {number} other another
 * @example {{#if (gt (count (packets "reset" flags="RST")) 0)}}A connection was reset.{{/if}}
 */
export const gt: Helper = (_, call) => {
  call.expect({ args: 2 });
  return call.number(0, 'a number') > call.number(1, 'a number');
};
