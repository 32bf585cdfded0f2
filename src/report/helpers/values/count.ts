import type { Helper } from '../../report.ts';
import { takeRows } from '../../rows.ts';

/**
 * How many there are.
 * @argument {rows} rows such as (sockets ...) or (packets ...)
 * @example {{count (sockets "netstat-open" state="ESTABLISHED")}}
 */
export const count: Helper = (_, call) => {
  call.expect({ args: 1 });
  return takeRows(call).items.length;
};
