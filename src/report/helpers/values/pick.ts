import { type Helper, missingOr } from '../../report.ts';
import { checkField, readField, takeRows, toValue } from '../../rows.ts';

/**
 * A field of the first of several rows.
 * @argument {rows} rows such as (sockets ...) or (packets ...)
 * @argument {text} field one of the fields that the rows have
 * @example The client's port was {{pick (sockets "netstat-open" peer="vit002") "peer.port"}}.
 */
export const pick: Helper = (report, call) => {
  call.expect({ args: 2 });
  const rows = takeRows(call);
  const field = checkField(call, rows, call.text(1, 'the name of a field', rows.kind.fields));
  const [first] = rows.items;
  if (first === undefined) return missingOr(report, call.fail(`nothing to pick from: (${rows.asked}) has no rows`));
  const value = toValue(report, readField(first, field));
  return value ?? missingOr(report, call.fail(`the first row of (${rows.asked}) has no ${field}`));
};
