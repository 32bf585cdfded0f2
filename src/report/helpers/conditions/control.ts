import type { Call } from '../../../template/call.ts';
import type { Helper } from '../../report.ts';
import { isTrue, takeRows, toRow } from '../../rows.ts';

/**
 * Text for when a condition holds, and with {{else}} for when it does not. Rows count as true when there are any.
 * @argument {condition} condition a comparison, rows, or (shows ...)
 * @block the text, and after {{else}} the other
 * @example {{#if (packets "traffic" flags="RST")}}A connection was reset.{{else}}None was reset.{{/if}}
 */
const ifHelper: Helper = (_, call) => choose(call, isTrue(condition(call)));

/**
 * Text for when a condition does not hold.
 * @argument {condition} condition a comparison, rows, or (shows ...)
 * @block the text
 * @example {{#unless (packets "traffic" flags="RST")}}No connection was reset.{{/unless}}
 */
const unlessHelper: Helper = (_, call) => choose(call, !isTrue(condition(call)));

/**
 * Text for each row, in which the row's fields are names, as well as `@index` (from 0), `@first` and `@last`; {{else}} is
 * for when there are none.
 * @argument {rows} rows such as (sockets ...) or (packets ...)
 * @block the text, once for each row
 * @example
 * {{#each (sockets "netstat-open" state="ESTABLISHED")}}
 * - Process {{this.pid}} serves port {{this.peer.port}}.
 * {{/each}}
 */
const eachHelper: Helper = (report, call) => {
  call.expect({ args: 1 });
  const rows = takeRows(call);
  if (rows.items.length === 0) return call.otherwise();
  const last = rows.items.length - 1;
  return rows.items
    .map((item, index) => call.body({ value: toRow(report, rows, item), index, isLast: index === last }))
    .join('');
};

export const control = { if: ifHelper, unless: unlessHelper, each: eachHelper };

function condition(call: Call): unknown {
  call.expect({ args: Number.POSITIVE_INFINITY });
  if (call.args.length !== 1)
    throw call.fail(`unexpected ${call.args.length} conditions for {{#${call.name}}}, expected 1`);
  return call.args[0];
}

function choose(call: Call, holds: boolean): string {
  return holds ? call.body() : call.otherwise();
}
